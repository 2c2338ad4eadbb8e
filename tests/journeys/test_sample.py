"""The demo factory of a first run: there in one act, gone in one undo."""

from __future__ import annotations

from bwdesk.demo.sample import add_sample
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.visit import Line, Visit
from bwdesk.usecases.today import today_page
from bwdesk.usecases.undo import offers, undo
from tests.fakes.bench import open_bench, result, stored


def test_the_demo_factory_comes_in_one_act_and_goes_in_one(qapp, tmp_path):
    with open_bench(tmp_path) as bench:
        factory_id = result(add_sample(bench))
        assert [f.id for f in stored(bench, Factory)] == [factory_id]
        assert len(stored(bench, Issue)) >= 5
        assert len(stored(bench, Line)) >= 10
        shown = result(bench.desk.ask(today_page, bench.me.id, bench.desk.writer.now()))
        assert [view.factory.id for view in shown.mine] == [factory_id]
        offered = result(bench.desk.ask(offers, bench.desk.writer.person, bench.desk.writer.device))
        assert offered.undo.act == "act.sample.add"
        result(bench.desk.do(undo, offered.undo.txn))
        for kind in (Factory, Visit, Line, Issue):
            assert stored(bench, kind) == []
