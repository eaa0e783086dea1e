"""What runs networks: PyTorch, ONNX Runtime or OpenVINO, on processors and graphics cards."""
