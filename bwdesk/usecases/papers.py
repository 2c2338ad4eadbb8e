"""The values that papers are made from, gathered on the read lane; printing them is slow work for another lane.

Nothing internal is handed over: remarks, messages between the pair, quotes and questions of the notebook stay on the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue, Progress, Verified
from bwdesk.domain.programme import PageSize
from bwdesk.domain.tool import Tool
from bwdesk.domain.visit import Attendance
from bwdesk.pades.signer import Signer
from bwdesk.question_words import tool_in
from bwdesk.reports import values as v
from bwdesk.reports.words import Words, words_of
from bwdesk.shipped import profile
from bwdesk.texts import Texts


@dataclass(frozen=True)
class PaperContext:
    """What a paper needs besides records: its words, the time (local), a photo's bytes by their hash, who prints it.

    `names` are typed for certificates when they are printed; they are recorded nowhere. `signer` signs the files of an edition, where a
    signing certificate is set up. `country` (ISO alpha-2) is what the paper is about, known once its records are read.
    """

    texts: Texts
    now: datetime
    jpeg: Callable[[str], bytes]
    author: str = ""
    office: str = ""
    programme: str = ""
    names: tuple[str, ...] = ()
    signer: Signer | None = None
    country: str = ""

    @property
    def today(self) -> date:
        """The day of printing, where this laptop is."""
        return self.now.date()

    @property
    def words(self) -> Words:
        """Dates and numbers in the paper's language."""
        return words_of(self.texts, self.digits)

    @property
    def digits(self) -> str:
        """Digits of papers of this country and language, as the programme has them."""
        found = {profile().digits_in(self.country, language) for language in self.texts.code.split("+")}
        return found.pop() if len(found) == 1 else ""  # of two languages: the same in both

    def tool(self, name: str) -> Tool:
        """A tool version with its questions in the paper's language and digits. Raises as `shipped.tool` does."""
        return tool_in(name, self.texts.code, digits=self.digits)

    @property
    def page(self) -> PageSize:
        """The sheet of papers of this country, as the programme has it."""
        return profile().page_in(self.country)

    def of(self, country: str) -> PaperContext:
        """The same for a paper about a factory of a country, or about the country."""
        return replace(self, country=country)

    def say(self, key: str, **params: object) -> str:
        """A sentence of the paper's language."""
        words = self.words
        return words(key, **{name: words.local(str(value)) if isinstance(value, int) else value for name, value in params.items()})

    def local(self, at: datetime) -> datetime:
        """A time where this laptop is."""
        return at.astimezone(self.now.tzinfo)


def head_of(context: PaperContext, factory: Factory, cycle: int | None, state: v.State = v.State.WORKING, tool: str = "") -> v.PaperHead:
    """What a paper says of itself and of the factory."""
    there = context.of(factory.country)
    return v.PaperHead(
        factory=factory.name,
        factory_local=factory.local_name,
        factory_code=factory.os_id,
        place=context.words.commas(part for part in (factory.city, factory.country) if part),
        programme=context.programme,
        office=context.office,
        cycle=cycle,
        state=state,
        tool=tool,
        author=context.author,
        printed_at=context.now,
        page=there.page,
        digits=there.digits,
    )


def photos_of_paper(context: PaperContext, photos: Iterable[tuple[str, Photo]], place: str = "", code: str = "") -> tuple[v.Photo, ...]:
    """Photos under their numbers; the bytes are read when the page is made."""
    return tuple(
        v.Photo(
            number=number, jpeg=partial(context.jpeg, photo.sha256), place=place, code=code, text=photo.caption,
            taken_at=context.local(photo.taken_at) if photo.taken_at else None, digest=photo.sha256, width=photo.width, height=photo.height,
            mark=photo.mark, record=photo.id,
        )
        for number, photo in photos
    )  # fmt: skip


def letter(place: int) -> str:
    """The letter of a photo of a finding: a, b … z, aa, ab …"""
    return (chr(ord("a") + place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


def people(women: int, men: int, unstated: int) -> v.People:
    """Heads by sex; those whose sex is not recorded are said so, never guessed."""
    return v.People(women=women, men=men, other=unstated or None)


def present(attendance: Iterable[Attendance], members: Sequence[Member]) -> tuple[v.Present, ...]:
    """Who was in the room, by side, with job titles."""
    known = {member.id: member for member in members}
    found: dict[Side, list[tuple[Sex, int, str]]] = {}
    for one in sorted(attendance, key=lambda a: (a.title, a.id)):
        if not one.deleted:
            member = known.get(one.member_id or "")
            sex = member.sex if member is not None and one.sex is Sex.UNSTATED else one.sex
            count = 1 if one.member_id else one.count
            found.setdefault(one.side, []).append((sex, count, member.title if member else one.title))
    return tuple(_side(side, found[side]) for side in Side if side in found)


def _side(side: Side, heads: list[tuple[Sex, int, str]]) -> v.Present:
    def of(wanted: Sex) -> int:
        return sum(count for sex, count, _ in heads if sex is wanted)

    roles = tuple(dict.fromkeys(title for _, _, title in heads if title))
    return v.Present("other" if side is Side.GUEST else side.value, people(of(Sex.WOMAN), of(Sex.MAN), of(Sex.UNSTATED)), roles)


def workforce(factory: Factory) -> v.People:
    """Workers by sex as far as they are known."""
    return v.People(women=factory.workers_women, men=factory.workers_men, total=factory.workers_total)


def factory_word(issue: Issue) -> v.FactoryWord:
    """What the factory says; a changed plan is work in progress."""
    if issue.progress is Progress.CHANGED:
        return v.FactoryWord.IN_PROGRESS
    return v.FactoryWord(issue.progress.value)


def programme_word(issue: Issue) -> v.ProgrammeWord:
    """What the programme found."""
    if issue.verified is Verified.NOT_YET:
        return v.ProgrammeWord.NOT_VERIFIED
    return v.ProgrammeWord(issue.verified.value)


def lines_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a long text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
