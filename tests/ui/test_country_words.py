"""Countries on screen by their name in the desk's language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from bwdesk.domain.factory import Factory
from bwdesk.texts import Texts, languages
from bwdesk.ui.countries import country_words
from bwdesk.ui.pages.factories.new_factory import COUNTRIES, NewFactory
from tests.fakes.bench import stored

CAMBODIA = {
    "en": "Cambodia", "fr": "Cambodge", "es": "Camboya", "vi": "Campuchia", "id": "Kamboja", "km": "កម្ពុជា", "bn": "কম্বোডিয়া",
    "ar": "كمبوديا", "ur": "کمبوڈیا", "si": "කාම්බෝජය", "ta": "கம்போடியா", "am": "ካምቦዲያ",
}  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_every_language_of_the_desk_has_its_names(language):
    texts = Texts(language)
    assert country_words("KH", texts) == CAMBODIA[language]
    assert all(country_words(code, texts) != code for code in COUNTRIES)
    assert country_words("portfolio", texts) == "portfolio"


def test_a_new_factory_is_asked_for_in_the_desks_language(bench, shown, qtbot):
    panel = shown(NewFactory(replace(bench, texts=Texts("am"))))
    assert panel.country.count() == 0, "reading the names waits until somebody asks for a factory"
    panel.open()
    panel.open()
    assert panel.country.count() == len(COUNTRIES)
    panel.country.setCurrentText(f"KH  {CAMBODIA['am']}")
    panel.name.setText("ሎተስ")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    panel.country.setEditText("ቬትናም")  # typed by its name in that language
    panel.name.setText("ሎተስ ሁለት")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    assert [factory.country for factory in stored(bench, Factory)] == ["KH", "VN"]
