from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel

from fundapp.services import rectifications
from fundapp.ui import notices
from fundapp.ui.parts.button import ElidedLink
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.values.choices import ProblemSource
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, Year
from tests.services.rectifying import DUE, closed, person_id, registered, reported
from tests.services.test_rectification_sources import key_evaluation
from tests.ui.performance.writing import seated
from tests.ui.rectifications.handling import buttons, opened
from tests.ui.seated import Told

# -- what is shown -------------------------------------------------------------------------------------------------


def test_an_open_problem_shows_what_is_wrong_until_when_and_every_move(year: Year) -> None:
    page, _ = opened(year, registered(year))
    assert page.heading() == "整改事项 ZG-2026-0001"
    assert page.shows() == RectificationPage(seated(year), 1).shows() != RectificationPage(seated(year), 2).shows()
    assert (page.state.text(), page.time.text()) == ("整改中", "还有 93 天")
    assert page.facts["存在问题"] == "第三季度验收资料不全"
    assert (page.facts["问题类型"], page.facts["分管领导"]) == ("资料档案", LEADER)
    assert "涉及金额" not in page.facts
    assert "依据" not in page.facts
    assert page.facts["整改措施"] == "逐项核对并补齐"
    assert "销号" not in page.facts
    assert page.notes.texts == ()
    assert page.buttons.button("print").text() == "打印通知…"


def test_money_provision_and_the_first_due_day_are_shown_where_there_are_any(year: Year) -> None:
    key = registered(year, amount=1_500_000, basis="资金管理办法第十二条")
    year.office.do(HEAD, rectifications.extend, key, dt.date(2027, 6, 30), "等待外单位")
    page, _ = opened(year, key)
    assert (page.facts["涉及金额"], page.facts["依据"]) == ("15,000.00 元", "资金管理办法第十二条")
    assert "原定 2027-03-31，延期 1 次" in [shown.text() for shown in page.findChildren(QLabel)]


def test_a_problem_without_a_measure_says_that_the_division_has_to_write_it(year: Year) -> None:
    page, _ = opened(year, registered(year, measure=""))
    assert page.facts["整改措施"] == "待责任科室补充"


def test_an_overdue_problem_says_so_in_red_until_it_is_put_right(year: Year) -> None:
    key, done = registered(year), closed(year)
    year.office.clock.on(DUE)
    assert opened(year, key)[0].time.text() == "今天到期"
    year.office.clock.on(DUE + dt.timedelta(days=3))
    assert opened(year, key)[0].time.text() == "逾期 3 天"
    assert opened(year, done)[0].time.text() == ""


def test_a_closed_problem_says_who_confirmed_it_and_offers_the_form_alone(year: Year) -> None:
    page, _ = opened(year, closed(year))
    assert page.facts["销号"] == "分管领导　2026-12-28　整改到位，同意销号。"
    assert page.facts["报告"] == "经办人　2026-12-28"
    assert page.notes.texts[0] == "整改到位，同意销号。"
    assert buttons(page) == {"print": True}
    assert page.buttons.button("print").text() == "打印反馈表…"
    assert page.files.why.text() == "不能添加附件：已销号。"


def test_a_problem_that_is_gone_closes_the_page(year: Year) -> None:
    page = RectificationPage(seated(year), 99)
    told = Told(page)
    with notices.captured() as said:
        page.refresh(None)
    assert said[0].kind == "refusal"
    assert told.closed == 1


def test_the_source_leads_to_the_record_that_found_the_problem(year: Year) -> None:
    key = key_evaluation(year)
    page, told = opened(year, registered(year, source=ProblemSource.KEY_EVALUATION, source_id=key))
    page.findChildren(ElidedLink)[0].click()
    assert told.wanted == [("performance", ("key_evaluation", key))]
    paper, _ = opened(year, registered(year))
    assert paper.findChildren(ElidedLink) == []


# -- who may, and who may not with the reason ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "open_moves"),
    [
        (CLERK, {"print", "measure", "progress", "report"}),
        (HEAD, {"print", "extend", "measure", "progress", "report"}),
        (LEADER, {"print", "void", "extend"}),
        (AUDITOR, {"print"}),
    ],
)
def test_moves_closed_to_a_person_are_shown_with_article_and_reason(year: Year, who: str, open_moves: set[str]) -> None:
    page, _ = opened(year, registered(year), who)
    found = buttons(page)
    assert {key for key, enabled in found.items() if enabled} == open_moves
    for key, enabled in found.items():
        assert enabled or page.buttons.button(key).toolTip().startswith("【第")


def test_the_person_responsible_reads_that_another_gives_more_time(year: Year) -> None:
    page, _ = opened(year, registered(year, person_id=person_id(year, HEAD)), HEAD)
    assert page.buttons.button("extend").toolTip() == "【第十三条】您是这项整改的责任人，“延期”须由另一人办理。"
    assert page.buttons.reason().startswith("不能“作废”：【第十三条】您是这项整改的责任人")


def test_whoever_reported_it_reads_that_another_confirms_it(year: Year) -> None:
    page, _ = opened(year, reported(year, HEAD), HEAD)
    assert buttons(page) == {"print": True, "void": False, "reject": False, "confirm": False}
    assert "报告人" in page.buttons.button("confirm").toolTip()


def test_who_may_not_add_proofs_reads_why(year: Year) -> None:
    page, _ = opened(year, registered(year), AUDITOR)
    assert page.files.why.text().startswith("不能添加附件：")
    assert opened(year, registered(year))[0].files.why.text() == ""
    waiting, _ = opened(year, reported(year))
    assert waiting.files.why.text() == "不能添加附件：已报告完成；需要补充的请先退回整改。"
