"""Words by key: the frame's are read at once, all others at the first of theirs, also when several threads ask for it together."""

from __future__ import annotations

import threading

import bwdesk.texts as words
from bwdesk.texts import Texts


def test_the_door_reads_the_words_of_the_frame_alone(monkeypatch):
    read, before = [], words._read
    monkeypatch.setattr(words, "_read", lambda path: read.append(path.name) or before(path))
    texts = Texts("km")
    assert texts("unlock.pin") != Texts("en")("unlock.pin") != "unlock.pin"
    assert "bwdesk.mo" not in read
    assert texts("visit.no_such_word") == "visit.no_such_word"
    assert texts.has("visit.title")
    assert read.count("bwdesk.mo") == 2, "of Khmer and of English, each once"


def test_several_threads_that_ask_for_the_first_other_word_all_get_it():
    for _ in range(10):
        texts, found, ready = Texts("en"), [], threading.Barrier(4)

        def ask(texts=texts, found=found, ready=ready) -> None:
            ready.wait()
            found.append(texts("act.report.step"))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len(found) == 4 and "act.report.step" not in found
