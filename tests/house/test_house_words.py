"""Words by key: every key that code asks for has a sentence, every sentence is asked for, every translation fits its source."""

from __future__ import annotations

import ast
import gettext
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bwdesk.texts import RESOURCES, SOURCE_LANGUAGE, Texts, languages, standing
from tests.house.checkout import PACKAGE, modules, parents

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+(?<!\.csv)(?<!\.json)(?<!\.po)(?<!\.pdf)(?<!\.db)")
ASKS = {"texts", "_texts", "words", "_words", "tr", "count"}  # texts("a.b") · self._texts.count("a.b", 3)
FAILURES = {
    "DeskError", "Refused", "FileProblem", "WrongKey", "MissingKey", "DamagedFile", "NewerFile", "ForeignFile", "IntakeRefused",
    "StoreProblem", "NoAnswer", "NotAllowed",
}  # fmt: skip

# Literals that look like a key of a known area and are none, with the reason.
NO_KEYS: dict[str, str] = {"plan.rows": "where values stand in a synthesis"}


@cache
def catalogue(language: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for path in sorted((RESOURCES / "texts" / language).glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale=language, abort_invalid=True):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                if key:
                    assert key not in found, f"{path.name}: {key} is given twice"
                    found[key] = message
    return found


@cache
def literals() -> dict[str, str]:
    """Every string literal of the package that has the shape of a key, with one place where it stands."""
    found = {}
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                found.setdefault(node.value, f"{path}:{node.lineno}")
    return found


@cache
def asked_for() -> dict[str, str]:
    """Keys that must exist: the literal first argument of a call for words, and of a failure (`error.` before it)."""
    found = {}
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            key, name = node.args[0].value, getattr(node.func, "attr", getattr(node.func, "id", ""))
            if not isinstance(key, str):
                continue
            if name in FAILURES:
                found[f"error.{key}"] = f"{path}:{node.lineno}"
            elif name in ASKS and KEY.fullmatch(key):
                found[key] = f"{path}:{node.lineno}"
    return found


@cache
def beginnings() -> set[str]:
    """The fixed beginnings of keys that are put together: f"visit.mode.{mode}", "visit.mode." + mode."""
    found = set()
    for tree in modules().values():
        above = parents(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            holder = above.get(node)
            starts = (isinstance(holder, ast.JoinedStr) and holder.values[0] is node) or (
                isinstance(holder, ast.BinOp) and isinstance(holder.op, ast.Add) and holder.left is node
            )
            if starts and re.fullmatch(r"[a-z][a-z0-9_]*\.([a-z0-9_]+\.)*[a-z0-9_]*", node.value):
                found.add(node.value)
    return found


def test_every_key_that_code_asks_for_has_a_sentence() -> None:
    missing = {key: place for key, place in asked_for().items() if key not in catalogue(SOURCE_LANGUAGE)}
    assert not missing, "no sentence for: " + ", ".join(f"{key} ({place})" for key, place in sorted(missing.items()))


def test_literals_that_look_like_keys_are_keys() -> None:
    keys = catalogue(SOURCE_LANGUAGE)
    areas = {key.split(".")[0] for key in keys} - {"error"} - {path.stem for path in PACKAGE.iterdir()}
    missing = {
        literal: place
        for literal, place in literals().items()
        if literal.split(".")[0] in areas and literal not in NO_KEYS and not _is_known(literal, keys)
    }
    assert not missing, "look like keys without a sentence: " + ", ".join(f"{key} ({place})" for key, place in sorted(missing.items()))


def test_every_sentence_is_asked_for() -> None:
    named = {*literals(), *asked_for(), *(f"error.{value}" for value in _failure_literals()), *_keys_in_data()}
    starts = tuple(beginnings() | _beginnings_in_templates())
    unused = [key for key in catalogue(SOURCE_LANGUAGE) if key not in named and not key.startswith(starts)]
    assert not unused, "nobody says: " + ", ".join(sorted(unused))


def test_a_plural_is_named_after_its_singular() -> None:
    wrong = [m.id for m in catalogue(SOURCE_LANGUAGE).values() if isinstance(m.id, tuple) and m.id[1] != m.id[0] + ".many"]
    assert not wrong


def test_no_english_sentence_is_empty() -> None:
    empty = [key for key, message in catalogue(SOURCE_LANGUAGE).items() if not all(_strings(message))]
    assert not empty


TRANSLATIONS = [name for name in languages() if name != SOURCE_LANGUAGE]
OVERRIDES = re.compile("[\u202a-\u202e]")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_fits_its_source(language: str) -> None:
    source = catalogue(SOURCE_LANGUAGE)
    wrong = []
    for key, message in catalogue(language).items():
        if key not in source:
            wrong.append(f"{key}: not in English")
        elif isinstance(message.id, tuple) != isinstance(source[key].id, tuple):
            wrong.append(f"{key}: plural in one language only")
        elif _slots(*_strings(message)) != _slots(*_strings(source[key])):
            wrong.append(f"{key}: other slots than in English")
        elif not all(text.strip() or text == " " for text in _strings(message)):
            wrong.append(f"{key}: an empty sentence")
        elif any(OVERRIDES.search(text) or any(ord(mark) < 32 and mark != "\n" for mark in text) for text in _strings(message)):
            wrong.append(f"{key}: a control character or a mark that overrides direction")
    assert not wrong


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_plural_forms_of_its_language(language: str) -> None:
    forms, categories = get_plural(language)[0], Locale.parse(language).plural_form
    for path in (RESOURCES / "texts" / language).glob("*.po"):
        header = path.read_text("utf-8").split("\n\n")[0]
        assert f'"Language: {language}\\n"' in header, path.name
        plural = re.search(r"nplurals=(\d+); plural=(.+?);", header)
        assert plural and int(plural[1]) == forms, path.name
        form = gettext.c2py(plural[2])
        kinds = {(categories(number), form(number)) for number in range(1000)}
        assert len(kinds) == len({category for category, _ in kinds}), f"{path.name}: the header's forms are not the language's"
    short = [key for key, message in catalogue(language).items() if isinstance(message.id, tuple) and len(_strings(message)) != forms]
    assert not short


@pytest.mark.parametrize("language", languages())
def test_none_is_never_told_in_the_words_for_one(language: str) -> None:
    texts, wrong = Texts(language), []
    for key, message in catalogue(language).items():
        if isinstance(message.id, tuple) and _slots(*_strings(message)) & {"n", "number"}:
            others = dict.fromkeys(_slots(*_strings(message)) - {"n", "number"}, "x")
            none, one = (texts.count(key, number, **others, n=number) for number in (0, 1))
            wrong += [key] if none == one else []
    assert not wrong


@pytest.mark.parametrize("language", languages())
def test_figures_in_a_sentence_are_0_to_9(language: str) -> None:
    """Papers put them into the digits of their country; a sentence with digits of its own would stand beside others."""
    said = ((message.id, "".join(_strings(message))) for message in catalogue(language).values())
    wrong = [key for key, text in said if any(sign.isdecimal() and not sign.isascii() for sign in text)]
    assert not wrong


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_draft_is_used_and_counted_as_one(language: str) -> None:
    found = catalogue(language)
    here = standing(language)
    assert (here.sentences, here.drafts) == (len(found), sum(message.fuzzy for message in found.values()))
    texts = Texts(language)
    lost = [key for key, message in found.items() if not isinstance(message.id, tuple) and texts(key) != message.string]
    assert not lost


def test_slots_are_plain_names() -> None:
    """`{name}` only: no attribute or index that a translator could reach into a value with."""
    wrong = [
        f"{language}: {key}"
        for language in languages()
        for key, message in catalogue(language).items()
        if not all(slot.isidentifier() for slot in _slots(*_strings(message)))
    ]
    assert not wrong


def _is_known(literal: str, keys: dict[str, Message]) -> bool:
    """A sentence, a failure's key, or what code goes on from: `"visit.mode"` where there is a `visit.mode.onsite`."""
    return literal in keys or f"error.{literal}" in keys or any(key.startswith(literal + ".") for key in keys)


def _keys_in_data() -> set[str]:
    """What has the shape of a key in the programme's own data."""
    found = set()
    for path in RESOURCES.rglob("*"):
        if path.suffix in {".json", ".toml", ".csv", ".html"}:
            found |= {match[0] for match in KEY.finditer(path.read_text("utf-8"))}
    return found


def _beginnings_in_templates() -> set[str]:
    """Beginnings of keys that a page's template puts together: t("portal.kind." ~ kind)."""
    pages = (path.read_text("utf-8") for path in RESOURCES.rglob("*.html"))
    return {match[1] for page in pages for match in re.finditer(r't\("([a-z0-9_.]+\.)" ~', page)}


def _failure_literals() -> set[str]:
    """Any literal may be a failure's key: they are also handed through tables and variables."""
    return {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string),)


def _slots(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_catalogues_lie_where_the_program_looks() -> None:
    assert SOURCE_LANGUAGE in languages()
    assert Path(RESOURCES / "texts" / SOURCE_LANGUAGE).is_dir()
