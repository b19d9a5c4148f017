"""The page of a problem: its form, its proofs, and where its words stand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from fundapp.services import printing, rectifications
from fundapp.ui.attachment_files import KindDialog
from fundapp.ui.paper.page import PaperPage
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind
from tests.services.evaluation_year import CLERK, LEADER, Year
from tests.services.rectifying import registered, seen
from tests.ui.rectifications.handling import opened


def test_the_notice_can_be_issued_before_the_end_and_again_after_a_change(year: Year) -> None:
    key = registered(year)
    page, told = opened(year, key)
    page.buttons.button("print").click()
    (paper,) = told.pushed
    assert isinstance(paper, PaperPage)
    paper.refresh(None)
    assert paper.paper.pages() == 1
    assert paper.issue_button.isEnabled()
    assert paper.note().startswith("可以出具：登记后作为整改通知")
    assert "登记之后就可以" in paper.help()
    year.office.do(CLERK, printing.issue, FormKind.RECTIFICATION, key)
    paper.refresh(None)
    assert paper.badge.text() == "正式表单"
    year.office.do(CLERK, rectifications.progress, key, "已找回两份", 5000)
    paper.refresh(None)
    assert paper.note().startswith("ZG-2026-0001 出具之后又有新的办理情况")
    assert paper.issue_button.isEnabled()
    paper.leave()


def test_a_void_problem_has_a_preview_alone(year: Year) -> None:
    key = registered(year)
    year.office.do(LEADER, rectifications.void, key, "重复登记")
    page, told = opened(year, key)
    assert page.buttons.button("print").text() == "预览表单"
    page.buttons.button("print").click()
    (paper,) = told.pushed
    assert isinstance(paper, PaperPage)
    paper.refresh(None)
    assert not paper.issue_button.isEnabled()
    assert "已作废" in paper.note()
    paper.leave()


def test_proofs_are_asked_for_as_proofs_and_not_for_submission(year: Year, tmp_path: Path) -> None:
    page, _ = opened(year, registered(year))
    scan = tmp_path / "验收资料.pdf"
    scan.write_bytes(b"%PDF-1.4 sample")
    page.files.files.added.emit([scan])
    (dialog,) = page.findChildren(KindDialog)
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert not any("送审" in text for text in said)
    assert any("完成整改的佐证" in text for text in said)
    dialog.press_main()
    assert [one.kind for one in seen(year, 1).files] == [AttachmentKind.RECTIFICATION]


def test_captions_stand_at_the_top_of_long_texts(year: Year) -> None:
    page, _ = opened(year, registered(year, problem="设备台账与实物不符。" * 60))
    page.resize(911, 512)
    page.show()
    places = {shown.text(): shown.geometry() for shown in page.findChildren(QLabel)}
    caption, text = places["存在问题"], places["设备台账与实物不符。" * 60]
    assert text.height() > 100
    assert abs(caption.top() - text.top()) <= 2
    assert caption.height() < 40  # it does not fill the row, where its word would stand in the middle
