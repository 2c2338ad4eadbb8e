"""Words by key, from gettext catalogues bound to an instance (a report may be in another language than the screen).

Sources are `resources/texts/<language>/<area>.po`; all areas of a language are compiled into one `bwdesk.mo` beside them.
`./run` compiles them; a missing or older `.mo` is compiled here, so that a fresh checkout also starts.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

from bwdesk.paths import RESOURCES

SOURCE_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "he"})


class Texts:
    """The words of one language; what it lacks comes from English, what English lacks shows as its key."""

    def __init__(self, language: str = SOURCE_LANGUAGE, folder: Path = RESOURCES / "texts") -> None:
        self.language = language
        self._catalogues = [c for c in (_catalogue(folder, name) for name in dict.fromkeys((language, SOURCE_LANGUAGE))) if c]

    @property
    def is_right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    def __call__(self, key: str, /, **params: object) -> str:
        """The sentence for `key`, with `{name}` slots filled from `params`."""
        for catalogue in self._catalogues:
            found = catalogue.gettext(key)
            if found != key:
                return found.format(**params) if params else found
        return key

    def count(self, key: str, number: int, /, **params: object) -> str:
        """The sentence for `key` in the plural form of `number`, which also fills the slot `{number}`."""
        for catalogue in self._catalogues:
            found = catalogue.ngettext(key, key + ".many", number)
            if found not in (key, key + ".many"):
                return found.format(number=number, **params)
        return f"{key} {number}"

    def has(self, key: str) -> bool:
        return any(catalogue.gettext(key) != key for catalogue in self._catalogues)


def languages(folder: Path = RESOURCES / "texts") -> list[str]:
    """Languages that have a catalogue."""
    return sorted(path.name for path in folder.iterdir() if any(path.glob("*.po")))


def compile_catalogue(source: Path) -> Path:
    """Writes `bwdesk.mo` of one language folder from its `.po` files; a key given twice raises ValueError."""
    from babel.messages.catalog import Catalog  # a build step: the desk itself reads .mo with the standard library
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=source.name, charset="utf-8")
    for path in sorted(source.glob("*.po")):
        with path.open("rb") as stream:
            part = read_po(stream, locale=source.name)
        for message in part:
            if not message.id:
                continue
            if message.id in whole:
                raise ValueError(f"{path}: {message.id!r} stands in two catalogues")
            whole.add(message.id, message.string)
    target = source / "bwdesk.mo"
    draft = target.with_suffix(f".{os.getpid()}.new")  # two programs may start at once
    with draft.open("wb") as out:
        write_mo(out, whole)
    draft.replace(target)
    return target


def _catalogue(folder: Path, language: str) -> gettext.GNUTranslations | None:
    source = folder / language
    parts = list(_sources(source))
    if not parts:
        return None
    target = source / "bwdesk.mo"
    if not target.exists() or target.stat().st_mtime < max(part.stat().st_mtime for part in parts):
        compile_catalogue(source)
    with target.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def _sources(source: Path) -> Iterator[Path]:
    return source.glob("*.po") if source.is_dir() else iter(())
