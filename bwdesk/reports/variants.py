"""A paper as a variant shows it: what its rule leaves out is not there, and the paper knows it, so that it denies nothing.

A section without records says so with a sentence; one that is withheld is not printed. Rules: domain/redaction.py.
"""

from __future__ import annotations

from dataclasses import replace

from bwdesk.domain.redaction import Rule, redacted
from bwdesk.reports.values import Paper


def shown_by(rule: Rule, paper: Paper, small_group: int) -> Paper:
    """The paper by a variant's rule. People in groups smaller than `small_group` are not counted out."""
    shown = redacted(paper, rule, small_group)
    letters = (f"{path}:{letter}" for path, gone in rule.letters.items() for letter in gone)
    return replace(shown, head=replace(shown.head, withheld=tuple(sorted({*paper.head.withheld, *rule.drop, *letters}))))
