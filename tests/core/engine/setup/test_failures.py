"""What pip, Python and Windows say, and what people are told then."""

from __future__ import annotations

import pytest

from surecover.core.engine.setup.failures import failure

NOTHING_FOUND = """
ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)
ERROR: No matching distribution found for torch==2.13.0
"""
RETRYING = "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by "
SAID = {
    "disk": "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    "disk of Windows": "OSError: [WinError 112] Es steht nicht genug Speicherplatz zur Verfügung",
    "proxy that wants a password": RETRYING + "'ProxyError('Cannot connect to proxy.', OSError('Tunnel "
    "connection failed: 407 Proxy Authentication Required'))': /simple/torch/" + NOTHING_FOUND,
    "proxy that is not there": RETRYING + "'ProxyError('Cannot connect to proxy.', NewConnectionError('<x>: "
    "Failed to establish a new connection: [Errno 111] Connection refused'))'" + NOTHING_FOUND,
    "certificate": RETRYING + "'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] "
    "certificate verify failed: unable to get local issuer'))'" + NOTHING_FOUND,
    "network": RETRYING + "'NewConnectionError('<x>: Failed to establish a new connection: [Errno -2] Name "
    "or service not known')': /simple/torch/" + NOTHING_FOUND,
    "network that breaks off": "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read "
    "timed out.",
    "long path": "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory\n"
    "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
    "readonly": "Error: [Errno 30] Read-only file system: '/data/surecover/engine'",
    "locked": "PermissionError: [WinError 32] The process cannot access the file because it is being used",
    "locked for this user": "ERROR: Could not install packages due to an OSError: "
    "[Errno 13] Permission denied: '/x'",
    "library": "ImportError: DLL load failed while importing _C: The specified module could not be found.",
    "library of Linux": "OSError: libgomp.so.1: cannot open shared object file: No such file or directory",
    "library of macOS": "OSError: dlopen(lib_lightgbm.dylib): Library not loaded: @rpath/libomp.dylib",
    "wheel": NOTHING_FOUND,
    "cuda": "No CUDA device was found.",
    "memory": "Successfully unpacked\nMemoryError",
    "unknown": "Traceback\nZeroDivisionError: division by zero\n\n",
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_went_wrong_is_told_in_plain_words(case: str) -> None:
    told = failure(SAID[case], "/data/engine")
    assert told.kind == case.partition(" ")[0]
    assert str(told).endswith(".")
    assert "{" not in str(told)
    assert "\n" not in str(told)


def test_a_package_without_a_wheel_is_named() -> None:
    told = str(failure(NOTHING_FOUND, "/e"))
    assert "no ready-made package torch==2.13.0 for this Python" in told
    assert "wheel folder" not in told


def test_a_package_that_the_wheel_folder_lacks_is_said_to_be_lacking_there() -> None:
    told = str(failure(NOTHING_FOUND, "/e", wheels="/stick/wheels"))
    assert "torch==2.13.0 for this Python and system in the wheel folder /stick/wheels" in told
    assert "collect the folder anew" in told


def test_a_library_that_is_missing_is_named() -> None:
    assert "libgomp.so.1" in str(failure(SAID["library of Linux"], "/e"))


def test_of_what_nobody_knows_the_last_line_is_told() -> None:
    assert "ZeroDivisionError: division by zero" in str(failure(SAID["unknown"], "/e"))
    assert "nothing was said" in str(failure("", "/e"))
