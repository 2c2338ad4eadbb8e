"""Every program of five with every server of five."""

from __future__ import annotations

import pytest

from tests.sync.test_versions import desks, meet

__all__ = ["desks"]


@pytest.mark.parametrize("server", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("desk", [1, 2, 3, 4, 5])
def test_every_one_with_every_other(desks, monkeypatch, desk, server):
    meet(desks, monkeypatch, desk, server)
