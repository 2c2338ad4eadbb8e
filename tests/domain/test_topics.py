"""Learning of many factories by topic and audience: what is counted, and that no part can be worked out from those shown."""

from __future__ import annotations

from collections import Counter

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience
from bwdesk.domain.topics import OTHER, Attended, by_audience, by_topic, reach

WOMAN, MAN = (Audience.WORKER, Sex.WOMAN), (Audience.WORKER, Sex.MAN)
UNSTATED, MANAGER = (Audience.SUPERVISOR, Sex.UNSTATED), (Audience.MANAGER, Sex.MAN)
CLUSTERS = {"CO": ("CO-MIN", "CO-OVT"), "OS": ("OS-EMR", "OS-HEA", "OS-CHE")}


def held(topic, factories, people=None, half_days=2, start=0):
    """A training on a topic in each of so many factories."""
    return [
        Attended(f"{topic}{n}", f"f{n}", topic, half_days, Counter(people if people is not None else {WOMAN: 3, MAN: 1}))
        for n in range(start, start + factories)
    ]


def test_people_women_and_person_days_are_added_up():
    one = reach([*held("OS", 2), *held("CO", 1, {WOMAN: 1, UNSTATED: 2}, 3)])
    assert (one.held, len(one.factories), one.people, one.women, one.unstated, one.halves) == (3, 2, 11, 7, 2, 25)
    seminar = [Attended("s", factory, "OS", 1, Counter({MAN: 2})) for factory in ("a", "b")]
    assert (reach(seminar).held, reach(seminar).people, reach(seminar).halves) == (1, 4, 4)


def test_a_training_of_which_nobody_was_noted_was_held_all_the_same():
    one = reach(held("OS", 1, {}))
    assert (one.held, one.people, one.halves) == (1, 0, 0)
    assert by_audience(held("OS", 6, {}), 5) == {}


def test_topics_stand_under_their_clusters_in_the_order_of_the_tool():
    told = by_topic([*held("own words", 5), *held("OS-HEA", 5), *held("CO-MIN", 5), *held("OS", 6), *held("OS-OLD", 5)], CLUSTERS, 5)
    assert [(one.code, one.whole.held, [(code, part.held) for code, part in one.parts]) for one in told] == [
        ("CO", 5, [("CO-MIN", 5)]),
        ("OS", 16, [(OTHER, 11), ("OS-HEA", 5)]),  # a point that this tool no longer has counts in general
        (OTHER, 5, []),
    ]


def test_what_a_whole_would_give_away_is_withheld_with_the_few():
    told = {one.code: one for one in by_topic([*held("OS-EMR", 9), *held("OS-HEA", 6), *held("OS-CHE", 2, start=7)], CLUSTERS, 5)}
    assert told["OS"].whole.held == 17
    assert [(code, part and part.held) for code, part in told["OS"].parts] == [("OS-EMR", 9), ("OS-HEA", None), ("OS-CHE", None)]
    told = {one.code: one for one in by_topic([*held("OS", 9), *held("CO-MIN", 4)], CLUSTERS, 5)}
    assert told["CO"].whole is None and told["CO"].parts == ()
    assert told["OS"].whole is None, "all topics less this one would be the four"


def test_audiences_of_few_factories_are_withheld_and_those_of_nobody_left_out():
    told = by_audience([*held("OS", 8), *held("CO", 2, {MANAGER: 1}), *held("CO", 6, {UNSTATED: 2})], 5)
    assert set(told) == {Audience.WORKER, Audience.SUPERVISOR, Audience.MANAGER}
    assert told[Audience.MANAGER] is None and told[Audience.SUPERVISOR] is None
    assert (told[Audience.WORKER].people, told[Audience.WORKER].women) == (32, 24)
