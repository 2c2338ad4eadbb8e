"""What happens in the demo, as acts on a desk: read from resources/demo/story.json, done through the use cases.

`Do` and `Ask` are how a desk does and asks: one transaction an act (a `Hand`), or all in one (the sample of a first run).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from bwdesk.demo.strokes import strokes_of
from bwdesk.domain.assessment import Assessment, Source, Verdict
from bwdesk.domain.closing import content_mark
from bwdesk.domain.committee import Member, Selection, Sex, Side
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting, Voice
from bwdesk.domain.evidence import PhotoMark
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, ActionKind, Issue, Method, Progress, Verified
from bwdesk.domain.thing import Thing
from bwdesk.domain.tool import AnswerType, QuestionKind
from bwdesk.domain.visit import Line, Mark, Mode, Visit
from bwdesk.paths import RESOURCES
from bwdesk.shipped import tool
from bwdesk.usecases.assessment import (
    add_message,
    answer_id,
    mark_answer,
    set_places,
    set_workers,
    toggle_source,
    write_finding,
    write_process,
    write_value,
)
from bwdesk.usecases.assessment_page import assessment_page
from bwdesk.usecases.closing import close_assessment
from bwdesk.usecases.committee import add_member, form_committee
from bwdesk.usecases.diagnosis import answer_diagnosis, choose_issue, comment_diagnosis, give_dots, set_target, start_sitting
from bwdesk.usecases.documents import StoredDocument, attach_documents, describe_document
from bwdesk.usecases.photo_marks import mark_photos
from bwdesk.usecases.photos import StoredPhoto, attach_photos, write_caption
from bwdesk.usecases.plan import add_action, edit_issue, factory_says, verify_issue
from bwdesk.usecases.signing import sign_visit
from bwdesk.usecases.visit_lines import add_line, promise_on_line
from bwdesk.usecases.visits import close_visit, count_present, fill_agenda, plan_visit, set_present, start_visit

Do = Callable[..., Any]
Ask = Callable[..., Any]
Scene = Callable[[str, int], StoredPhoto]


@cache
def story() -> dict[str, Any]:
    """The invented story."""
    found: dict[str, Any] = json.loads((RESOURCES / "demo" / "story.json").read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Stage:
    """How a desk acts in the story: doing, taking a photo, and the day it is."""

    do: Do
    photo: Scene
    today: date

    def with_photos(self, owner: Thing, scenes: list[str], seed: int) -> None:
        """Photos of some scenes onto a thing, with their words, and looked at: nobody stands in any of them."""
        if scenes:
            photos = self.do(attach_photos, owner, [self.photo(scene, seed + n) for n, scene in enumerate(scenes)])
            told = [self.do(write_caption, photo, story()["scenes"][scene]) for photo, scene in zip(photos, scenes, strict=True)]
            self.do(mark_photos, told, PhotoMark.NOBODY)


def first_visit(stage: Stage, factory: Factory) -> Visit:
    """An earlier visit, short: what was promised then is open today."""
    visit: Visit = stage.do(start_visit, factory.id)
    found = stage.do(add_line, visit, "Three exits on the second floor are blocked, one since the last audit.", Mark.FINDING)
    cause, due = "No place for racks on the night shift.", stage.today - timedelta(days=8)
    stage.do(edit_issue, found.issue, replace(found.issue, owner="Production manager", due_on=due, root_cause=cause))
    stage.do(add_line, visit, "The committee has not met since June; minutes are kept by HR only.")
    closed: Visit = stage.do(close_visit, visit, replace(visit, half_days=2), {})
    return closed


def main_visit(stage: Stage, factory: Factory, planned_at: datetime, members: list[Member]) -> Visit:
    """The visit of the story: planned ahead, noted line by line, with photos, people and promises."""
    told = story()["visit"]
    visit: Visit = stage.do(plan_visit, factory.id, planned_at, Mode.HYBRID, told["purpose"])
    visit = stage.do(start_visit, factory.id, visit)
    stage.do(fill_agenda, visit, told["agenda"])
    for member in members:
        stage.do(set_present, visit, member, None, True)
    for side, sex, title, count in told["guests"]:
        stage.do(count_present, visit, Side(side), Sex(sex), count, title)
    for number, line in enumerate(told["lines"]):
        _line(stage, visit, number, *line)
    next_on = stage.today + timedelta(days=28)
    closed: Visit = stage.do(close_visit, visit, replace(visit, half_days=2, not_seen=told["not_seen"], next_on=next_on), {})
    for side, name, role in told["signatures"]:
        stage.do(sign_visit, closed, Side(side), name, role, strokes_of(name))
    return closed


def _line(stage: Stage, visit: Visit, number: int, mark: str, text: str, more: Any = None) -> Line:
    written = stage.do(add_line, visit, text, Mark(mark))
    if isinstance(more, list):
        stage.with_photos(written.line, more, number)
    elif isinstance(more, dict) and written.action is not None:
        due = stage.today + timedelta(days=more["days"])
        stage.do(promise_on_line, written.action, replace(written.action, owner=more["owner"], due_on=due))
    line: Line = written.line
    return line


def committee(stage: Stage, factory: Factory) -> list[Member]:
    """Four and four, known by job title."""
    told = story()["committee"]
    stage.do(form_committee, factory.id, told["name"], stage.today - timedelta(days=90))
    return [
        stage.do(add_member, factory.id, title, Side(side), Sex(sex), union, Selection(chosen), stage.today - timedelta(days=90))
        for side, sex, title, union, chosen in told["members"]
    ]


def self_diagnosis(stage: Stage, factory: Factory, cycle: Cycle, visit_id: str | None = None) -> tuple[Sitting, list[Issue]]:
    """A sitting on two clusters, at a visit if one is named: both sides, agreed answers, dots, targets, and what goes into the plan."""
    told = story()["diagnosis"]
    sitting: Sitting = stage.do(start_sitting, factory, cycle, stage.today, frozenset(told["clusters"]), visit_id)
    shipped = tool(sitting.tool)
    for cluster in sorted(told["clusters"]):
        for asked in shipped.leaves(cluster):
            views = told["differ"].get(asked.code, ["compliant", "compliant", "compliant", ""])
            for voice, verdict in zip(Voice, views[:3], strict=True):
                stage.do(answer_diagnosis, None, sitting, asked.code, voice, Verdict(verdict))
            if views[3]:
                stage.do(comment_diagnosis, None, sitting, asked.code, Voice.AGREED, views[3])
    chosen = []
    for code, (wanted, days, management, workers) in told["targets"].items():
        stage.do(set_target, None, sitting, code, wanted, stage.today + timedelta(days=days))
        stage.do(give_dots, None, sitting, code, management, workers)
        chosen.append(stage.do(choose_issue, None, sitting, code))
    return sitting, chosen


def plan_work(stage: Stage, issues: list[Issue]) -> None:
    """Root causes, actions, what the factory says, what was verified."""
    owners = ("Production manager", "HR manager", "Store keeper", "Maintenance head")
    actions: list[Action] = []
    for number, issue in enumerate(issues):
        owner = owners[number % len(owners)]
        edited = replace(issue, owner=owner, root_cause="Nobody is named for it; it is checked only before visits.")
        issue = stage.do(edit_issue, issue, edited)
        actions.append(stage.do(add_action, issue, "Name a person for each shift and write it on the board", ActionKind.SYSTEM, owner))
        actions.append(stage.do(add_action, issue, "Mend what was found, with a photo for the committee", ActionKind.NOW, owner))
        if number == 0:
            issue = stage.do(factory_says, issue, Progress.DONE, "Racks are moved to the new store.")
            stage.with_photos(issue, ["blocked_exit", "clear_exit"], 40)
        elif number == 1:
            issue = stage.do(factory_says, issue, Progress.DONE, "The planner sees the hours before an order is accepted.")
            stage.do(verify_issue, issue, Verified.VERIFIED, Method.VISIT, "Time records of six weeks read with a worker member.")
        elif number == 2:
            stage.do(factory_says, issue, Progress.IN_PROGRESS, "Labels are printed, half of them glued.")


def assess(stage: Stage, assessment: Assessment, told: dict[str, Any], clusters: set[str]) -> int:
    """One assessor's part: every question of some clusters answered as told, with findings, sources, photos. Returns how many."""
    shipped = tool(assessment.tool)
    done = 0
    for number, asked in enumerate(shipped.questions):
        if asked.cluster not in clusters or asked.kind is QuestionKind.SUMMARY:
            continue
        done += 1
        if asked.code in told["findings"]:
            _finding(stage, assessment, asked.code, told, number)
        elif asked.answer is AnswerType.CATEGORY:
            for name, counts in told["categories"].items():
                stage.do(write_value, None, assessment, asked.code, counts[0 if asked.code == "CH-INF-06" else 1], name)
        elif asked.code in told["values"] and not asked.takes_verdict:
            stage.do(write_value, None, assessment, asked.code, told["values"][asked.code])
        elif not asked.takes_verdict:
            stage.do(mark_answer, None, assessment, asked.code, Verdict.NOT_APPLICABLE, "Does not apply to this factory.")
        elif asked.code in told["not_verified"]:
            stage.do(mark_answer, None, assessment, asked.code, Verdict.NOT_VERIFIED, told["not_verified"][asked.code])
        elif asked.code in told["not_applicable"]:
            stage.do(mark_answer, None, assessment, asked.code, Verdict.NOT_APPLICABLE, told["not_applicable"][asked.code])
        elif asked.code not in told["differ"]:
            answer = stage.do(mark_answer, None, assessment, asked.code, Verdict.COMPLIANT)
            stage.do(toggle_source, answer, assessment, asked.code, Source.DOCUMENT if number % 2 else Source.WORKERS)
    return done


