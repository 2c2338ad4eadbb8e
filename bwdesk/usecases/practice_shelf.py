"""Shared good practice as it is read: a shelf of the library for each country, every article with its cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bwdesk import shipped
from bwdesk.domain.library import Practice
from bwdesk.domain.packs import Article, PackFile
from bwdesk.domain.scope import scope_key
from bwdesk.domain.tool import Basis
from bwdesk.question_words import tool_in
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts

SHELF: Final = "practice"
"""The name of the shelf, before its country."""


def clusters_of(country: str, on: date, language: str) -> dict[str, str]:
    """Names of the clusters that good practice is about, by their codes, as the tool of a country on a day has them."""
    tool = tool_in(shipped.tool_for(country, on).name, language)
    return {cluster.code: cluster.name for cluster in tool.clusters if cluster.basis is not Basis.BESIDE}


def practice_shelves(reader: Reader, texts: Texts) -> tuple[PackFile, ...]:
    """Shared good practice as packs of the library, one for each country."""
    by_country: dict[str, list[Practice]] = {}
    for one in reader.find(Practice):
        by_country.setdefault(scope_key(one.scope), []).append(one)
    return tuple(_shelf(country, found, texts) for country, found in sorted(by_country.items()))


def _shelf(country: str, found: Iterable[Practice], texts: Texts) -> PackFile:
    name = f"{SHELF}-{country.lower()}"
    newest_first = sorted(found, key=lambda p: (p.cleared_on or date.min, p.id), reverse=True)
    names = clusters_of(country, newest_first[0].cleared_on or date.max, texts.language)
    articles = tuple(_article(f"{name}@1", country, one, names, texts) for one in newest_first)
    return PackFile(name, "1", country, texts("practice.shelf", country=country), texts("practice.limits"), date.min, None, articles)


def _article(label: str, country: str, one: Practice, names: Mapping[str, str], texts: Texts) -> Article:
    source = texts("practice.source", country=country)
    if cluster := names.get(one.cluster, one.cluster):
        source = texts("practice.source_cluster", country=country, cluster=cluster)
    return Article(f"{label}/{one.id}", one.id, one.title, one.text, source, one.seen_on or one.cleared_on or date.min)
