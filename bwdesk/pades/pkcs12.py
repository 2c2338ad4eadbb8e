"""Reads a PKCS#12 file from outside, and refuses one with a reason where a signature with it would be worth nothing. For the intake."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import Certificate, ExtendedKeyUsage, ExtensionNotFound, KeyUsage

from bwdesk.disk import disk_errors_translated
from bwdesk.errors import FileProblem, Refused, WrongKey
from bwdesk.pades.certificate import LARGEST, SigningKey, facts_of, name_of

_SHORTEST_RSA: Final = 2048
_CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")
_SERVERS_ONLY: Final = frozenset({"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"})  # TLS servers, timestamps, OCSP


def signing_key(path: Path, passphrase: str, now: str) -> SigningKey:
    """The signing key of a PKCS#12 file; `now` is an ISO moment.

    Raises FileProblem (`pades.unreadable`, `pades.too_large`, `pades.broken`), WrongKey (`pades.passphrase_wrong`) and Refused
    (`pades.no_key`, `pades.key_kind`, `pades.not_for_signing`, `pades.expired`, `pades.not_yet`).
    """
    data = _read(Path(path))
    _check_shape(data)
    try:
        found = load_pkcs12(data, passphrase.encode())
    except ValueError:  # the outer shape holds: nearly always the passphrase
        raise WrongKey("pades.passphrase_wrong", field="passphrase") from None
    if found.key is None or found.cert is None or found.key.public_key() != found.cert.certificate.public_key():
        raise Refused("pades.no_key")
    certificate = found.cert.certificate
    _check_use(certificate)
    der = certificate.public_bytes(Encoding.DER)
    facts_of(der).check_moment(datetime.fromisoformat(now))
    key = found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey(key, der, tuple(one.certificate.public_bytes(Encoding.DER) for one in found.additional_certs))


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise FileProblem("pades.unreadable", file=path.name)
    with disk_errors_translated(), path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FileProblem("pades.too_large", file=path.name, most=LARGEST // 1024)
    return data


def _check_shape(data: bytes) -> None:
    """Tells a broken file from a wrong passphrase, which the library does not."""
    try:
        whole = Pfx.load(data, strict=True)
        bags = whole["auth_safe"]["content"].native
    except (ValueError, TypeError, KeyError):
        raise FileProblem("pades.broken") from None
    if not bags:
        raise FileProblem("pades.broken")


def _check_use(certificate: Certificate) -> None:
    key = certificate.public_key()
    is_strong = isinstance(key, RSAPublicKey) and key.key_size >= _SHORTEST_RSA
    if not is_strong and not (isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES):
        raise Refused("pades.key_kind")
    try:
        use = certificate.extensions.get_extension_for_class(KeyUsage).value
        signs = use.digital_signature or use.content_commitment
    except ExtensionNotFound:
        signs = True
    try:
        extended = {one.dotted_string for one in certificate.extensions.get_extension_for_class(ExtendedKeyUsage).value}
    except ExtensionNotFound:
        extended = set()
    if not signs or (extended and extended <= _SERVERS_ONLY):
        raise Refused("pades.not_for_signing", holder=name_of(certificate.subject))
