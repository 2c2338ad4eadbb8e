"""The two threads of a pass take turns, and a pass begins small."""

import threading
from concurrent.futures import ThreadPoolExecutor

from bwdesk.sync.course import Course
from bwdesk.sync.sizes import BEGIN, LARGEST, Size, Sizes


def test_what_came_is_read_when_the_store_has_folded():
    course = Course(None, Sizes(), lambda _: None)  # type: ignore[arg-type]
    course.after_folding()
    done = []
    begun = threading.Event()

    def read():
        begun.set()
        course.after_folding()
        done.append(len(done))

    with ThreadPoolExecutor(1) as other:
        with course.folding():
            coming = other.submit(read)
            begun.wait(5)
            assert not done
            done.append(0)  # the store's part
        coming.result(5)
    assert done == [0, 1]


def test_a_fold_that_fails_keeps_nobody_waiting():
    course = Course(None, Sizes(), lambda _: None)  # type: ignore[arg-type]
    try:
        with course.folding():
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert course._is_folded.is_set()


def test_a_pass_begins_small_however_well_the_link_did_and_grows_at_every_answer():
    size = Size(LARGEST, patience=1)
    size.begin()
    seen = [size.now]
    while size.now < LARGEST:
        size.went_well()
        seen.append(size.now)
    assert seen == [BEGIN, 2 * BEGIN, 4 * BEGIN]
    cut = Size(2_000)
    cut.begin()
    assert cut.now == 2_000
