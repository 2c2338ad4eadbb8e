"""Encryption of bytes under a 32-byte key, and keys derived from keys. Library ciphers only; no files, no passphrases."""

from __future__ import annotations

import os
from typing import Final

KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
OVERHEAD: Final = NONCE_SIZE + 16
"""Bytes that sealing adds: nonce before, tag behind."""


class Unsealable(ValueError):
    """The bytes are not what was sealed under this key for this purpose."""


def seal(key: bytes, data: bytes, about: bytes) -> bytes:
    """Nonce, ciphertext and tag. `about` is not stored but must be given again to unseal."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # 0.02 s that the window does not wait for

    nonce = os.urandom(NONCE_SIZE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """What was sealed. Raises Unsealable for another key, another `about`, or a single changed bit."""
    from cryptography.exceptions import InvalidTag  # as above
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(sealed) < OVERHEAD:
        raise Unsealable
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], about)
    except InvalidTag:
        raise Unsealable from None


def derive(secret: bytes, purpose: str, *, salt: bytes | None = None, size: int = KEY_SIZE) -> bytes:
    """A key for one purpose from a secret of full entropy (HKDF-SHA256)."""
    from cryptography.hazmat.primitives.hashes import SHA256  # as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), size, salt, f"bwdesk {purpose}".encode()).derive(secret)
