"""Settings of this laptop: how the desk looks and where the office is. No records, no secrets; a broken file means the defaults."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple


class Settings(NamedTuple):
    """What a person chose. `density` desk | touch, `theme` system | light | dark, `text_size` one of the factors of the look;
    `table_language` stands beside the desk's own where a committee reads along."""

    language: str = "en"
    theme: str = "system"
    density: str = "desk"
    text_size: float = 1.0
    server: str = ""
    server_certificate: str = ""
    photo_folder: str = ""
    backup_folder: str = ""
    lock_minutes: int = 15
    table_language: str = ""
    places: dict[str, Any] = {}


def read_settings(path: Path) -> Settings:
    """The settings of a file; unknown names are passed over, values of another type become the default."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    default = Settings()._asdict()
    fitting = {name: value for name, value in found.items() if name in default and _fits(value, default[name])}
    return Settings(**fitting)


def _fits(value: object, default: object) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)


def write_settings(path: Path, settings: Settings) -> None:
    """Replaces the file whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(settings._asdict(), indent=1, ensure_ascii=False), "utf-8")
    os.replace(draft, path)
