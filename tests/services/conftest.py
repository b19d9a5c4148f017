"""Ledger files for the tests of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import term_year
from tests.services.applying import planned, planned_template
from tests.services.evaluation_year import Year, build, opened
from tests.services.term_year import Term
from tests.ui.paid_office import built, paid, place

__all__ = ["built", "finished_term", "finished_year", "paid", "place", "planned", "planned_template", "term", "year"]


@pytest.fixture(scope="session")
def finished_year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The cloud project's 2026, built once; its ledger is closed again."""
    year = build(tmp_path_factory.mktemp("year") / "示例.fund")
    year.office.ledger.close()
    return year


@pytest.fixture
def year(finished_year: Year, tmp_path: Path) -> Iterator[Year]:
    """A copy of the finished year for one test."""
    with opened(finished_year, tmp_path) as copy:
        yield copy


@pytest.fixture(scope="session")
def finished_term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """The cloud project's 2024 to 2026, built once; its ledger is closed again."""
    term = term_year.build(tmp_path_factory.mktemp("term") / "示例.fund")
    term.office.ledger.close()
    return term


@pytest.fixture
def term(finished_term: Term, tmp_path: Path) -> Iterator[Term]:
    """A copy of the finished term for one test."""
    with term_year.opened(finished_term, tmp_path) as copy:
        yield copy
