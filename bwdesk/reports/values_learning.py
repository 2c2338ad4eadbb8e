"""Values of a training certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.reports.values_base import PaperHead


@dataclass(frozen=True)
class CertificatePaper:
    """A certificate of a training that was held. `names` are typed when it is printed, a page each, and recorded nowhere; without
    any, one page has a line to write on. `half_days` is its length; `mode` in_person, virtual or hybrid; `topic` in words."""

    head: PaperHead
    title: str
    on: date
    half_days: int
    mode: str
    topic: str = ""
    trainer: str = ""
    names: tuple[str, ...] = ()
