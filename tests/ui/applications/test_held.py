"""What rests on an application closes its buttons; the signing desk speaks of its article and of no payments."""

from __future__ import annotations

from fundapp.services import applications
from fundapp.ui.signing.desk import SigningDesk
from fundapp.values.choices import AppropriationKind
from tests.services.applying import agree, approved, submitted
from tests.services.evaluation_year import CLERK, FINANCE, HEAD, LEADER, WAN, Year
from tests.ui.applications.writing import opened, seated
from tests.ui.seated import ready


def test_every_button_of_an_application_that_was_evaluated_is_closed_with_the_sentence(year: Year) -> None:
    key = approved(year, year=2026)
    year.submitted()
    page, _ = opened(year, key)
    for verb in ("change", "void"):
        button = page.frame.buttons.button(verb)
        assert not button.isEnabled()
        assert "本年度绩效自评 ZP-2026-0001 已按这份申请的目标和指标送审" in button.toolTip()
    other, _ = opened(year, key, HEAD)
    assert list(other.frame.buttons._buttons) == ["print"]


def test_a_draft_with_money_can_be_sent_and_says_why_it_is_not_voided(planned: Year) -> None:
    key = approved(planned)
    planned.office.appropriate(planned.project, 2027, "local", AppropriationKind.INITIAL, WAN)
    planned.office.do(CLERK, applications.change, key, "调整金额")
    page, _ = opened(planned, key)
    assert page.frame.buttons.button("void").toolTip().endswith("不能作废。请改好后重新送审。")
    assert page.frame.buttons.button("submit").isEnabled()


def test_the_desk_counts_no_money_where_nothing_is_paid_and_cites_the_article_of_the_document(planned: Year) -> None:
    key = submitted(planned)
    desk = ready(SigningDesk(seated(planned, HEAD)))
    assert desk.aside() == "待我签批 1 件"
    for who in (HEAD, FINANCE):
        agree(planned, key, who)
    leader = ready(SigningDesk(seated(planned, LEADER)))
    assert leader.panel.sign_button.toolTip() == "【第十三条】还有 2 项核对内容没有勾选。"
    assert ready(SigningDesk(seated(planned, HEAD))).aside() == "没有等您签批的单据"