def _finding(stage: Stage, assessment: Assessment, code: str, told: dict[str, Any], number: int) -> None:
    text, places, sources, concerned, of, women = told["findings"][code]
    answer = stage.do(mark_answer, None, assessment, code, Verdict.NON_COMPLIANT)
    answer = stage.do(write_finding, answer, assessment, code, text)
    for letter in sources:
        answer = stage.do(toggle_source, answer, assessment, code, Source(letter))
    answer = stage.do(set_places, answer, assessment, code, frozenset(places))
    if concerned is not None:
        answer = stage.do(set_workers, answer, assessment, code, concerned, of, women)
    stage.with_photos(answer, told["photos"].get(code, []), number)


def differ(stage: Stage, assessment: Assessment, who: str) -> int:
    """Where both answer the same question, offline, and not alike. Returns how many fields will stand twice."""
    told = story()["assessment"]["differ"]
    fields = 0
    for code, views in told.items():
        if who == "jonas" and "jonas_finding" in views and code in story()["assessment"]["findings"]:
            answer = stage.do(mark_answer, None, assessment, code, Verdict.NON_COMPLIANT)
            stage.do(write_finding, answer, assessment, code, views["jonas_finding"])
            fields += 1
        elif who in views:
            answer = stage.do(mark_answer, None, assessment, code, Verdict(views[who]), views.get(f"{who}_reason", ""))
            if who == "jonas" and "jonas_finding" in views:
                stage.do(write_finding, answer, assessment, code, views["jonas_finding"])
            fields += 1
    stage.do(add_message, assessment, "OS-EMR-06", "Check the third floor with me before we close?")
    return fields


def scan(do: Do, document: Callable[[str, int], StoredDocument], assessment: Assessment) -> None:
    """Registers that the factory gave to be scanned stand at the findings that rest on them."""
    for seed, (code, (name, caption)) in enumerate(story()["assessment"]["documents"].items(), 40):
        (made,) = do(attach_documents, "answer", answer_id(assessment.id, code), [document(name, seed)])
        do(describe_document, made, caption)


def close(do: Do, ask: Ask, assessment_id: str) -> None:
    """One of the pair closes what stands on their desk."""
    page = ask(assessment_page, assessment_id)
    do(close_assessment, page.assessment, content_mark(page.assessment, page.known.answers.values()))


def process(stage: Stage, assessment: Assessment, told: dict[str, Any]) -> None:
    """Key strengths, and how the two days went."""
    assessment = stage.do(write_process, assessment, "category_names", "\n".join(told["categories"]))
    for field in ("key_strengths", "access", "documents_in_time", "managers_met", "interviews", "concerns"):
        assessment = stage.do(write_process, assessment, field, told[field])
