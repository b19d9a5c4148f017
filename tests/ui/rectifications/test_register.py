from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from fundapp.services import key_evaluations
from fundapp.ui import notices
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.list import RectificationList
from fundapp.ui.rectifications.register import RegisterDialog
from fundapp.ui.workbench.page import WorkbenchPage
from fundapp.values.choices import ProblemSource, ProblemType
from tests.services.evaluation_year import CLERK, FINANCE, HEAD, LEADER, STRANGER, Year
from tests.services.rectifying import person_id, seen
from tests.services.test_rectification_sources import key_evaluation, poor
from tests.services.watching import approved as monitored
from tests.ui.performance.writing import seated, type_in
from tests.ui.rectifications.handling import listed, registering
from tests.ui.seated import Told, ready

Show = Callable[[QWidget], QWidget]


def filled(year: Year) -> tuple[RectificationList, RegisterDialog, list[QWidget]]:
    """A problem of an audit, typed completely."""
    page, told = listed(year)
    dialog = registering(page)
    dialog.project.set_value(year.project)
    dialog.project.edited.emit()
    dialog.source.set_value(ProblemSource.AUDIT)
    dialog.person.set_value(person_id(year, CLERK))
    type_in(dialog.document, "示例审报〔2026〕3号")
    type_in(dialog.found_on, "2026-12-20")
    type_in(dialog.due_on, "2027-3-31")
    dialog.kind.set_value(ProblemType.RECORDS)
    dialog.problem.set_raw("第三季度验收资料不全")
    dialog.measure.set_raw("逐项核对并补齐")
    return page, dialog, told.pushed


def test_a_problem_of_an_audit_is_registered_with_its_papers_and_opened(year: Year, tmp_path: Path) -> None:
    page, dialog, pushed = filled(year)
    letter = tmp_path / "审计报告.pdf"
    letter.write_bytes(b"%PDF-1.4 sample")
    dialog.files.added.emit([letter])
    type_in(dialog.amount, "1.5万")
    dialog.basis.set_raw("资金管理办法第十二条")
    dialog.press()
    sheet = seen(year, 1)
    assert (sheet.number, sheet.year, sheet.source_name) == ("ZG-2026-0001", 2026, "审计 示例审报〔2026〕3号")
    assert (sheet.problem, sheet.measure, sheet.person) == ("第三季度验收资料不全", "逐项核对并补齐", CLERK)
    assert (sheet.found_on, sheet.due_on) == (dt.date(2026, 12, 20), dt.date(2027, 3, 31))
    assert (sheet.problem_type, sheet.amount, sheet.basis) == (ProblemType.RECORDS, 1_500_000, "资金管理办法第十二条")
    assert [file.file_name for file in sheet.files] == ["审计报告.pdf"]
    assert isinstance(pushed[0], RectificationPage)
    assert [row.number for row in page.table.rows()] == ["ZG-2026-0001"]
    assert not dialog.isVisible()


def test_the_dialog_offers_only_what_is_found_on_paper_and_people_of_the_division(year: Year) -> None:
    page, _ = listed(year, FINANCE)
    dialog = registering(page)
    assert {one.value for one in dialog.source.options()} == {ProblemSource.INSPECTION, ProblemSource.AUDIT}
    assert dialog.person.options() == ()
    dialog.division.set_value(year.office.divisions["政务服务科"])
    dialog.division.edited.emit()
    assert STRANGER in [one.text for one in dialog.person.options()]
    assert CLERK not in [one.text for one in dialog.person.options()]


def test_the_time_left_stands_under_the_due_day(year: Year) -> None:
    _, dialog, _ = filled(year)
    type_in(dialog.due_on, "2027-1-7")
    assert dialog.due_on._hint == "还有 10 天"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("due_on", "2026-12-28", "不晚于今天"),
        ("due_on", "明年", "明年"),
        ("found_on", "2026-12-29", "晚于今天"),
        ("problem", "", "问题"),
        ("amount", "0", "须大于 0"),
        ("amount", "十万", "不是数字"),
        ("document", "", "须写明文号"),
        ("measure", "", "还没有写整改要求或整改措施"),
    ],
)
def test_bad_input_is_named_beside_its_box_and_nothing_typed_is_lost(
    year: Year, name: str, typed: str, said: str
) -> None:
    page, dialog, pushed = filled(year)
    field = getattr(dialog, name)
    field.set_raw(typed)
    dialog.press()
    complaint = (dialog.demand if name == "measure" else field).complaint()
    assert said in complaint
    assert dialog.isVisible()
    kept = {"problem": "第三季度验收资料不全", "measure": "逐项核对并补齐", "document": "示例审报〔2026〕3号"}
    assert {key: getattr(dialog, key).raw() for key in kept} == kept | ({name: typed} if name in kept else {})
    assert page.table.rows() == ()
    assert pushed == []


def test_without_a_type_nothing_is_registered_and_without_money_it_is(year: Year) -> None:
    page, dialog, _ = filled(year)
    dialog.kind.set_value(None)
    dialog.press()
    assert dialog.kind.complaint()
    assert page.table.rows() == ()
    dialog.kind.set_value(ProblemType.OTHER)
    dialog.press()
    assert (seen(year, 1).problem_type, seen(year, 1).amount, seen(year, 1).basis) == (ProblemType.OTHER, None, "")


