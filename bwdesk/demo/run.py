"""`bwdesk demo`: the main job from end to end, without a display: a factory list, four laptops, a real server, PDFs, pictures.

Amina advises Golden Thread, Jonas advises Blue Hem, both assess Lotus Garments, which Rupa advises; Dara leads the team and releases
what they found.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bwdesk.commands.lists import read_list
from bwdesk.demo import committee, learning, synthesis, years
from bwdesk.demo import story as acts
from bwdesk.demo.cast import TODAY, Cast, Facts
from bwdesk.demo.factory_pages import pages_of
from bwdesk.demo.figures import figures
from bwdesk.demo.hand import PASSPHRASE, Hand
from bwdesk.demo.story import story
from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.plan import Issue
from bwdesk.domain.report import ReportKind
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused, StoreProblem
from bwdesk.ids import Seeded
from bwdesk.paths import RESOURCES
from bwdesk.runtime.intake import Intake
from bwdesk.server.office import embedded_url, open_office
from bwdesk.server.process import start_server
from bwdesk.store.lists import things_where
from bwdesk.store.migrate import operation_count
from bwdesk.store.unit import Reader
from bwdesk.store.whereabouts import totals
from bwdesk.usecases.assessment import plan_assessment, start_assessment
from bwdesk.usecases.closing import closing_of
from bwdesk.usecases.factories import assign_person, last_cycle
from bwdesk.usecases.factory_import import count_import, slices, sort_import, take_in_slice
from bwdesk.usecases.report_editions import prepare, send_for_comments
from bwdesk.usecases.report_life import hand_in, take_comment, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.report_subject import subject_of
from bwdesk.usecases.report_words import comments_of
from bwdesk.usecases.settle import differences, settle

PASSWORD = "demo account, nothing real"
OURS = ("server", "amina", "jonas", "dara", "nadia", "vuthy", "reports", "screens", "summary.json")


def run_demo(arguments: argparse.Namespace) -> Facts:
    """Runs the whole demo into a folder and returns its summary. Refused for a folder that holds anything but an earlier demo."""
    started = time.monotonic()
    out = arguments.out.resolve()
    with Intake() as intake:
        listed = read_list(intake, arguments.factories or RESOURCES / "demo" / "factories.csv")
    _make_room(out)
    with tempfile.TemporaryDirectory(prefix="bwdesk-demo-") as aside:
        cast = Cast(out, arguments.seed, listed, Path(aside), arguments.lang)
        try:
            _open(cast)
            _main_job(cast)
            _papers(cast)
            _summary(cast)
        finally:
            for hand in cast.hands.values():
                hand.close()
            if cast.server is not None:
                cast.server.stop()
        if arguments.looks != "none":
            from bwdesk.demo.screens import take_pictures  # Qt, for pictures only

            cast.facts["screens"] = take_pictures(out, arguments.looks, cast.facts["shown"], cast.moments, cast.language.partition("+")[0])
    cast.facts["seconds"] = round(time.monotonic() - started, 1)
    (out / "summary.json").write_text(json.dumps(cast.facts, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    return _told(cast.facts, out)


def _make_room(out: Path) -> None:
    try:
        if out.exists():
            inside = {path.name for path in out.iterdir()}
            if inside - set(OURS) or (inside and "summary.json" not in inside and not inside <= set(OURS)):
                raise Refused("demo.not_empty", folder=out.name)
            for name in inside:
                path = out / name
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreProblem("intake.cannot_write") from None


def _open(cast: Cast) -> None:
    """A server process, its accounts, and the laptops, signed in."""
    home = cast.out / "server"
    url = embedded_url(home)
    people = story()["people"]
    countries = tuple(sorted({row.country for row in cast.listed.factories} | {"KH", "BD"}))  # those of the list, and of the story
    with open_office(url) as office:
        for number, (login, person) in enumerate(people.items(), 1):
            standing = {"dara": Standing.TEAM_LEADER, synthesis.MANAGER: Standing.MANAGER}.get(login, Standing.STAFF)
            office.add(
                login, PASSWORD, name=person["name"], countries=countries, initials=person["initials"], standing=standing,
                id=f"{cast.seed:08x}{number:024x}",
            )  # fmt: skip
    (home / "photos").mkdir(exist_ok=True)
    cast.server = start_server(url, home / "photos", log=home / "server.log")
    for number, (login, person) in enumerate(people.items(), 1):
        clock = Seeded(cast.seed * 100 + number, datetime(2026, 11, 23, 1, tzinfo=UTC))
        folder = (cast.out if login in OURS else cast.aside) / login
        hand = Hand(folder, person["name"], f"{cast.seed:08x}{number:024x}", clock)
        cast.hands[login] = hand
        hand.sign_in(cast.server.url, login, PASSWORD)


def _main_job(cast: Cast) -> None:
    amina, jonas, dara = (cast.hand(who) for who in ("amina", "jonas", "dara"))
    cast.remember("import")
    _import(cast, amina)
    own = _factories(amina)
    amina.sync()
    for hand in cast.hands.values():
        hand.sync()
    years.play(cast.hands, own, TODAY)
    for hand in cast.hands.values():
        hand.clock_to(TODAY, 1)
    golden, lotus = own["Golden Thread Ltd"], own["Lotus Garments"]
    cycle = amina.ask(last_cycle, golden.id)
    if cycle is None:
        raise Refused("thing.gone", kind="cycle")
    for who in (amina, jonas):
        dara.do(assign_person, lotus, who.id, Role.ASSESSOR, TODAY - timedelta(days=3))
    for hand in (dara, amina, jonas):
        hand.sync()
    # From here on both are on factory floors, without internet.
    visit, sitting = _at_golden_thread(cast, golden, cycle)
    assessment = _at_lotus(cast, lotus)
    acts.scan(amina.do, amina.document, assessment)
    cast.facts["conflicts"] = _come_together(cast)
    _hand_in(cast, assessment)
    _factories_say(cast, lotus, own["Blue Hem Fashion"], assessment)
    cast.facts["years"] = dara.ask(figures, own)
    cast.facts["shown"] = {
        "factory": golden.id, "visit": visit.id, "sitting": sitting.id, "assessment": assessment.id, "assessed": lotus.id,
        "reported": own["Blue Hem Fashion"].id,
    }  # fmt: skip


def _import(cast: Cast, hand: Hand) -> None:
    found = cast.listed
    told = hand.ask(sort_import, found)
    count = count_import(found, told)
    import_id = hand.files.writer.random_id()
    for rows, is_last in slices(told.new):
        hand.do(take_in_slice, rows, import_id, is_last)
    again = hand.ask(sort_import, found)
    cast.facts["import"] = {
        "read": count.read, "taken": count.taken, "already_there": count.already_there, "refused": count.refused,
        "taken_when_read_again": len(again.new),
    }  # fmt: skip


def _factories(hand: Hand) -> dict[str, Factory]:
    """The factories of the story by name: those of the shipped list, added where another list lacks them."""
    known = {f.name: f for f in hand.ask(_all_factories)}
    wanted = {one["name"]: one["country"] for one in years.told()["factories"]}
    return {name: known.get(name) or hand.do(_add_missing, name, country) for name, country in wanted.items()}


def _add_missing(unit: Any, name: str, country: str) -> Factory:
    from bwdesk.usecases.factories import add_factory

    added: Factory = add_factory(unit, name, country)
    return added


def _all_factories(reader: Reader) -> list[Factory]:
    return reader.find(Factory)


def _at_golden_thread(cast: Cast, factory: Factory, cycle: Cycle) -> tuple[Visit, Sitting]:
    stage, hand = cast.stage("amina"), cast.hand("amina")
    with hand.day(TODAY - timedelta(days=33)) as earlier:
        acts.first_visit(earlier, factory)
    hand.clock_to(TODAY, 1)
    members = hand.ask(_members, factory.id)
    visit = acts.main_visit(stage, factory, datetime(2026, 11, 23, 2, 30, tzinfo=UTC), members)
    sitting, issues = acts.self_diagnosis(stage, factory, cycle, visit.id)
    acts.plan_work(stage, issues)
    _learning(cast, factory, cycle, issues, members)
    from bwdesk.usecases.visits import plan_visit

    hand.do(plan_visit, factory.id, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), purpose="Follow-up with the night shift")
    return visit, sitting


def _members(reader: Reader, factory_id: str) -> list[Member]:
    committees = [c.id for c in reader.find(Committee, lambda c: c.factory_id == factory_id)]
    return sorted(things_where(reader, Member, "committee_id", committees), key=lambda m: m.id)


def _learning(cast: Cast, factory: Factory, cycle: Cycle, issues: list[Issue], members: list[Member]) -> None:
    """A training of this factory, and a seminar with others of its country."""
    stage = cast.stage("amina")
    others = [f for f in cast.hand("amina").ask(_all_factories) if f.country == factory.country and f.id != factory.id]
    learning.seminar(stage, factory, sorted(others, key=lambda f: f.name)[:3])
    cast.learnt = learning.trainings(stage, cycle, issues, members).id
    committee.year_of(stage, factory, cycle, members)
    committee.suspected(stage, factory)


def _at_lotus(cast: Cast, factory: Factory) -> Assessment:
    """Two assessors, two laptops, no network between them."""
    amina, jonas = cast.hand("amina"), cast.hand("jonas")
    cycle = amina.ask(last_cycle, factory.id)
    if cycle is None:
        raise Refused("thing.gone", kind="cycle")
    assessment: Assessment = amina.do(plan_assessment, factory, cycle, frozenset({amina.id, jonas.id}), TODAY, TODAY + timedelta(days=1))
    assessment = amina.do(start_assessment, assessment)
    amina.sync()
    jonas.sync()
    own = set(story()["assessment"]["amina"])
    everything = {"CL", "DI", "FL", "FA", "CO", "CH", "OS", "WT", "LE", "KS"}
    told = story()["assessment"]
    acts.assess(cast.stage("amina"), assessment, told, own)
    acts.assess(cast.stage("jonas"), assessment, told, everything - own)
    acts.differ(cast.stage("amina"), assessment, "amina")
    acts.differ(cast.stage("jonas"), assessment, "jonas")
    acts.process(cast.stage("amina"), assessment, told)
    return assessment


def _come_together(cast: Cast) -> Facts:
    """Back at the office: both sync; what stands twice is found on both laptops and settled by Amina."""
    amina, jonas = cast.hand("amina"), cast.hand("jonas")
    for hand in (amina, jonas, amina):
        hand.sync()
    cast.remember("settle")
    found = amina.ask(differences, amina.id)
    also = jonas.ask(differences, jonas.id)
    settled = 0
    for one in found:
        value = one.merged.text if one.merged is not None else one.sides[1].value
        amina.do(settle, one.kind, one.thing.id, one.key, one.heads, value)
        settled += 1
    for hand in (amina, jonas, amina):
        hand.sync()
    return {"found": len(found), "found_on_the_other": len(also), "settled": settled, "left": len(amina.ask(differences, amina.id))}


def _hand_in(cast: Cast, assessment: Assessment) -> None:
    """Each of the pair closes on their own laptop, Amina hands in; the team leader, who took no part, sends it to the factory."""
    amina, jonas, dara = (cast.hand(who) for who in ("amina", "jonas", "dara"))
    for hand in (jonas, amina):
        acts.close(hand.do, hand.ask, assessment.id)
        hand.sync()
    kind = ReportKind.ASSESSMENT.value
    amina.do(hand_in, kind, assessment.id, amina.context())
    amina.sync()
    dara.sync()
    dara.do(take_step, kind, assessment.id, Step.APPROVE)
    made = dara.ask(prepare, kind, assessment.id, Step.SEND, dara.id, [dara.context()], ())
    report = dara.do(send_for_comments, made, seal(made, dara.files.photos.put))
    for hand in (dara, amina, jonas, amina):
        hand.sync()
    cast.facts["handed_in"] = {"state": report.state.value, "closed_by": len(jonas.ask(_closed_by, assessment.id))}


def _factories_say(cast: Cast, assessed: Factory, reporting: Factory, assessment: Assessment) -> None:
    """One comments on the draft it was sent, another hands in progress report 1; the leader answers, and everybody has it."""
    url, told, dara = embedded_url(cast.out / "server"), story()["said"], cast.hand("dara")
    report = dara.ask(subject_of, ReportKind.ASSESSMENT.value, assessment.id).report_id
    with pages_of(url, assessed) as pages:
        for words, section, _ in told["comments"]:
            pages.comment(report, words, section, TODAY)
    cycle = dara.ask(last_cycle, reporting.id)
    with pages_of(url, reporting) as pages:
        pages.hand_in(cycle.id if cycle is not None else "", told["own_words"], told["reply"])
    dara.sync()
    answers = {words: answer for words, _, answer in told["comments"]}
    for one in dara.ask(comments_of, report):
        dara.do(take_comment, one, answers[one.text])
    for hand in cast.hands.values():
        hand.sync()


def _closed_by(reader: Reader, assessment_id: str) -> frozenset[str]:
    return closing_of(reader, reader.need(Assessment, assessment_id)).by


def _papers(cast: Cast) -> None:
    shown, out, hands = cast.facts["shown"], cast.out / "reports", {"synthesis": cast.hand("dara"), "progress1": cast.hand("jonas")}
    wanted = (
        ("visit", shown["visit"]), ("briefing", shown["visit"]), ("diagnosis", shown["sitting"]), ("assessment", shown["assessment"]),
        ("plan", shown["factory"]), ("plan", shown["assessed"]), ("certificate", cast.learnt), ("synthesis", synthesis.COUNTRY),
        ("committee", shown["factory"]), ("progress1", shown["reported"]), ("progress2", shown["factory"]),
    )  # fmt: skip
    printed = [(kind, hands.get(kind, cast.hand("amina")).paper(kind, thing, out, cast.language)) for kind, thing in wanted]
    cast.facts["reports"] = [{"kind": kind, "pages": pages} for kind, pages in printed]


def _summary(cast: Cast) -> None:
    amina, jonas = cast.hand("amina"), cast.hand("jonas")
    shared = amina.scopes() & jonas.scopes()
    amina.index()  # she searches in the pictures; the other desks do it when they are opened
    cast.facts |= {
        "things": amina.ask(_counts),
        "operations": amina.ask(lambda reader: operation_count(reader.connection)),
        "digests": {"amina": amina.digest(shared), "jonas": jonas.digest(shared)},
        "shared_scopes": len(shared),
        "not_home": {name: _not_home(hand) for name, hand in (("amina", amina), ("jonas", jonas))},
        "passphrase": PASSPHRASE,
    }


def _not_home(hand: Hand) -> int:
    """Changes that wait for the office, or that it has set aside; 0 when all is home."""
    found = hand.ask(totals)
    return found.waiting + found.set_aside


def _counts(reader: Reader) -> dict[str, int]:
    return {name: len(reader.find(spec.cls)) for name, spec in KINDS.items()}


def _told(facts: Facts, out: Path) -> Facts:
    """The summary as the command line tells it."""
    digests = set(facts["digests"].values())
    told = {key: value for key, value in facts.items() if key not in ("shown", "reports", "years")}
    holds = len(digests) == 1 and facts["conflicts"]["left"] == 0 and not any(facts["not_home"].values())
    return told | {
        "reports": [f"{one['kind']}, {one['pages']} pages" for one in facts["reports"]], "folder": str(out), "exit_code": 0 if holds else 1,
    }  # fmt: skip
