"""What speaks for a class: clusters, the correction by the external map, confidence."""
