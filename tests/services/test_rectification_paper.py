"""The notice is issued when it is registered, the closed problem again, the 整改台账 printed and exported."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from fundapp.errors import Refused, Unwritable
from fundapp.forms.imprint import Imprint
from fundapp.forms.rectification_form import RectificationBlanks
from fundapp.models import AuditLine
from fundapp.services import printing, rectification_list, rectification_paper, rectifications, verification
from fundapp.services.desk import Desk
from fundapp.services.paging import PageRequest
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind
from tests.forms.reading import pages
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, Year, file
from tests.services.rectifying import closed, entry, registered, reported_again

KIND = FormKind.RECTIFICATION


def blanks(year: Year, key: int) -> RectificationBlanks:
    """The form's blanks."""
    return year.office.ask(CLERK, rectification_paper.blanks, key, Imprint(office="示例"))


def test_the_notice_shows_the_problem_and_an_open_hand(year: Year) -> None:
    found = blanks(year, registered(year))
    assert (found.number, found.project, found.year) == ("ZG-2026-0001", "政务云服务项目", 2026)
    assert (found.source, found.problem) == ("审计 示例审报〔2026〕3号", "第三季度验收资料不全")
    assert (found.notes, found.evidence, found.extended) == ((), (), 0)
    assert (found.problem_type, found.amount, found.basis, found.leader) == ("资料档案", None, "", LEADER)
    assert (found.confirmer.name, found.confirmer.signed_at, found.reported_on) == ("", None, None)


def test_a_paper_that_was_registered_with_the_problem_is_marked_and_is_no_proof_in_the_ledger(year: Year) -> None:
    key = year.office.do(CLERK, rectifications.register, entry(year), (file("审计报告.pdf"),))
    year.office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf", AttachmentKind.ACCEPTANCE))
    assert blanks(year, key).evidence == ("审计报告.pdf（登记时附）", "验收资料.pdf")
    found = year.office.ask(CLERK, rectification_list.ledger, PageRequest(), None, "全部")
    assert [line.evidence for line in found.lines] == [1]


def test_the_feedback_shows_every_step_and_the_hand_that_confirmed(year: Year) -> None:
    key = registered(year)
    office = year.office
    office.do(CLERK, rectifications.progress, key, "已找回两份", 5000)
    office.do(HEAD, rectifications.extend, key, dt.date(2027, 6, 30), "等待外单位")
    office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf", AttachmentKind.ACCEPTANCE))
    office.do(CLERK, rectifications.report, key, "已补齐")
    office.do(HEAD, rectifications.reject, key, "缺一份")
    reported_again(year, key, "已全部补齐")
    office.do(LEADER, rectifications.confirm, key, "同意销号")
    found = blanks(year, key)
    assert [(note.step, note.person) for note in found.notes] == [
        ("进展", CLERK),
        ("延期", HEAD),
        ("报告完成", CLERK),
        ("退回整改", HEAD),
        ("报告完成", CLERK),
        ("确认销号", LEADER),
    ]
    assert (found.result, found.evidence, found.extended) == (
        "已全部补齐",
        ("验收资料.pdf", "补充资料.pdf"),
        1,
    )
    assert (found.confirmer.opinion, found.confirmer.name) == ("同意销号", LEADER)
    assert found.confirmer.signed_at == found.notes[-1].at
    assert found.notes[-1].at.hour == 10  # office time
    assert (found.reporter, found.reported_on) == (CLERK, dt.date(2026, 12, 28))


def test_the_notice_is_issued_as_soon_as_the_problem_is_registered(year: Year) -> None:
    key = registered(year)
    assert "草稿" in pages(year.office.ask(CLERK, printing.preview, KIND, key))[0]
    assert year.office.ask(CLERK, printing.why_not, KIND, key) == ""
    issued = year.office.do(CLERK, printing.issue, KIND, key)
    (page,) = pages(year.office.ask(CLERK, printing.issued_pdf, issued))
    code = year.office.ask(CLERK, printing.issued_row, issued).code
    assert f"核验码{code}" in page
    assert "草稿" not in page
    assert page.count("ZG-2026-0001") == 1
    assert verification.verify(year.office.ledger.path).breaks == ()


