"""Looks at the signatures of a PDF from outside: is it still what was signed, and by whom. For the intake process; nothing is fetched.

Any byte after what a signature covers counts as a change: an edition is signed so that nothing may be added.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from bwdesk.errors import FileProblem, IntakeRefused
from bwdesk.pades.certificate import facts_of, plain_name
from bwdesk.pades.signature import LARGEST, MOST, Issuer, Signature, State, Validity

_NONSENSE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What the libraries raise, besides their own, over a file whose parts are not of the kind they should be."""


def signatures_in(data: bytes, issuers: list[bytes], now: str) -> list[Signature]:
    """The signatures of a PDF, in the order of the file; `issuers` are certificates (DER), `now` an ISO moment.

    Raises IntakeRefused (`pades.pdf_too_large`, `pades.not_pdf`, `pades.too_many`).
    """
    if len(data) > LARGEST:
        raise IntakeRefused("pades.pdf_too_large", most=LARGEST // 1024 // 1024)
    if b"%PDF-" not in data[:1024]:
        raise IntakeRefused("pades.not_pdf")
    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
    except (PdfError, *_NONSENSE):
        raise IntakeRefused("pades.not_pdf") from None
    if len(found) > MOST:
        raise IntakeRefused("pades.too_many", most=MOST)
    return [_judged(one, issuers, datetime.fromisoformat(now)) for one in found]


def _judged(one: EmbeddedPdfSignature, issuers: list[bytes], now: datetime) -> Signature:
    try:
        return _read(one, issuers, now)
    except (PdfError, SignatureValidationError, CMSExtractionError, PathError, FileProblem, *_NONSENSE):
        return Signature(State.BROKEN)


def _read(one: EmbeddedPdfSignature, issuers: list[bytes], now: datetime) -> Signature:
    facts = facts_of(one.signer_cert.dump())
    said = one.self_reported_timestamp
    signed_at = said.astimezone(UTC) if said is not None else None
    moment = min(max(signed_at or now, facts.valid_from), facts.valid_until)
    uses = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    status = validate_pdf_signature(one, _known(issuers, one, moment), key_usage_settings=uses, skip_diff=True)
    if not (status.intact and status.valid):
        state = State.BROKEN
    else:
        state = State.WHOLE if status.coverage is SignatureCoverageLevel.ENTIRE_FILE else State.EXTENDED
    holds = signed_at is not None and facts.valid_from <= signed_at <= facts.valid_until
    validity = Validity.OUTSIDE if not holds else Validity.EXPIRED if now > facts.valid_until else Validity.VALID
    issuer = Issuer.KNOWN if status.trusted else Issuer.UNKNOWN
    return Signature(
        state, _length(one), facts.holder, plain_name(facts.issuer), issuer, validity, facts.valid_until, signed_at
    )  # fmt: skip


def _known(issuers: list[bytes], one: EmbeddedPdfSignature, moment: datetime) -> Any:
    roots = [Certificate.load(each) for each in issuers]
    return ValidationContext(
        trust_roots=roots, other_certs=one.other_embedded_certs, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )  # fmt: skip


def _length(one: EmbeddedPdfSignature) -> int:
    start, first, second, last = (int(part) for part in one.byte_range)
    return second + last if start == 0 and 0 < first < second else 0
