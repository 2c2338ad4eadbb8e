"""Countries in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def country_words(code: str) -> str:
    """A country by its own English name."""
    territory = QLocale.codeToTerritory(code)
    return QLocale.territoryToString(territory) if territory is not QLocale.Country.AnyTerritory else code
