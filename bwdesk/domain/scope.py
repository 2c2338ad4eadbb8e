"""Scopes: the units of who may see what, and of the server's numbering. A thing's scope never changes.

Source of the table: the design's sync decisions ("Scopes"). Rights per role are judged on the server (`bwdesk.server`).
"""

from __future__ import annotations


def country_scope(country: str) -> str:
    """Register of factories, assignments, people, tools of one country (ISO 3166 alpha-2)."""
    return f"country/{country}"


def factory_scope(factory_id: str) -> str:
    """A factory's cycles, visits, committee, self-diagnosis, plan and released results."""
    return f"factory/{factory_id}"


def assessment_scope(assessment_id: str) -> str:
    """An assessment's working papers: the pair and the reviewing team leader; never the factory's advisor."""
    return f"assessment/{assessment_id}"


def vault_scope(assessment_id: str) -> str:
    """What was heard in interviews: the assessing pair alone."""
    return f"vault/{assessment_id}"


def alert_scope(alert_id: str) -> str:
    """A zero-tolerance case: its author, the team leader, the programme manager."""
    return f"alert/{alert_id}"


def user_scope(person_id: str) -> str:
    """One person's own things."""
    return f"user/{person_id}"


def scope_kind(scope: str) -> str:
    """`country`, `factory`, `assessment`, `vault`, `alert` or `user`."""
    return scope.partition("/")[0]


def scope_key(scope: str) -> str:
    """The country code or id a scope is about."""
    return scope.partition("/")[2]
