"""Photos in S3-compatible storage: whole photos under their hash, beneath a bucket and prefix. Who may see them stands in blobs.py.

A photo goes up when all its bytes are here and have its name as their hash, and comes down into the photos' folder, which is then only a
cache. What comes down is hashed again: what the storage has altered is not served.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from bwdesk.errors import StoreProblem

SCHEMES: Final = {"s3+https": True, "s3+http": False}
ACCESS, SECRET = "BWDESK_S3_ACCESS_KEY", "BWDESK_S3_SECRET_KEY"
TIMEOUT: Final = 20.0
"""Seconds without a byte after which the storage counts as away."""

_PIECE: Final = 256 * 1024
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class ObjectStore:
    """One bucket of S3-compatible storage. Each call raises StoreProblem (`server.photo_store_away`) when the storage does not answer."""

    def __init__(self, client: Minio, bucket: str, prefix: str) -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix

    def put(self, sha256: str, path: Path) -> None:
        """Stores a whole photo. Safe to repeat."""
        with _answers():
            self._client.fput_object(self._bucket, self._name(sha256), str(path), content_type="application/octet-stream")

    def fetch(self, sha256: str, target: Path) -> bool:
        """Writes a photo into the file `target`; False (and no file) when the storage has no such photo, or has altered it."""
        total = hashlib.sha256()
        with _answers():
            if not self._has(sha256):
                return False
            answer = self._client.get_object(self._bucket, self._name(sha256))
            try:
                with target.open("wb") as out:
                    for piece in answer.stream(_PIECE):
                        total.update(piece)
                        out.write(piece)
            finally:
                answer.close()
                answer.release_conn()
        if total.hexdigest() != sha256:
            target.unlink(missing_ok=True)
            return False
        return True

    def _has(self, sha256: str) -> bool:
        """Asked by HEAD, whose answer has no body: storages differ in how they describe what is missing."""
        try:
            self._client.stat_object(self._bucket, self._name(sha256))
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject"):
                return False
            raise
        return True

    def _name(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256}"


def open_objects(url: str) -> ObjectStore:
    """Opens `s3+https://host:port/bucket[/prefix]` with the keys of the environment (BWDESK_S3_ACCESS_KEY, BWDESK_S3_SECRET_KEY).

    Raises StoreProblem: `server.photo_store` (not such an address, or without TLS to another computer), `server.photo_store_keys`,
    `server.photo_store_bucket`, `server.photo_store_away`.
    """
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    is_safe = SCHEMES.get(parts.scheme)
    if is_safe is None or not parts.hostname or not bucket or (not is_safe and parts.hostname not in _LOOPBACK):
        raise StoreProblem("server.photo_store")
    access, secret = os.environ.get(ACCESS), os.environ.get(SECRET)
    if not access or not secret:
        raise StoreProblem("server.photo_store_keys")
    http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=TIMEOUT, read=TIMEOUT), retries=urllib3.Retry(total=2, backoff_factor=0.2))
    client = Minio(parts.netloc, access_key=access, secret_key=secret, secure=is_safe, http_client=http, region="us-east-1")
    with _answers():
        if not client.bucket_exists(bucket):
            raise StoreProblem("server.photo_store_bucket", bucket=bucket)
    return ObjectStore(client, bucket, f"{prefix}/" if prefix else "")


@contextmanager
def _answers() -> Iterator[None]:
    """Turns what the library raises into ours; its texts, which name keys and hosts, stay inside."""
    try:
        yield
    except (MinioException, HTTPError, ValueError) as error:
        raise StoreProblem("server.photo_store_away") from error
