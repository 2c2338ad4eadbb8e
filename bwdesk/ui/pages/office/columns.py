"""The lists in cells: assignments, people, laptops, what was done. Words only; nothing is asked here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime

from bwdesk.sync.office_wire import ActRow, ApartRow, DeviceRow, Overview, PersonRow, ReaderRow
from bwdesk.texts import Texts
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column
from bwdesk.ui.when import day_words
from bwdesk.usecases.office_page import AssignedRow

DAY = "d MMM yyyy"
MOMENT = "d MMM yyyy HH:mm"


@dataclass
class Known:
    """What the office told last: people and names by id, how many laptops each has, and what waits of a laptop.
    `owners`: people by laptop."""

    people: dict[str, PersonRow] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    laptops: dict[str, int] = field(default_factory=dict)
    apart: dict[str, list[ApartRow]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def learn(self, found: Overview) -> None:
        """Takes a new answer of the office in place of the last one."""
        self.people = {one.id: one for one in found.people}
        some = (found.readers, found.devices, found.people)
        self.names = {one.id: one.name for rows in some for one in rows}
        self.laptops, self.apart = defaultdict(int), defaultdict(list)
        for device in found.devices:
            self.laptops[device.person] += not device.revoked_at
        self.owners = {one.id: one.person for one in found.devices}
        for one in found.apart:
            self.apart[one.device].append(one)

    def laptop_of(self, laptop: str, t: Texts) -> str:
        """A laptop by its name and whose it is; empty when it is not known."""
        named, person = self.name(laptop), self.name(self.owners.get(laptop, ""))
        return t("office.laptop.title", name=named, person=person) if named else ""

    def name(self, key: str) -> str:
        """The name of a person or laptop; empty when it is not known."""
        return self.names.get(key, "")


def day_of(look: Look, at: int) -> str:
    """The day of a moment in ms since 1970, on this laptop's calendar."""
    return day_words(look, datetime.fromtimestamp(at / 1000, UTC).astimezone().date(), DAY)


def _standing(row: PersonRow, t: Texts) -> str:
    return t(f"office.standing.{row.standing}")


def _role(row: AssignedRow, t: Texts) -> str:
    return t(f"first.role.{row.assignment.role}")


def assignment_columns(source: LookSource, t: Texts) -> tuple[Column[AssignedRow], ...]:
    """Factory, person, role, since."""
    return (
        Column("factory", t("office.col.factory"), lambda r: Cell(r.factory, role=Role.NAME), stretch=True, sort=lambda r: r.folded),
        Column("country", t("office.col.country"), lambda r: Cell(r.country, tone="text2"), width=90, sort=lambda r: r.country, least=700),
        Column("person", t("office.col.person"), lambda r: Cell(r.person), width=190, sort=lambda r: r.person.casefold()),
        Column("role", t("office.col.role"), lambda r: Cell(_role(r, t)), width=130, sort=lambda r: r.assignment.role),
        Column(
            "since", t("office.col.since"), lambda r: Cell(day_words(source.look, r.assignment.from_on, DAY), tone="text2"), width=120,
            sort=lambda r: r.assignment.from_on, least=560,
        ),
    )  # fmt: skip


def people_columns(source: LookSource, t: Texts, known: Known) -> tuple[Column[PersonRow], ...]:
    """Name, account, what they are, countries, how the account stands."""

    def state(row: PersonRow) -> Cell:
        if not row.is_active:
            return Cell(t("office.person.ended"), mark=Kind.NA, tone="text2")
        if row.first == "waiting":
            return Cell(t("office.person.first"), mark=Kind.WAITING)
        number = known.laptops.get(row.id, 0)
        return Cell(t.count("office.laptops", number) if number else t("office.person.no_laptop"), tone="text1" if number else "text2")

    return (
        Column("name", t("office.col.name"), lambda r: Cell(r.name, role=Role.NAME), stretch=True, sort=lambda r: r.name.casefold()),
        Column("login", t("office.col.login"), lambda r: Cell(r.login, tone="text2"), width=150, sort=lambda r: r.login, least=640),
        Column("standing", t("office.col.standing"), lambda r: Cell(_standing(r, t)), width=150, sort=lambda r: r.standing),
        Column(
            "countries", t("office.col.countries"), lambda r: Cell(" ".join(r.countries) or t("office.everywhere")), width=110,
            sort=lambda r: r.countries, least=560,
        ),
        Column("state", t("office.col.state"), state, width=220, sort=lambda r: (r.is_active, r.first)),
    )  # fmt: skip


