"""Why setting up failed, in plain words, by what the programs that it called said."""

from __future__ import annotations

import re

from ...errors import SureCoverError


class SetupFailure(SureCoverError):
    """Setting up failed in a way that the user can put right.

    Attributes:
        kind: "disk", "proxy", "certificate", "network", "long", "readonly", "locked", "library",
            "wheel", "cuda", "memory" or "unknown".
    """

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


_SIGNS = {
    "disk": r"Errno 28\b|No space left on device|WinError 112\b|Errno 122\b",
    "proxy": r"ProxyError|(?:annot|nable to) connect to proxy|407 Proxy Auth|Tunnel connection failed",
    "certificate": r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|certificate verify failed",
    "network": r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|"
    r"Failed to establish a new connection|getaddrinfo failed|Network is unreachable|Connection refused|"
    r"Connection aborted|IncompleteRead|ConnectionResetError|Max retries exceeded",
    "long": r"Long Path support|WinError 206\b",
    "readonly": r"Errno 30\b|Read-only file system",
    "locked": r"WinError (?:5|32|225)\b|Errno 13\b|Permission denied|Access is denied",
    "library": r"DLL load failed|cannot open shared object file|Library not loaded|WinError (?:126|1114)\b",
    "wheel": r"No matching distribution found for ([\w.-]+(?:==[\w.]+)?)|"
    r"Could not find a version that satisfies the requirement ([\w.-]+(?:==[\w.]+)?)|"
    r"is not a supported wheel on this platform",
    "cuda": r"No CUDA device|CUDA error|CUDA driver|no kernel image",
    "memory": r"MemoryError|Cannot allocate memory|Errno 12\b",
}
"""Kind → what is said then; a fault of the network also makes pip say that no package was found, so the order
counts."""

_SENTENCES = {
    "disk": "The disk became full; free some space, then Retry, which goes on from where it stopped.",
    "proxy": "The proxy did not let the download through; check its address, user name and password "
    "(in QGIS: Settings → Options → Network), then Retry.",
    "certificate": "The package index could not be trusted, because something between (a proxy, an antivirus "
    "program) signs with a certificate that Python does not know; ask your administrator for it and name its "
    "file in the environment variable PIP_CERT, or install from a wheel folder.",
    "network": "The package index could not be reached; check the network connection, and the proxy if you "
    "need one, then Retry; without a network, install from a wheel folder.",
    "long": "Windows allows no path as long as one in {environment}; let it allow long paths "
    "(LongPathsEnabled in its registry, your administrator knows), then Retry.",
    "readonly": "The folder {environment} cannot be written, because its file system is read-only; "
    "set XDG_DATA_HOME (on Windows LOCALAPPDATA) to a folder that can be written, and start QGIS again.",
    "locked": "A file in {environment} could not be written or opened, because the system or an antivirus "
    "program does not allow it; let the antivirus program allow this folder, close other QGIS windows, "
    "then Retry.",
    "library": "A library that a package needs could not be loaded ({detail}); on Windows install "
    "Microsoft's Visual C++ Redistributable (x64) and let the antivirus program allow {environment}, "
    "elsewhere install the library that is named, then Retry.",
    "wheel": "There is no ready-made package {detail} for this Python and system{offline}; "
    "choose another base Python (3.11 is tested most){collect}, then Retry.",
    "cuda": "The packages are installed, but no NVIDIA GPU computes with them ({detail}); install the card's "
    "driver, give the extra index of CUDA builds if pip took one for the CPU, then Retry, or choose CPU.",
    "memory": "Memory ran out; close other programs, then Retry.",
    "unknown": "Setting up stopped with an error that SureCover does not know ({detail}); "
    "look at the log, then Retry.",
}
_LONGEST = 160


def failure(said: str, environment: str, wheels: str = "") -> SetupFailure:
    """What went wrong.

    Args:
        said: What the program that failed has printed.
        environment: The folder that is set up.
        wheels: The folder of wheels, if packages came from one.
    """
    for kind, sign in _SIGNS.items():
        found = re.search(sign, said)
        if found:
            return SetupFailure(kind, _sentence(kind, _detail(said, found), environment, wheels))
    lines = [line for line in said.splitlines() if line.strip()] or ["nothing was said"]
    return SetupFailure("unknown", _sentence("unknown", lines[-1].strip()[:_LONGEST], environment, wheels))


def _detail(said: str, found: re.Match[str]) -> str:
    """The package that a sign names, else the line it stands in."""
    named = next(filter(None, found.groups()), "")
    if named:
        return named
    start = said.rfind("\n", 0, found.start()) + 1
    return said[start:].partition("\n")[0].strip(" .")[:_LONGEST]


def _sentence(kind: str, detail: str, environment: str, wheels: str) -> str:
    return _SENTENCES[kind].format(
        detail=detail,
        environment=environment,
        offline=f" in the wheel folder {wheels}" if wheels else "",
        collect=", or collect the folder anew for this one" if wheels else "",
    )
