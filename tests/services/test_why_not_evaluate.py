"""Why a year's indicators cannot be set, or the year not be evaluated yet: the sentences of the verbs, asked early."""

from __future__ import annotations

import pytest

from fundapp.errors import Refused
from fundapp.services import evaluations, indicator_templates, why_not
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.projects import ProjectEntry, save
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, STRANGER, Year, file


def test_a_clerk_of_the_division_may_do_both(year: Year) -> None:
    ask = year.office.ask
    assert ask(CLERK, why_not.set_indicators, year.project, 2026) == ""
    assert ask(CLERK, why_not.evaluate, year.project, 2026) == ""


@pytest.mark.parametrize("who", [HEAD, AUDITOR, STRANGER])
def test_everybody_else_reads_the_article(year: Year, who: str) -> None:
    assert year.office.ask(who, why_not.set_indicators, year.project, 2026).startswith("【第九条】")
    assert year.office.ask(who, why_not.evaluate, year.project, 2026).startswith("【第十三条】")


def test_a_year_that_is_not_open_has_neither(year: Year) -> None:
    assert "2027 年度还没有建立" in year.office.ask(CLERK, why_not.set_indicators, year.project, 2027)
    assert "2027 年度还没有建立" in year.office.ask(CLERK, why_not.evaluate, year.project, 2027)


def test_an_evaluation_that_is_there_stands_in_the_way_of_a_second_and_freezes_once_submitted(year: Year) -> None:
    key = year.saved()
    assert "已有绩效自评（草稿）" in year.office.ask(CLERK, why_not.evaluate, year.project, 2026)
    assert year.office.ask(CLERK, why_not.set_indicators, year.project, 2026) == ""
    year.office.do(CLERK, evaluations.submit, key)
    assert "指标不能再改" in year.office.ask(CLERK, why_not.set_indicators, year.project, 2026)


def test_a_year_without_indicators_cannot_be_evaluated(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    assert "没有绩效指标" in year.office.ask(CLERK, why_not.evaluate, bare, 2026)
    draft = year.office.do(CLERK, save, ProjectEntry("未立项项目", "it", 1, 2026))
    assert "还没有建立" in year.office.ask(CLERK, why_not.evaluate, draft, 2026)


def test_names_come_from_the_splits_and_the_templates(year: Year) -> None:
    first, second = year.office.ask(CLERK, indicator_templates.names, 2026)
    assert first == ("产出指标", "效益指标", "满意度指标", "成本指标")
    assert second[:5] == ("数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标")
    assert {"成本指标", "经济成本指标", "可持续影响指标"} <= set(second)


def test_a_file_comes_off_a_draft_that_was_never_submitted(year: Year) -> None:
    key = year.saved()
    year.office.do(CLERK, evaluations.attach_file, key, file("调查.pdf", AttachmentKind.ASSESSMENT))
    (row,) = year.office.ask(CLERK, _files, key)
    year.office.do(CLERK, evaluations.detach_file, key, row)
    assert year.office.ask(CLERK, _files, key) == []


def test_a_file_that_was_submitted_once_stays(year: Year) -> None:
    key = year.saved()
    year.office.do(CLERK, evaluations.attach_file, key, file("调查.pdf", AttachmentKind.ASSESSMENT))
    (row,) = year.office.ask(CLERK, _files, key)
    year.office.do(CLERK, evaluations.submit, key)
    year.office.do(CLERK, evaluations.withdraw, key, "改一处")
    with pytest.raises(Refused, match="已送审过"):
        year.office.do(CLERK, evaluations.detach_file, key, row)


def test_a_file_of_something_else_is_not_taken_off(year: Year) -> None:
    key = year.saved()
    other = year.office.ask(CLERK, _first_of_contract)
    with pytest.raises(Refused, match="不属于这份绩效自评"):
        year.office.do(CLERK, evaluations.detach_file, key, other)


def _files(desk: Desk, key: int) -> list[int]:

    return [row.id for row in owned_by(desk, SubjectKind.EVALUATION, key)]


def _first_of_contract(desk: Desk) -> int:

    return owned_by(desk, SubjectKind.CONTRACT, 1)[0].id