def test_a_refusal_of_the_ledger_leaves_the_dialog_as_typed(year: Year, tmp_path: Path) -> None:
    page, dialog, _ = filled(year)
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    dialog.files.added.emit([empty])
    dialog.press()
    assert "空文件" in dialog.wrong.text()
    assert dialog.problem.raw() == "第三季度验收资料不全"
    assert page.table.rows() == ()
    dialog.files.removed.emit(empty)
    dialog.press()
    assert len(page.table.rows()) == 1


def test_leaving_the_dialog_asks_before_something_typed_is_lost(year: Year) -> None:
    page, _ = listed(year)
    dialog = registering(page)
    dialog.problem.set_raw("验收资料不全")
    with notices.captured("no") as seen_boxes:
        dialog.reject()
    assert seen_boxes[0].title == "放弃填写的内容？"
    assert dialog.isVisible()
    with notices.captured("yes"):
        dialog.reject()
    assert not dialog.isVisible()


def test_leaving_the_dialog_asks_when_only_files_were_chosen(year: Year, tmp_path: Path) -> None:
    page, _ = listed(year)
    dialog = registering(page)
    dialog.files.added.emit([tmp_path / "审计报告.pdf"])
    with notices.captured("no") as seen_boxes:
        dialog.reject()
    assert seen_boxes[0].title == "放弃填写的内容？"
    assert dialog.isVisible()
    dialog.files.removed.emit(tmp_path / "审计报告.pdf")
    dialog.reject()
    assert not dialog.isVisible()


# -- begun from a record -------------------------------------------------------------------------------------------


def begun(year: Year, source: ProblemSource, key: int, who: str = CLERK) -> RegisterDialog:
    """登记整改 on a record."""
    page, _ = listed(year, who)
    page.aim((source.value, key))
    assert page.dialog is not None
    return page.dialog


def test_a_self_evaluation_brings_its_problem_and_measures_and_only_the_due_day_is_asked(
    year: Year, shown: Show
) -> None:
    key = poor(year)
    dialog = begun(year, ProblemSource.SELF_EVALUATION, key)
    assert dialog.problem.raw().startswith("响应慢于承诺。\n指标“系统故障响应时间”得 ")
    assert dialog.measure.raw() == "增加驻场人员。"
    assert dialog.kind.value() is ProblemType.GOALS
    assert (dialog.project.value(), dialog.year.value(), dialog.source.value()) == (
        year.project,
        2026,
        ProblemSource.SELF_EVALUATION,
    )
    assert dialog.person.value() == person_id(year, CLERK)
    for fixed in (dialog.project, dialog.year, dialog.source):
        assert not fixed.boxes()[0].isEnabled() or getattr(fixed.boxes()[0], "isReadOnly", lambda: False)()
    assert "来源文号" not in [name for name, _ in dialog.form._shown_fields()]
    dialog.press()
    assert dialog.due_on.complaint()
    type_in(dialog.due_on, "2027-3-31")
    dialog.press()
    sheet = seen(year, 1)
    assert (sheet.source, sheet.source_id) == (ProblemSource.SELF_EVALUATION, key)
    assert sheet.source_name == "绩效自评 ZP-2026-0001"


def test_a_monitoring_brings_the_indicators_in_doubt(year: Year) -> None:
    dialog = begun(year, ProblemSource.MONITORING, monitored(year))
    assert "全年目标有可能完成" in dialog.problem.raw()
    type_in(dialog.due_on, "2027-3-31")
    dialog.press()
    assert seen(year, 1).source_name == "运行监控 JK-2026-0001"


def test_the_task_of_the_workbench_leads_to_registering_from_the_monitoring(year: Year) -> None:
    key = monitored(year)
    bench = ready(WorkbenchPage(seated(year, CLERK)))
    told = Told(bench)
    (task,) = (row for row in bench._tasks.rows() if row.verb == "rectify")
    bench._tasks.activated.emit(task)
    assert told.wanted == [("rectifications", (ProblemSource.MONITORING.value, key))]


def test_a_key_evaluation_brings_its_finding_and_advice(year: Year) -> None:
    dialog = begun(year, ProblemSource.KEY_EVALUATION, key_evaluation(year))
    assert (dialog.problem.raw(), dialog.demand.raw()) == ("成本偏高。", "重新测算单价。")
    type_in(dialog.due_on, "2027-3-31")
    dialog.press()
    assert seen(year, 1).source_name == "重点评价（市财政局）示例财绩〔2026〕9号"


def test_a_record_that_is_no_source_is_refused_with_the_reason(year: Year) -> None:
    key = key_evaluation(year)
    year.office.do(FINANCE, key_evaluations.void, key, "文号有误")
    page, _ = listed(year)
    with notices.captured() as said:
        page.aim((ProblemSource.KEY_EVALUATION.value, key))
    assert "重点评价已作废" in said[0].text
    assert page.dialog is None


def test_a_leader_of_another_division_names_the_person_responsible(year: Year) -> None:
    dialog = begun(year, ProblemSource.SELF_EVALUATION, poor(year), LEADER)
    assert dialog.person.value() is None
    type_in(dialog.due_on, "2027-3-31")
    dialog.press()
    assert dialog.person.complaint()
    dialog.person.set_value(person_id(year, HEAD))
    dialog.press()
    assert seen(year, 1).person == HEAD
