"""What people do about a problem, from its registering to its end (arts. 13, 15)."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.forms.imprint import Imprint
from fundapp.models import AuditLine, Project, Rectification
from fundapp.places import attachments_folder
from fundapp.services import projects, rectification_list, rectification_paper, rectifications, verification
from fundapp.services.done import Changed, Done
from fundapp.services.paging import PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ProblemSource, RectificationState, RectificationStep
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, OTHER_CLERK, STRANGER, Year, file
from tests.services.rectifying import DUE, closed, entry, person_id, registered, reported, reported_again, seen


def test_a_registered_problem_has_its_number_and_stands_open(year: Year) -> None:
    key = registered(year)
    sheet = seen(year, key)
    assert (sheet.number, sheet.state) == ("ZG-2026-0001", RectificationState.OPEN)
    assert (sheet.problem, sheet.demand, sheet.measure) == ("第三季度验收资料不全", "补齐验收资料", "逐项核对并补齐")
    assert (sheet.division, sheet.person, sheet.author) == ("大数据中心", CLERK, CLERK)
    assert (sheet.found_on, sheet.due_on, sheet.extended) == (dt.date(2026, 12, 20), DUE, 0)
    assert sheet.source_name == "审计 示例审报〔2026〕3号"
    assert (sheet.progress_bp, sheet.notes, sheet.files, sheet.overdue_days) == (None, (), (), 0)
    assert year.office.do(HEAD, rectifications.register, entry(year)) == key + 1
    assert seen(year, key + 1).number == "ZG-2026-0002"


def test_the_papers_that_show_the_problem_are_kept_with_it(year: Year) -> None:
    key = year.office.do(CLERK, rectifications.register, entry(year), (file("审计报告.pdf"),))
    assert [one.file_name for one in seen(year, key).files] == ["审计报告.pdf"]


def test_finance_may_register_for_every_division_a_clerk_only_for_the_own_one_and_an_auditor_for_none(
    year: Year,
) -> None:
    registered(year, FINANCE)
    with pytest.raises(Forbidden, match="属于其他科室"):
        registered(year, STRANGER)
    with pytest.raises(Forbidden, match="登记整改事项"):
        registered(year, AUDITOR)


def test_a_rule_that_blocks_refuses_and_no_number_is_lost(year: Year) -> None:
    with pytest.raises(Refused, match="不晚于今天") as no:
        registered(year, due_on=dt.date(2026, 12, 28))
    assert (no.value.article, no.value.field) == ("第十三条", "整改期限")
    assert seen(year, registered(year)).number == "ZG-2026-0001"


@pytest.mark.parametrize("wrong", [2025, 2027])
def test_a_problem_belongs_to_a_year_of_its_project_that_has_come(year: Year, wrong: int) -> None:
    with pytest.raises(Invalid, match=f"{wrong} 年度不在 2026—2026 年内"):
        registered(year, year=wrong)


def test_a_project_that_is_not_approved_has_no_problems_yet(year: Year) -> None:
    draft = ProjectEntry("示例草稿项目", "cloud", year.office.divisions["大数据中心"], 2026)
    key = year.office.do(CLERK, projects.save, draft)
    assert year.office.ask(CLERK, lambda desk: desk.get(Project, key).state) == "draft"
    with pytest.raises(Refused, match="还没有确认立项"):
        registered(year, project_id=key)


def test_a_division_that_is_not_there_is_not_found(year: Year) -> None:
    with pytest.raises(NotFound):
        registered(year, division_id=99)


def test_the_division_completes_measure_and_person_while_it_is_open(year: Year) -> None:
    key = registered(year, measure="", person_id=person_id(year, HEAD))
    version = seen(year, key).version
    year.office.do(CLERK, rectifications.measure, key, " 逐项补齐 ", person_id(year, OTHER_CLERK), version)
    sheet = seen(year, key)
    assert (sheet.measure, sheet.person) == ("逐项补齐", OTHER_CLERK)
    with pytest.raises(Stale, match="已被他人更新"):
        year.office.do(HEAD, rectifications.measure, key, "另一措施", person_id(year, CLERK), version)
    with pytest.raises(Invalid, match="请写明整改措施"):
        year.office.do(CLERK, rectifications.measure, key, " ", person_id(year, CLERK))
    with pytest.raises(Refused, match="责任科室的在岗人员"):
        year.office.do(CLERK, rectifications.measure, key, "措施", person_id(year, STRANGER))
    with pytest.raises(Forbidden):
        year.office.do(STRANGER, rectifications.measure, key, "措施", person_id(year, CLERK))


def test_progress_is_added_line_by_line(year: Year) -> None:
    key = registered(year)
    year.office.do(CLERK, rectifications.progress, key, "已找回两份", 5000)
    year.office.do(HEAD, rectifications.progress, key, "已找回三份", 7500)
    sheet = seen(year, key)
    assert [(one.person, one.step, one.text, one.progress_bp) for one in sheet.notes] == [
        (CLERK, RectificationStep.PROGRESS, "已找回两份", 5000),
        (HEAD, RectificationStep.PROGRESS, "已找回三份", 7500),
    ]
    assert sheet.progress_bp == 7500


@pytest.mark.parametrize(
    ("text", "bp", "field"), [(" ", 0, "进展情况"), ("已找回", -1, "进度"), ("已找回", 10001, "进度")]
)
def test_progress_has_words_and_a_share_of_the_whole(year: Year, text: str, bp: int, field: str) -> None:
    key = registered(year)
    with pytest.raises(Invalid) as no:
        year.office.do(CLERK, rectifications.progress, key, text, bp)
    assert no.value.field == field


def test_a_head_gives_more_time_with_a_reason_and_the_person_responsible_does_not(year: Year) -> None:
    key = registered(year)
    later = dt.date(2027, 6, 30)
    with pytest.raises(Forbidden):
        year.office.do(CLERK, rectifications.extend, key, later, "资料在外单位")
    year.office.do(HEAD, rectifications.extend, key, later, "资料在外单位")
    sheet = seen(year, key)
    assert (sheet.due_on, sheet.extended) == (later, 1)
    assert (sheet.notes[0].step, sheet.notes[0].due_on) == (RectificationStep.EXTENSION, later)
    with pytest.raises(Invalid, match="请写明原因"):
        year.office.do(HEAD, rectifications.extend, key, dt.date(2027, 7, 31), " ")
    for day in (DUE, later):
        with pytest.raises(Invalid, match="也晚于原期限 2027-06-30") as no:
            year.office.do(LEADER, rectifications.extend, key, day, "原因")
        assert no.value.field == "新的期限"


def test_an_overdue_problem_is_extended_beyond_today(year: Year) -> None:
    key = registered(year)
    year.office.clock.on(dt.date(2027, 5, 1))
    with pytest.raises(Invalid, match="须晚于今天"):
        year.office.do(HEAD, rectifications.extend, key, dt.date(2027, 4, 30), "原因")


def test_what_is_done_is_reported_with_its_proof(year: Year) -> None:
    key = reported(year, HEAD)
    sheet = seen(year, key)
    assert (sheet.state, sheet.reported_by, sheet.reported_on) == (
        RectificationState.REPORTED,
        HEAD,
        dt.date(2026, 12, 28),
    )
    assert (sheet.result, sheet.progress_bp) == ("验收资料已补齐归档", 10000)
    assert sheet.notes[-1].step is RectificationStep.REPORT
    assert [one.file_name for one in sheet.files] == ["验收资料.pdf"]


def test_without_proof_the_reason_is_written_and_stays_with_the_result(year: Year) -> None:
    key = registered(year)
    with pytest.raises(Refused, match="还没有上传佐证材料") as no:
        year.office.do(CLERK, rectifications.report, key, "制度已修订")
    assert no.value.field == "无佐证原因"
    year.office.do(CLERK, rectifications.report, key, "制度已修订", "修订稿尚未印发")
    assert seen(year, key).result == "制度已修订\n无佐证材料：修订稿尚未印发"


def test_papers_that_show_the_problem_do_not_prove_its_end(year: Year) -> None:
    key = year.office.do(CLERK, rectifications.register, entry(year), (file("审计报告.pdf"), file("附表.pdf")))
    assert (seen(year, key).papers, seen(year, key).proofs) == (2, 0)
    with pytest.raises(Refused, match=r"登记或退回以前的 2 件材料不作为完成的佐证，还没有上传佐证材料") as no:
        year.office.do(CLERK, rectifications.report, key, "已补齐")
    assert (no.value.article, no.value.field) == ("第十三条", "无佐证原因")
    year.office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf"))
    assert seen(year, key).proofs == 1
    year.office.do(CLERK, rectifications.report, key, "已补齐")
    assert seen(year, key).result == "已补齐"


def test_what_was_not_enough_does_not_prove_the_end_a_second_time(year: Year) -> None:
    key = reported(year)
    year.office.do(HEAD, rectifications.reject, key, "缺第三份验收单")
    assert seen(year, key).proofs == 0
    with pytest.raises(Refused, match="以前的 1 件材料不作为完成的佐证"):
        year.office.do(CLERK, rectifications.report, key, "已补齐")
    reported_again(year, key, "已补齐")
    assert (seen(year, key).proofs, seen(year, key).state) == (1, RectificationState.REPORTED)


def test_a_problem_without_a_measure_is_not_reported_as_done(year: Year) -> None:
    key = registered(year, measure="")
    with pytest.raises(Refused, match="还没有写明整改措施"):
        year.office.do(CLERK, rectifications.report, key, "已补齐", "无")


def test_proofs_are_added_while_it_is_open_only(year: Year) -> None:
    key = reported(year)
    with pytest.raises(Refused, match="请先退回整改"):
        year.office.do(CLERK, rectifications.attach_file, key, file("又一份.pdf"))
    with pytest.raises(Forbidden):
        year.office.do(STRANGER, rectifications.attach_file, registered(year), file("他科.pdf"))


def lose_the_files(year: Year) -> None:
    """Somebody cleans up beside the ledger."""
    for path in attachments_folder(year.office.ledger.path).rglob("*"):
        if path.is_file():
            path.unlink()


def test_a_proof_that_is_gone_bars_report_and_confirmation(year: Year) -> None:
    key = reported(year)
    again = registered(year)
    year.office.do(CLERK, rectifications.attach_file, again, file("佐证.pdf"))
    lose_the_files(year)
    with pytest.raises(Refused, match=r"“验收资料\.pdf”已丢失"):
        year.office.do(LEADER, rectifications.confirm, key, "同意销号")
    with pytest.raises(Refused, match=r"“佐证\.pdf”已丢失"):
        year.office.do(CLERK, rectifications.report, again, "已完成")


def test_what_was_rejected_is_no_result_any_more_on_page_form_and_ledger(year: Year) -> None:
    office, key = year.office, registered(year)
    office.do(CLERK, rectifications.report, key, "采购准备完成", "资料在外单位")
    office.do(HEAD, rectifications.reject, key, "还没有采购")
    sheet = seen(year, key)
    assert (sheet.result, sheet.rejected, sheet.reported_by) == ("", "采购准备完成", "")
    assert [note.text for note in sheet.notes] == ["采购准备完成\n无佐证材料：资料在外单位", "还没有采购"]
    assert office.ask(CLERK, rectification_paper.blanks, key, Imprint(office="示例")).result == ""
    assert ledger_says(year) == "退回整改：还没有采购"
    office.do(CLERK, rectifications.progress, key, "已签订合同", 5000)
    assert ledger_says(year) == "已签订合同"
    reported_again(year, key, "设备已安装")
    again = seen(year, key)
    assert (again.result, again.rejected, ledger_says(year)) == ("设备已安装", "", "设备已安装")


def ledger_says(year: Year) -> str:
    """The progress of the only problem as the 整改台账 has it."""
    (line,) = year.office.ask(CLERK, rectification_list.ledger, PageRequest(), None, "全部").lines
    return line.progress


def test_a_rejected_report_opens_the_problem_again_with_the_reason(year: Year) -> None:
    key = reported(year)
    year.office.do(HEAD, rectifications.reject, key, "缺第三份验收单", seen(year, key).version)
    sheet = seen(year, key)
    assert (sheet.state, sheet.reported_by, sheet.reported_on) == (RectificationState.OPEN, "", None)
    assert (sheet.notes[-1].step, sheet.notes[-1].text) == (RectificationStep.REJECTION, "缺第三份验收单")
    assert sheet.progress_bp is None
    with pytest.raises(Invalid, match="请写明原因"):
        year.office.do(HEAD, rectifications.reject, reported(year), " ")


def test_the_end_is_confirmed_by_another_person_with_an_opinion_and_is_one_signed_line(year: Year) -> None:
    key = reported(year)
    for who in (CLERK, STRANGER, AUDITOR):
        with pytest.raises(Forbidden):
            year.office.do(who, rectifications.confirm, key, "同意")
    with pytest.raises(Invalid, match="请写明确认意见"):
        year.office.do(LEADER, rectifications.confirm, key, " ")
    before = seen(year, key).version
    year.office.do(LEADER, rectifications.confirm, key, "整改到位，同意销号。", before)
    sheet = seen(year, key)
    assert (sheet.state, sheet.closed_by, sheet.closed_on) == (
        RectificationState.CLOSED,
        LEADER,
        dt.date(2026, 12, 28),
    )
    assert (sheet.closing_opinion, sheet.progress_bp, sheet.offers) == ("整改到位，同意销号。", 10000, ())
    line = year.office.ask(
        LEADER, lambda desk: desk.session.query(AuditLine).order_by(AuditLine.id.desc()).limit(1).one()
    )
    assert (line.verb, line.person_id) == ("rectifications.confirm", person_id(year, LEADER))
    assert line.signature


def test_whoever_reported_it_does_not_confirm_it_though_a_head(year: Year) -> None:
    key = reported(year, HEAD)
    with pytest.raises(Forbidden, match="您是这项整改的报告人"):
        year.office.do(HEAD, rectifications.confirm, key, "同意")


def test_a_head_who_hands_the_problem_over_does_not_confirm_it_himself(year: Year) -> None:
    key = registered(year, person_id=person_id(year, HEAD))
    year.office.do(HEAD, rectifications.measure, key, "逐项补齐", person_id(year, CLERK))
    note = seen(year, key).notes[-1]
    assert (note.step, note.text) == (RectificationStep.HANDOVER, f"责任人由{HEAD}改为{CLERK}。")
    year.office.do(CLERK, rectifications.measure, key, "逐项补齐，按月核对", person_id(year, CLERK))
    assert len(seen(year, key).notes) == 1
    year.office.do(CLERK, rectifications.report, key, "已补齐", "资料涉密")
    with pytest.raises(Forbidden, match="您曾是这项整改的责任人或报告人"):
        year.office.do(HEAD, rectifications.confirm, key, "同意")
    year.office.do(LEADER, rectifications.confirm, key, "同意销号")
    assert seen(year, key).closed_by == LEADER
    assert verification.verify(year.office.ledger.path).breaks == ()


def test_a_head_whose_report_was_rejected_does_not_confirm_that_of_somebody_else(year: Year) -> None:
    key = reported(year, HEAD)
    year.office.do(LEADER, rectifications.reject, key, "缺一份")
    reported_again(year, key, "已补齐")
    with pytest.raises(Forbidden, match="您曾是这项整改的责任人或报告人"):
        year.office.do(HEAD, rectifications.confirm, key, "同意")


def test_what_the_confirming_hand_did_not_see_is_not_confirmed(year: Year) -> None:
    key = reported(year)
    before = seen(year, key).version
    year.office.do(HEAD, rectifications.reject, key, "再补一份")
    reported_again(year, key, "又补了一份")
    with pytest.raises(Stale):
        year.office.do(LEADER, rectifications.confirm, key, "同意", before)


def test_a_problem_registered_by_mistake_is_voided_with_the_reason_and_keeps_its_number(year: Year) -> None:
    key = registered(year)
    for who in (CLERK, HEAD):  # the division that has to put it right does not do away with it
        with pytest.raises(Forbidden):
            year.office.do(who, rectifications.void, key, "重复登记")
    year.office.do(
        LEADER,
        rectifications.void,
        key,
        "重复登记：与另一项相同，第三季度验收资料不全已在前一项登记，不再单列一项整改事项处理",
    )
    sheet = seen(year, key)
    assert (sheet.state, sheet.number) == (RectificationState.VOID, "ZG-2026-0001")
    assert sheet.void_reason.startswith("重复登记")
    with pytest.raises(Refused, match="已作废"):
        year.office.do(CLERK, rectifications.progress, key, "继续", 100)


def test_an_honest_rectification_passes_the_verification_of_the_ledger(year: Year) -> None:
    key = closed(year)
    year.office.do(HEAD, rectifications.extend, registered(year), dt.date(2027, 9, 30), "等待招标")
    assert seen(year, key).state is RectificationState.CLOSED
    report = verification.verify(year.office.ledger.path)
    assert report.breaks == ()


def test_a_source_in_the_ledger_is_of_the_same_project_year(year: Year) -> None:
    evaluation = year.approved()
    year.office.clock.on(dt.date(2027, 1, 10))
    year.office.do(
        CLERK,
        rectifications.register,
        entry(year, source=ProblemSource.SELF_EVALUATION, source_id=evaluation, source_document=""),
    )
    with pytest.raises(Refused, match="不是这个项目年度的"):
        registered(year, year=2027, source=ProblemSource.SELF_EVALUATION, source_id=evaluation)


@pytest.mark.parametrize(("verb", "named"), [("progress", LEADER), ("confirm", HEAD)])
def test_an_end_that_the_person_named_did_not_confirm_is_found_by_the_verification(
    year: Year, verb: str, named: str
) -> None:
    """Somebody with a key of his own, and with tools of his own, writes it closed in another's name."""
    key = reported(year)
    confirmed_by = year.office.seats[named].person_id

    def forge(uow: UnitOfWork) -> Done:
        row = uow.get(Rectification, key)
        row.state, row.closed_by_id, row.closed_on = RectificationState.CLOSED, confirmed_by, uow.today
        uow.record(f"rectifications.{verb}", SubjectKind.RECTIFICATION, key, "进展")
        return Done("", Changed.RECTIFICATION, key)

    year.office.do(LEADER, forge)
    assert any("不是由所列确认人确认的" in one.sentence for one in verification.verify(year.office.ledger.path).breaks)
