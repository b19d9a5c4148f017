"""Applications at the end of a project's term (art. 16): after 保留 and 调整, and never after 取消."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from fundapp.errors import Refused
from fundapp.rules.finding import blocking
from fundapp.services import application_sheet, applications, indicators, projects, why_not
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_sheet import GateLine
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import Conclusion
from fundapp.values.score import Operator
from tests.builders import Office, office
from tests.services.reviewing import reviewed, undone

INDICATOR = IndicatorEntry("绩效指标", "数量指标", "运维次数", Operator.AT_LEAST, 9000, Decimal(12), unit="次")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    found = office(tmp_path)
    yield found
    found.ledger.close()


@pytest.fixture
def project(place: Office) -> int:
    """2023 to 2025, in force; the ledger has none of its years."""
    key = place.do(place.clerk, projects.save, ProjectEntry("平台运维项目", "it", place.division_id, 2023))
    place.do(place.head, projects.confirm, key, "示例批〔2023〕1号", dt.date(2023, 1, 15))
    return key


def opened(place: Office, project: int) -> None:
    """2026 with goal and indicator."""
    place.do(place.clerk, projects.open_year, project, 2026, "稳定")
    place.do(place.clerk, indicators.set_for_year, project, 2026, "稳定", (INDICATOR,), "10-90")


def draft(place: Office, project: int, adjustment: str = "") -> ApplicationDraft:
    return ApplicationDraft(
        project, 2026, place.clock.today, (("local", 5_000_00),), "按次计价。", "按月运维。", adjustment
    )


def blocks(place: Office, project: int, adjustment: str = "") -> list[str]:
    found = place.ledger.ask(place.clerk, applications.check, draft(place, project, adjustment))
    return [one.message for one in blocking(found)]


def gate(place: Office, project: int) -> tuple[GateLine, ...]:
    return place.ledger.ask(place.clerk, application_sheet.preview, draft(place, project)).gate


def test_after_a_review_that_keeps_the_project_its_fourth_year_is_applied_for(place: Office, project: int) -> None:
    review = reviewed(place, project, 2025, Conclusion.KEEP)
    opened(place, project)
    assert blocks(place, project) == []
    assert gate(place, project) == (
        GateLine("没有需要评价的以前年度。", "neutral"),
        GateLine("期满评价 QM-2025-0001：保留", "ok", "term_review", review, "查看"),
    )
    key = place.do(place.clerk, applications.save, draft(place, project))
    place.do(place.clerk, applications.submit, key)


def test_after_a_review_that_adjusts_it_the_application_says_how(place: Office, project: int) -> None:
    reviewed(place, project, 2025, Conclusion.ADJUST)
    opened(place, project)
    assert blocks(place, project) == ["期满评价 QM-2025-0001 结论为“调整”，须有调整说明。"]
    assert blocks(place, project, "压减运维次数。") == []
    assert [line.tone for line in gate(place, project)] == ["neutral", "warn"]


def test_a_project_cancelled_after_its_year_was_opened_is_refused_for_good(place: Office, project: int) -> None:
    reviewed(place, project, 2025, Conclusion.KEEP)
    opened(place, project)
    key = place.do(place.clerk, applications.save, draft(place, project))
    reviewed(place, project, 2025, Conclusion.CANCEL)
    assert blocks(place, project) == ["项目期满评价 QM-2025-0002 的结论是“取消”，不再安排资金。"]
    assert gate(place, project)[-1].text == "期满评价 QM-2025-0002 的结论是“取消”，不再安排资金。"
    with pytest.raises(Refused, match="不再安排资金"):
        place.do(place.clerk, applications.submit, key)
    place.do(place.clerk, applications.void, key, "项目取消")
    with pytest.raises(Refused, match="2025 年度之后不再安排"):
        place.do(place.clerk, applications.prepare, project, 2026)
    assert "不再安排" in place.ledger.ask(place.clerk, why_not.apply, project, 2026)


def test_a_year_left_open_after_its_term_leads_to_the_review(place: Office, project: int) -> None:
    reviewed_once = reviewed(place, project, 2025, Conclusion.KEEP)
    opened(place, project)
    undone(place, reviewed_once)
    (found,) = blocks(place, project)
    assert found == "2026 年度不在项目期限 2023—2025 年内。"
    assert gate(place, project)[-1] == GateLine(
        "项目期限到 2025 年为止，期满评价结论为“保留”或“调整”的才能继续申请。", "bad", "term_review", 0, "去期满评价"
    )
