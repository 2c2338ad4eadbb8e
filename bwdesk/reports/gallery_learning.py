"""Invented values of training certificates, plain and nasty, for the gallery and the tests."""

from __future__ import annotations

from datetime import date

from bwdesk.reports.gallery_texts import LONG_NAME, NASTY, NOTES
from bwdesk.reports.gallery_visit import head, nasty_head
from bwdesk.reports.values import CertificatePaper

_NAMES = ("សុខ ចាន់ថា", "Nguyễn Thị Hồng Ánh", "শারমিন আক্তার", "محمد أحمد", "සුනිල් පෙරේරා", "தமிழ்ச்செல்வி", "አበበ በቀለ", "王丽华")


def certificate() -> CertificatePaper:
    """A line to write the name on."""
    return CertificatePaper(
        head(), "Exits, fire drills and what to do in the first minute", date(2025, 8, 14), 3, "in_person", "Emergency preparedness",
        "Dara Lim",
    )  # fmt: skip


def certificates() -> CertificatePaper:
    """A page for each of several names, in the scripts of the programme."""
    plain = certificate()
    return CertificatePaper(plain.head, plain.title, plain.on, 2, "hybrid", plain.topic, plain.trainer, _NAMES)


def nasty_certificate() -> CertificatePaper:
    """Endless names, mark-up, and a training without a trainer."""
    names = (NASTY[0][:120], LONG_NAME, NOTES["ur"][:80], "<b>Bold</b> & $&")
    return CertificatePaper(nasty_head(), NASTY[1][:300], date(2025, 8, 14), 1, "virtual", NOTES["km"][:120], "", names)
