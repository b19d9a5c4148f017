"""The book of rules."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from fundapp.rules import book
from fundapp.rules.book import rule
from fundapp.rules.evaluation_case import EvaluationCase
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met
from fundapp.rules.judgement import rule_info, rules
from fundapp.rules.monitoring_case import MonitoringCase
from fundapp.rules.payment_case import PaymentCase
from tests.rules.cases import FIGURES, SOUND, TODAY


@pytest.fixture
def _blank_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_BOOK", {})


def write(number: str, since: dt.date = book.IN_FORCE, until: dt.date | None = None) -> None:
    """Write a rule that passes."""

    @rule(
        PaymentCase,
        number,
        article="第十二条",
        title="示例",
        severity=Severity.CAUTION,
        explanation="示例",
        since=since,
        until=until,
    )
    def check(case: PaymentCase, _: Figures) -> Verdict | None:
        return met(f"{case.year}") if case.year else None


@pytest.mark.usefixtures("_blank_page")
def test_a_number_is_given_once() -> None:
    write("12-1")
    with pytest.raises(ValueError, match="12-1 is written twice"):
        write("12-1")


@pytest.mark.usefixtures("_blank_page")
@pytest.mark.parametrize("number", ["", "12", "12-", "12-0", "0-1", "十二-1", "12-1a"])
def test_a_number_names_article_and_serial(number: str) -> None:
    with pytest.raises(ValueError, match="no rule number"):
        write(number)


@pytest.mark.usefixtures("_blank_page")
def test_a_rule_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        write("12-1", dt.date(2026, 1, 2), dt.date(2026, 1, 1))
    write("12-2", dt.date(2026, 1, 2), dt.date(2026, 1, 2))
    assert rule_info("12-2").holds(dt.date(2026, 1, 2))


@pytest.mark.usefixtures("_blank_page")
def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    write("12-1", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    held = [
        bool(rules(day))
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    ]
    assert held == [False, True, True, False]


@pytest.mark.usefixtures("_blank_page")
def test_the_book_is_ordered_by_article_and_number_with_other_laws_at_the_end() -> None:
    for number in ("sme-1", "12-10", "5-1", "12-2", "16-1"):
        write(number)
    assert [each.number for each in rules(TODAY)] == ["5-1", "12-2", "12-10", "16-1", "sme-1"]


def test_the_finding_carries_what_the_book_says_about_the_rule() -> None:
    entry = rule_info("12-4")
    found = entry.judge(SOUND, FIGURES)
    assert found is not None
    assert (found.rule, found.article, found.title, found.severity) == (
        "12-4",
        entry.article,
        entry.title,
        entry.severity,
    )


def test_an_unknown_number_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        rule_info("99-1")


def test_every_kind_of_case_has_its_own_rules() -> None:
    kinds = {each.subject for each in rules(TODAY)}
    assert {PaymentCase, EvaluationCase, MonitoringCase} <= kinds
    assert sum(len(rules(TODAY, kind)) for kind in kinds) == len(rules(TODAY))


def test_every_rule_says_in_chinese_what_it_is_and_on_which_article_it_rests() -> None:
    for each in rules(TODAY):
        assert re.search("第.+条", each.article), each.number
        assert re.fullmatch(r"[\u4e00-\u9fff（）0-9、 ]+", each.title), each.number
        assert each.explanation.endswith("。"), each.number


def test_a_rule_number_names_the_article_that_it_rests_on() -> None:
    figures = {"5": "五", "6": "六", "12": "十二", "13": "十三", "14": "十四", "15": "十五", "16": "十六", "18": "十八"}
    for each in rules(TODAY):
        prefix = each.number.partition("-")[0]
        if prefix != "sme":
            assert f"第{figures[prefix]}条" in each.article, each.number
