"""Adds a signature to a PDF with pyHanko: one incremental step, PAdES B-B, certified so that nothing may be changed afterwards."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bwdesk.errors import FileProblem
from bwdesk.pades.certificate import SigningKey

FIELD: Final = "Edition"
"""The name of the signature's field."""


class _OnlySigns(IncrementalPdfFileWriter):
    """Leaves the paper's metadata alone: the library would put itself and the time of day there."""

    def _update_meta(self) -> None:
        pass


class _Signer(PdfSigner):
    """Tells the time by the desk's clock."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def signed(data: bytes, key: SigningKey, holder: str, at: datetime) -> bytes:
    """The PDF with its signature. Raises FileProblem (`pades.cannot_sign`)."""
    known: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    known.register_multiple([Certificate.load(one) for one in key.chain])
    said = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", name=holder, subfilter=SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )  # fmt: skip
    out = io.BytesIO()
    try:
        simple = SimpleSigner(Certificate.load(key.certificate), PrivateKeyInfo.load(key.key), known)
        signer = _Signer(said, simple, new_field_spec=SigFieldSpec(FIELD, readable_field_name=holder))
        signer.at = at
        signer.sign_pdf(_OnlySigns(io.BytesIO(data)), output=out)
    except (PdfError, SigningError, ValueError) as error:
        raise FileProblem("pades.cannot_sign", holder=holder) from error
    return out.getvalue()
