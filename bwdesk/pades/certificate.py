"""A signing certificate: its key and chain, and what it says. Files from outside are read in pkcs12.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bwdesk.errors import FileProblem, Refused

if TYPE_CHECKING:
    from cryptography.x509 import Name

LARGEST: Final = 256 * 1024
"""Bytes of a PKCS#12 file with key, certificate and chain; real ones have some 10 kB."""

LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """Private key (PKCS#8), its certificate and those of its issuers (DER). Not shown in logs."""

    key: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says: whose it is, who issued it, its first and last moment (UTC), SHA-256 of it (hex)."""

    holder: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str

    def check_moment(self, now: datetime) -> None:
        """Raises Refused (`pades.expired`, `pades.not_yet`) when nothing may be signed with it now."""
        if now > self.valid_until:
            raise Refused("pades.expired", holder=self.holder, day=self.valid_until.astimezone().date().isoformat())
        if now < self.valid_from:
            raise Refused("pades.not_yet", holder=self.holder, day=self.valid_from.astimezone().date().isoformat())


def facts_of(certificate: bytes) -> CertificateFacts:
    """What a certificate (DER) says. Raises FileProblem (`pades.broken`)."""
    # 0.05 s that only who signs, or looks at what was signed, waits for
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate

    try:
        read = load_der_x509_certificate(certificate)
        holder, issuer = name_of(read.subject), name_of(read.issuer)
        return CertificateFacts(holder, issuer, read.not_valid_before_utc, read.not_valid_after_utc, read.fingerprint(SHA256()).hex())
    except ValueError:
        raise FileProblem("pades.broken") from None


def plain_name(text: str) -> str:
    """A name out of a certificate that a line can show: what is printed, bounded."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"


def issuers_of(path: Path) -> list[bytes]:
    """The certificates (DER) of a PEM file that a signature's issuer is looked for in. Raises FileProblem (`pades.issuers`)."""
    # as above
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return [one.public_bytes(Encoding.DER) for one in load_pem_x509_certificates(path.read_bytes())]
    except (OSError, ValueError):
        raise FileProblem("pades.issuers", file=path.name) from None


def name_of(name: Name) -> str:
    """The common name; else the organisation, else the whole."""
    from cryptography.x509.oid import NameOID  # as above

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(kind):
            return plain_name(str(found[0].value))
    return plain_name(name.rfc4514_string())