def laptop_columns(source: LookSource, t: Texts, known: Known) -> tuple[Column[DeviceRow], ...]:
    """Laptop, whose, last contact, how it stands."""

    def owner(row: DeviceRow) -> str:
        return known.name(row.person)

    def state(row: DeviceRow) -> Cell:
        apart = known.apart.get(row.id, ())
        if waits := sum(one.changes for one in apart if one.reason != "altered"):
            return Cell(t.count("office.laptop.apart", waits), mark=Kind.UNSURE)
        if kept := sum(one.changes for one in apart):
            return Cell(t.count("office.laptop.altered", kept), mark=Kind.UNSURE)
        if row.order:
            if row.order_done_at:
                return Cell(t("office.laptop.wiped", day=day_of(source.look, row.order_done_at)), mark=Kind.NA, tone="text2")
            return Cell(t(f"office.laptop.told.{row.order}"), mark=Kind.WAITING)
        if row.revoked_at:
            return Cell(t("office.laptop.ended", day=day_of(source.look, row.revoked_at)), mark=Kind.NA, tone="text2")
        if row.twice_at:
            return Cell(t("office.laptop.twice", day=day_of(source.look, row.twice_at)), mark=Kind.BAD)
        found = known.people.get(row.person)
        return Cell(t("office.laptop.let_in") if found is None or found.is_active else t("office.person.ended"))

    return (
        Column("name", t("office.col.laptop"), lambda r: Cell(r.name, role=Role.NAME), stretch=True, sort=lambda r: r.name.casefold()),
        Column("person", t("office.col.person"), lambda r: Cell(owner(r)), width=190, sort=lambda r: owner(r).casefold()),
        Column(
            "seen", t("office.col.seen"), lambda r: Cell(day_of(source.look, r.seen_at), tone="text2"), width=130, sort=lambda r: r.seen_at,
            least=560,
        ),
        Column("state", t("office.col.state"), state, width=260, sort=lambda r: (bool(r.order), r.revoked_at)),
    )  # fmt: skip


def reader_columns(source: LookSource, t: Texts) -> tuple[Column[ReaderRow], ...]:
    """Name, account, factory or buyer, how it stands."""

    def state(row: ReaderRow) -> Cell:
        words = t(f"office.reader.{row.state}")
        mark = {"invited": Kind.WAITING, "ended": Kind.NA}.get(row.state)
        return Cell(words, mark=mark, tone="text2") if mark is not None else Cell(words)

    return (
        Column("name", t("office.col.name"), lambda r: Cell(r.name, role=Role.NAME), stretch=True, sort=lambda r: r.name.casefold()),
        Column("login", t("office.col.login"), lambda r: Cell(r.login, tone="text2"), width=170, sort=lambda r: r.login, least=1000),
        Column("side", t("office.col.side"), lambda r: Cell(t(f"office.side.{r.side}")), width=110, sort=lambda r: r.side, least=900),
        Column("of", t("office.col.of"), lambda r: Cell(r.of), width=210, sort=lambda r: r.of.casefold()),
        Column("country", t("office.col.country"), lambda r: Cell(r.country, tone="text2"), width=90, sort=lambda r: r.country, least=700),
        Column("state", t("office.col.state"), state, width=190, sort=lambda r: r.state),
    )


def act_columns(source: LookSource, t: Texts, known: Known) -> tuple[Column[ActRow], ...]:
    """When, who, what, about whom."""

    def moment(row: ActRow) -> str:
        return source.look.locale.toString(QDateTime.fromMSecsSinceEpoch(row.at), MOMENT)

    def what(row: ActRow) -> str:
        key = f"office.log.{row.act}"
        return t(key) if t.has(key) else row.act

    return (
        Column("at", t("office.col.at"), lambda r: Cell(moment(r), tone="text2"), width=170, sort=lambda r: r.at),
        Column("by", t("office.col.by"), lambda r: Cell(known.name(r.by) or t("office.by_server")), width=190, sort=lambda r: r.by),
        Column("what", t("office.col.what"), lambda r: Cell(what(r), role=Role.NAME), stretch=True, sort=what),
        Column("subject", t("office.col.subject"), lambda r: Cell(known.name(r.subject)), width=220, least=560),
    )
