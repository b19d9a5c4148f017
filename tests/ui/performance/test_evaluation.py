from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fundapp.services import evaluations
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.ui import notices
from fundapp.ui.payments.rounds import Rounds
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.row import GAP, MORE, box_width, widths
from fundapp.values.score import Band, Operator
from tests.services.evaluation_year import CLERK, OTHER_CLERK, Year
from tests.ui.performance.writing import checks, opened, row, stored, type_in

UP, RESPONSE, SAFE, RELIABLE, CONTENT = (
    "网络应用正常运行率",
    "系统故障响应时间",
    "网络安全性",
    "平台运行可靠性",
    "使用单位满意度",
)
Show = Callable[[QWidget], QWidget]


def fresh(year: Year) -> int:
    """A draft in which nothing is filled in."""
    return year.office.do(CLERK, evaluations.prepare, year.project, 2026)


def text_of(rounds: Rounds) -> str:
    from PySide6.QtWidgets import QLabel

    return "　".join(shown.text() for shown in rounds.findChildren(QLabel))


# -- what is shown -------------------------------------------------------------------------------------------------


def test_money_and_its_points_come_from_the_ledger(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    assert [value.text() for value in page.frame.money.values] == ["450.00 万元", "412.50 万元", "91.67%", "9.17"]
    assert page.frame.money.link.text() == "查看 2 笔拨付"
    assert page.heading() == "2026 年度自评 · 政务云服务项目"


def test_the_link_lists_the_disbursements_that_make_up_the_sum(year: Year) -> None:
    page, told = opened(year, fresh(year))
    page.frame.money.link.click()
    dialog = page.tracing.dialog
    assert dialog is not None
    assert sum(line.amount or 0 for line in dialog.table.rows()) == 412_500_000
    first = dialog.table.rows()[0]
    dialog.table.activated.emit(first)
    assert told.wanted == [("payments", first.record_id)]


def test_rows_stand_under_their_first_level_name_with_its_points(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    assert [one.entry.level1 for one in page.table.rows] == ["产出指标"] * 2 + ["效益指标"] * 2 + ["满意度指标"]
    assert [one.weight.text() for one in page.table.rows] == ["25", "25", "15", "15", "10"]
    assert [one.badge.text() for one in page.table.rows] == ["待填"] * 5


def test_while_something_is_missing_the_sum_has_no_grade(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    assert page.frame.card.total.text() == "9.17"
    assert page.frame.card.grade.text() == "未填完"
    assert page.frame.card.note.text() == "还有 5 个指标待填，以上为已得分之和"


def test_earlier_years_stand_beside_the_total(year: Year) -> None:
    page, _ = opened(year, year.approved())
    assert page.frame.card.total.text() == "99.16"
    assert page.frame.card.grade.text() == "优"
    assert page.frame.card.earlier.text() == ""


@pytest.mark.parametrize(("grade", "tone"), [("优", "ok"), ("良", "ok"), ("中", "warn"), ("差", "bad")])
def test_total_and_grade_are_tinted_by_how_good_the_grade_is(year: Year, grade: str, tone: str) -> None:
    page, _ = opened(year, year.approved())
    card = page.frame.card
    assert (card.grade.tone(), card.total.property("score_tone")) == ("ok", "ok")
    found = page._stored(page.sheet)
    page._show(replace(found, result=replace(found.result, grade=grade)))
    assert (card.grade.text(), card.grade.tone(), card.total.property("score_tone")) == (grade, tone, tone)
    page._show(replace(found, result=replace(found.result, grade=grade, finished=False)))
    assert (card.grade.text(), card.grade.tone(), card.total.property("score_tone")) == ("未填完", "neutral", "neutral")


# -- typing --------------------------------------------------------------------------------------------------------


def test_points_and_badges_follow_what_is_typed(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    type_in(row(page, UP).actual, "99.9")
    type_in(row(page, CONTENT).actual, "93%")
    page.live.now()
    assert (row(page, UP).points.text(), row(page, UP).badge.text()) == ("25.00", "达成")
    assert (row(page, CONTENT).points.text(), row(page, CONTENT).badge.text()) == ("9.79", "缺说明")
    row(page, CONTENT).why.set_raw("工单响应偏慢，已增加驻场。")
    page.live.now()
    assert row(page, CONTENT).badge.text() == "未达标"
    assert page.frame.card.total.text() == "43.96"


def test_the_points_are_made_again_by_themselves_a_moment_after_typing(year: Year, qtbot: QtBot) -> None:
    page, _ = opened(year, fresh(year))
    type_in(row(page, UP).actual, "99.9")
    qtbot.waitUntil(lambda: row(page, UP).points.text() == "25.00")


def test_a_quality_is_judged_by_its_band_and_the_share_can_be_set_exactly(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    safe = row(page, SAFE)
    safe.actual.set_value(Band.PARTLY)
    assert safe.score().rating_bp == 6000
    safe.actual.set_value(Band.REACHED)
    assert safe.score().rating_bp == 10000
    extras = safe.open_extras()
    assert extras.rating.raw() == "100"
    type_in(extras.rating, "75")
    assert safe.actual.value() is Band.PARTLY
    assert safe.score().rating_bp == 7500
    safe.actual.set_value(Band.MISSED)
    assert extras.rating.raw() == "0"
    safe.actual.set_value(None)
    assert safe.score().rating_bp is None


def test_words_instead_of_a_figure_take_a_judged_share(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    content = row(page, CONTENT)
    extras = content.open_extras()
    type_in(extras.words, "完成")
    type_in(extras.rating, "100")
    page.live.now()
    assert content.points.text() == "10.00"
    assert "由经办人评定" in extras.formula.text()
    page.save()
    (line,) = [one for one in stored(year, 1).indicators if one.entry.name == CONTENT]
    assert (line.actual, line.score.rating_bp) == ("完成", 10000)


def test_what_does_not_apply_gives_its_points_to_the_others_and_wants_a_reason(year: Year) -> None:
    page, _ = opened(year, year.saved())
    content = row(page, CONTENT)
    content.open_extras().out.box("out").setChecked(True)
    page.live.now()
    assert (content.badge.text(), content.weight.text(), content.points.text()) == ("缺说明", "—", "—")
    assert row(page, UP).weight.text() == "28.13"
    assert "原分值 25 分" in row(page, UP).weight.toolTip()
    content.why.set_raw("本年未开展满意度调查。")
    page.live.now()
    assert content.badge.text() == "不适用"


def captions(page: EvaluationPage) -> list[str]:
    """What stands above the groups."""
    return [shown.text() for shown, _, _ in page.table._captions]


def test_what_does_not_apply_shows_no_box_and_the_groups_add_up_the_rescaled_weights(year: Year, shown: Show) -> None:
    page, _ = opened(year, year.saved())
    shown(page)
    content = row(page, CONTENT)
    assert captions(page) == ["产出指标 50 分", "效益指标 30 分", "满意度指标 10 分"]
    type_in(content.actual, "负一")
    content.open_extras().out.box("out").setChecked(True)
    page.live.now()
    assert captions(page) == ["产出指标 56.26 分", "效益指标 33.74 分", "满意度指标 不适用"]
    assert not content.actual.isVisible()
    assert content.box is content.why
    assert dict(content.unread()) == {}, "what cannot be seen cannot be put right"
    assert content.check()
    content.extras().out.box("out").setChecked(False)
    page.live.now()
    assert captions(page) == ["产出指标 50 分", "效益指标 30 分", "满意度指标 10 分"]
    assert content.actual.isVisible()
    assert content.box is content.actual
    assert "实际完成值" in dict(content.unread())


def test_a_deduction_wants_a_reason_and_the_check_leads_to_its_box(year: Year) -> None:
    page, _ = opened(year, year.saved())
    extras = row(page, UP).open_extras()
    type_in(extras.deduction, "2.5")
    page.live.now()
    assert row(page, UP).points.text() == "22.50"
    assert checks(page)["人工扣减有理由"] == "block"
    assert page.frame.buttons.button("submit").isEnabled() is False
    type_in(extras.reason, "目标定得偏低")
    page.live.now()
    assert checks(page)["人工扣减有理由"] == "passed"
    page.save()
    line = stored(year, 1).indicators[0]
    assert (line.score.deduction, line.score.deduction_reason) == (250, "目标定得偏低")


def test_a_stored_judgement_or_deduction_is_there_again(year: Year) -> None:
    key = year.saved(
        c=ScoreEntry(year.indicators[2], rating_bp=7000, explanation="一次一般故障。"),
        e=ScoreEntry(year.indicators[4], Decimal(96), deduction=100, deduction_reason="样本偏少"),
    )
    page, _ = opened(year, key)
    assert page.unsaved() == ""
    assert row(page, SAFE).score().rating_bp == 7000
    assert row(page, CONTENT).score().deduction == 100
    assert row(page, CONTENT).extras().reason.raw() == "样本偏少"


# -- bad input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["一个半小时", "1.2.3", "99.1234567", "9" * 16])
def test_a_figure_that_cannot_be_read_is_named_and_kept_and_nothing_is_stored(year: Year, typed: str) -> None:
    page, _ = opened(year, fresh(year))
    type_in(row(page, UP).actual, "99.9")
    type_in(row(page, RESPONSE).actual, typed)
    with notices.captured() as seen:
        page.save()
    assert "系统故障响应时间" in seen[0].title
    assert "看不懂" in seen[0].title
    assert row(page, RESPONSE).actual.raw() == typed
    assert stored(year, 1).draft.scores[0].actual is None
    page.live.now()
    assert checks(page)["“系统故障响应时间”的实际完成值填写有误"] == "block"
    assert "看不懂" in page.frame.buttons.button("submit").toolTip()


def test_more_than_a_hundred_per_cent_is_refused_by_the_rule_and_stays_typed(year: Year) -> None:
    page, _ = opened(year, year.saved())
    type_in(row(page, UP).actual, "101")
    page.live.now()
    assert row(page, UP).badge.text() == "待填"
    assert "超过 100%" in row(page, UP).points.toolTip()
    assert row(page, UP).actual.raw() == "101"


def test_a_day_in_the_future_is_refused_beside_its_box(year: Year) -> None:
    page, _ = opened(year, year.saved())
    type_in(page.form.dated, "2027-02-30")
    assert page.form.dated.complaint() != ""
    type_in(page.form.dated, "2027-03-01")
    page.save()
    assert page.form.dated.complaint() == "填报日期不能晚于今天。"
    assert stored(year, 1).draft.dated == dt.date(2026, 12, 28)


def test_an_explanation_may_not_be_longer_than_its_limit_and_is_kept(year: Year) -> None:
    page, _ = opened(year, year.saved())
    row(page, UP).why.set_raw("因" * 501)
    with notices.captured() as seen:
        page.save()
    assert "最多 500 字" in seen[0].title
    assert len(row(page, UP).why.raw()) == 501


# -- drafts --------------------------------------------------------------------------------------------------------


def test_what_is_typed_outlives_the_window_nonsense_too(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    row(page, UP).actual.set_raw("九十九点九")
    type_in(row(page, CONTENT).open_extras().deduction, "1")
    page.form.outcome.set_raw("全年可用")
    assert "还没有保存" in page.unsaved()
    page.leave()
    again, _ = opened(year, key)
    assert row(again, UP).actual.raw() == "九十九点九"
    assert row(again, CONTENT).score().deduction == 100
    assert again.form.outcome.raw() == "全年可用"
    assert "已恢复" in again.frame.banner_text.text()
    again.frame.over_button.click()
    assert row(again, UP).actual.raw() == ""
    assert again.unsaved() == ""


def test_saving_ends_the_draft_and_says_when(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    type_in(row(page, UP).actual, "99.9")
    page.save()
    assert page.unsaved() == ""
    assert page.frame.status.text().startswith("已保存")
    assert stored(year, key).draft.scores[0].actual == Decimal("99.9")
    again, _ = opened(year, key)
    assert again.frame.banner.isVisibleTo(again) is False


def test_an_act_elsewhere_does_not_overwrite_what_is_typed(year: Year) -> None:
    page, _ = opened(year, year.saved())
    type_in(row(page, UP).actual, "98")
    year.office.pay(year.milestones[2], ("local", 10_000_000))
    page.refresh(None)
    assert row(page, UP).actual.raw() == "98"
    assert page.frame.money.values[1].text() == "422.50 万元"


@pytest.mark.parametrize(("answer", "actual"), [("theirs", "97"), ("mine", "98")])
def test_when_somebody_else_stored_it_meanwhile_either_version_wins_knowingly(
    year: Year, answer: str, actual: str
) -> None:
    key = year.saved()
    page, _ = opened(year, key)
    type_in(row(page, UP).actual, "98")
    changed = year.draft(a=ScoreEntry(year.indicators[0], Decimal(97)))
    year.office.do(OTHER_CLERK, evaluations.save, changed, key)
    with notices.captured(answer) as seen:
        page.save()
    assert "已被他人修改" in seen[0].text
    page.save()
    assert row(page, UP).actual.raw() == actual
    assert stored(year, key).draft.scores[0].actual == Decimal(actual)


def test_of_two_clerks_at_the_same_rows_each_keeps_what_the_other_did_not_touch(year: Year) -> None:
    key = year.saved()
    page, _ = opened(year, key)
    first, second = page.table.rows[:2]
    type_in(first.actual, "98")
    type_in(page.form.measures, "我的措施")
    theirs = year.draft(
        a=ScoreEntry(year.indicators[0], Decimal(99), explanation="对方的原因"),
        b=ScoreEntry(year.indicators[1], Decimal(3)),
    )
    year.office.do(OTHER_CLERK, evaluations.save, replace(theirs, problems="对方的问题"), key)
    with notices.captured("mine"):
        page.save()
    assert (first.actual.raw(), first.why.raw(), second.actual.raw()) == ("98", "对方的原因", "3")
    assert (page.form.measures.raw(), page.form.shortcomings.raw()) == ("我的措施", "对方的问题")
    named = f"“第 1 个指标‘{first.name}’的实际完成值”"
    assert f"其中{named}双方都改过" in page.frame.banner_text.text()
    page.save()
    kept = stored(year, key).draft
    assert (kept.scores[0].actual, kept.scores[0].explanation, kept.problems) == (
        Decimal(98),
        "对方的原因",
        "对方的问题",
    )


def test_the_box_column_is_as_wide_as_a_drop_down_or_a_day_needs() -> None:
    assert box_width([Operator.AT_LEAST, Operator.EQUAL]) == 88
    assert box_width([Operator.AT_LEAST, Operator.QUALITATIVE]) == 98
    assert box_width([Operator.QUALITATIVE, Operator.DATE]) == 122


@pytest.mark.parametrize("room", [520, 600, 740, 824, 1400])
def test_the_columns_fill_the_room_and_no_more(room: int) -> None:
    given = widths(room, 122)
    cells = (given.level2, given.name, given.target, given.actual, given.weight, given.points, given.badge, given.why)
    gaps = 6 if given.narrow else 8
    assert sum(cells) + MORE + gaps * GAP == room
    assert given.name >= 80
