"""A real server of S3-compatible storage: a process of its own on a free port, with keys that it checks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from pathlib import Path

from bwdesk.server.objects import ACCESS, SECRET

KEYS = {ACCESS: "photos", SECRET: "a secret of the tests"}
BUCKET = "photos"
PATIENCE = 20.0


class ObjectServer:
    """Serves the folder `root`; each folder in it is a bucket."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bucket = root / BUCKET
        self.bucket.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"s3+http://127.0.0.1:{self._port}/{BUCKET}/desk"

    def start(self) -> None:
        program = Path(sysconfig.get_path("scripts")) / "rclone"
        self._process = subprocess.Popen(
            [program if program.exists() else shutil.which("rclone") or "rclone", "serve", "s3", self.root, "--addr",
             f"127.0.0.1:{self._port}", "--auth-key", ",".join(KEYS.values()), "--vfs-cache-mode", "off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"RCLONE_CONFIG": os.devnull},
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("the object server does not listen")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def file(self, sha256: str) -> Path:
        """Where an object lies on its disk."""
        return self.bucket / "desk" / sha256[:2] / sha256