def test_after_more_time_and_at_the_end_it_is_issued_again_and_every_issue_stays_in_the_register(year: Year) -> None:
    office, key = year.office, registered(year)
    first = office.do(CLERK, printing.issue, KIND, key)
    office.do(HEAD, rectifications.extend, key, dt.date(2027, 6, 30), "等待外单位")
    assert not office.ask(CLERK, printing.issued_row, first).current
    second = office.do(CLERK, printing.issue, KIND, key)
    office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf", AttachmentKind.ACCEPTANCE))
    office.do(CLERK, rectifications.report, key, "已补齐")
    office.do(LEADER, rectifications.confirm, key, "同意销号")
    third = office.do(CLERK, printing.issue, KIND, key)
    found = [office.ask(CLERK, printing.issued_row, one) for one in (first, second, third)]
    assert [row.current for row in found] == [False, False, True]
    assert len({row.code for row in found}) == 3
    papers = ["".join(pages(office.ask(CLERK, printing.issued_pdf, one))) for one in (first, second, third)]
    assert ["2027年6月30日前" in paper for paper in papers] == [False, True, True]
    assert ["同意销号" in paper for paper in papers] == [False, False, True]
    assert verification.verify(office.ledger.path).breaks == ()


def test_a_void_problem_is_not_issued_and_its_notice_counts_no_more(year: Year) -> None:
    key = registered(year)
    year.office.do(CLERK, printing.issue, KIND, key)
    year.office.do(LEADER, rectifications.void, key, "重复登记")
    assert "已作废" in year.office.ask(CLERK, printing.why_not, KIND, key)
    assert year.office.ask(CLERK, printing.latest, KIND, key) is None
    with pytest.raises(Refused, match="已作废") as no:
        year.office.do(CLERK, printing.issue, KIND, key)
    assert no.value.article == "第十三条"
    assert "另行登记" in no.value.remedy


def test_a_closed_problem_is_issued_with_number_and_code_and_verifies(year: Year) -> None:
    key = closed(year)
    issued = year.office.do(CLERK, printing.issue, KIND, key)
    row = year.office.ask(CLERK, printing.issued_row, issued)
    assert (row.number, row.current) == ("ZG-2026-0001", True)
    assert row.code.replace("-", "") in pages(year.office.ask(CLERK, printing.issued_pdf, issued))[0].replace("-", "")
    assert verification.verify(year.office.ledger.path).breaks == ()


def test_the_printed_ledger_has_what_the_filters_leave(year: Year) -> None:
    registered(year)
    closed(year)
    open_only = PageRequest(filters=(("state", "open"),))
    (page,) = pages(year.office.ask(CLERK, rectification_paper.ledger_pdf, open_only, 2026, "2026 年度，整改中"))
    assert "ZG-2026-0001" in page
    assert "ZG-2026-0002" not in page
    assert "范围：2026年度，整改中" in page
    assert "草稿" not in page


def test_an_exported_ledger_is_a_file_and_an_audit_line(year: Year, tmp_path: Path) -> None:
    registered(year)
    closed(year)
    path = tmp_path / "整改台账.xlsx"
    year.office.do(AUDITOR, rectification_paper.export, path, PageRequest(), 2026, "2026 年度")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["ZG-2026-0001", "ZG-2026-0002"]
    assert last_line(year) == "导出整改台账 2 项（2026 年度）到 整改台账.xlsx"


def last_line(year: Year) -> str:
    """What the newest audit line says."""

    def ask(desk: Desk) -> str:
        return desk.session.query(AuditLine).order_by(AuditLine.id.desc()).limit(1).one().summary

    return year.office.ask(CLERK, ask)


def test_an_export_that_failed_leaves_no_line(year: Year, tmp_path: Path) -> None:
    before = last_line(year)
    with pytest.raises(Unwritable):
        year.office.do(
            CLERK, rectification_paper.export, tmp_path / "没有" / "台账.xlsx", PageRequest(), 2026, "2026 年度"
        )
    assert last_line(year) == before


def test_the_ledger_does_not_stop_at_a_page_of_the_list(year: Year) -> None:
    for _ in range(3):
        registered(year)
    (page,) = pages(
        year.office.ask(CLERK, rectification_paper.ledger_pdf, replace(PageRequest(), limit=2), None, "全部年度")
    )
    assert "ZG-2026-0003" in page
