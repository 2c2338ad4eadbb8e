"""Words to begin a note with: the picker under the notebook, and the command that opens it."""

from __future__ import annotations

from collections.abc import Callable

from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.wordings import WordingPicker
from bwdesk.ui.parts.notebook import Notebook
from bwdesk.usecases.visit_page import VisitPage


class NoteWording(WordingPicker):
    """Puts what was chosen into the line that is typed; put away, the caret is there again. `shown`: the visit there is."""

    def __init__(self, page: DeskPage, notebook: Notebook, shown: Callable[[], VisitPage | None]) -> None:
        super().__init__(page.bench, page)
        self._shown_visit = shown
        self.taken.connect(notebook.insert_wording)
        self.put_away.connect(notebook.setFocus)
        t = page.texts
        page.command(t("wording.act.pick"), self._open, "Ctrl+Shift+K", icon="quotes", hint=t("wording.hint.pick"))

    def _open(self) -> None:
        shown = self._shown_visit()
        if shown is not None:
            self.open(shown.factory.country if shown.factory is not None else "")
