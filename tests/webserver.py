"""A web server for tests: files of a folder, well or badly served.

It is a process of its own: GDAL waits for answers while it holds Python's lock. The first part of an
address says how: /ranges/ as servers for imagery do, /whole/ without parts of files, /dying/ breaking off
after the header of a file, /stalled/ never answering.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_HEADER = 20_000
"""Bytes of a file that a dying server gives."""


class _Handler(BaseHTTPRequestHandler):
    folder = Path()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        _, how, name = self.path.split("/", 2)
        file = self.folder / name
        if how == "stalled":
            time.sleep(600)
        if not name or not file.is_file():
            self.send_error(404)
            return
        content, wanted = file.read_bytes(), self.headers.get("Range")
        first, last = 0, len(content) - 1
        if wanted and how != "whole":
            first, last = (int(edge) for edge in wanted.removeprefix("bytes=").split("-"))
            last = min(last, len(content) - 1)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        else:
            self.send_response(200)
        if how != "whole":
            self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        if self.command == "GET" and not (how == "dying" and first > _HEADER):
            self.wfile.write(content[first : last + 1])


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; yields the address, which ends with a slash."""
    command = [sys.executable, __file__, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        finally:
            server.kill()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    _Handler.folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()
