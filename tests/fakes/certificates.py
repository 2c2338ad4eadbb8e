"""Signing certificates as an office would issue them, and such as nobody should sign with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from bwdesk.pades.certificate import SigningKey

PASSPHRASE = "came by letter"
HOLDER, OFFICE = "Dara Sok, Better Work Cambodia", "Certificates of the office"
FROM = datetime(2026, 1, 1, tzinfo=UTC)
KINDS: dict[str, Any] = {
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "short": lambda: rsa.generate_private_key(65537, 1024),
    "curve": lambda: ec.generate_private_key(ec.SECP256R1()),
    "edwards": ed25519.Ed25519PrivateKey.generate,
}


@cache
def key_of(kind: str) -> Any:
    return KINDS[kind]()


@dataclass(frozen=True)
class Issued:
    """A certificate, its key and its issuer's certificate."""

    key: Any
    certificate: x509.Certificate
    issuer: x509.Certificate

    @property
    def pem_of_issuer(self) -> bytes:
        return self.issuer.public_bytes(serialization.Encoding.PEM)

    @property
    def issuer_der(self) -> bytes:
        return self.issuer.public_bytes(serialization.Encoding.DER)

    @property
    def signing_key(self) -> SigningKey:
        key = self.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return SigningKey(key, self.certificate.public_bytes(serialization.Encoding.DER), (self.issuer_der,))

    def write(self, path: Path, passphrase: str = PASSPHRASE, *, with_key: bool = True, key: Any = None) -> Path:
        locked = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
        mine = (key or self.key) if with_key else None
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"mine", mine, self.certificate, [self.issuer], locked))
        return path


def issued(
    kind: str = "rsa",
    start: datetime = FROM,
    days: int = 730,
    holder: str = HOLDER,
    *,
    signs: bool = True,
    only_servers: bool = False,
) -> Issued:
    """A certificate of `holder`, issued by the office."""
    office_key = key_of("curve")
    office, subject = _name(OFFICE), _name(holder)
    root = (
        _built(office, office, office_key.public_key(), FROM - timedelta(days=365), 7300)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(office_key, hashes.SHA256())
    )
    key = key_of(kind)
    made = _built(subject, office, key.public_key(), start, days).add_extension(_usage(signs), critical=True)
    if only_servers:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return Issued(key, made.sign(office_key, hashes.SHA256()), root)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _built(subject: x509.Name, issuer: x509.Name, key: Any, start: datetime, days: int) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
    return made.not_valid_before(start).not_valid_after(start + timedelta(days=days))


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=not signs, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
