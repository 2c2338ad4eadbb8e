"""Signs a finished PDF after its last byte: what stood there stays as it was, dates and producer too.

No network, so no timestamp: the time of a signature is the desk's word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bwdesk.pades.certificate import CertificateFacts, SigningKey, facts_of


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Signs with one key."""

    key: SigningKey

    @property
    def facts(self) -> CertificateFacts:
        return facts_of(self.key.certificate)

    @property
    def holder(self) -> str:
        """Whose certificate it is, as it says."""
        return self.facts.holder

    def check_moment(self, now: datetime) -> None:
        """Raises Refused (`pades.expired`, `pades.not_yet`) when nothing may be signed now."""
        self.facts.check_moment(now)

    def sign(self, data: bytes, at: datetime) -> bytes:
        """The PDF with its signature. Raises Refused (`pades.expired`, `pades.not_yet`), FileProblem (`pades.cannot_sign`)."""
        self.check_moment(at)
        from bwdesk.pades.signing import signed  # a second and a half that only who signs waits for

        return signed(data, self.key, self.holder, at)
