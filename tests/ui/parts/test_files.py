from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fundapp import places
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.parts import printing
from fundapp.ui.parts.attachments import Attached, Attachments, size_text
from fundapp.ui.parts.draft import DraftBox
from fundapp.ui.parts.paper_sheets import Paper
from fundapp.ui.parts.paper_view import PaperView

Show = Callable[[QWidget], QWidget]
A4 = (595.0, 842.0)


def pdf(pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for _ in range(pages):
        canvas.rect(0, 0, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


# -- paper ---------------------------------------------------------------------------------------------------------


def test_a_page_is_shown_fitted_to_the_width_with_its_number(shown: Show) -> None:
    view = PaperView()
    view.resize(600, 500)
    shown(view)
    view.show_pdf(pdf(2), "表.pdf")
    assert (view.page(), view.pages()) == (1, 2)
    at_600 = view.zoom()
    view.resize(900, 500)
    assert view.zoom() > at_600
    view.set_zoom(1.0)
    view.resize(600, 500)
    assert view.zoom() == 1.0, "a chosen zoom stays"


def test_ctrl_and_the_wheel_zoom_and_the_wheel_alone_turns_pages(qtbot: QtBot, shown: Show) -> None:
    view = PaperView()
    view.resize(600, 500)
    shown(view)
    view.show_pdf(pdf(2), "表.pdf")
    view.set_zoom(1.0)

    def wheel(turn: int, keys: Qt.KeyboardModifier) -> None:
        event = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view._sheets.viewport(), event)

    wheel(120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 1.25
    wheel(-120, Qt.KeyboardModifier.ControlModifier)
    wheel(-120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 0.9
    wheel(-120, Qt.KeyboardModifier.NoModifier)
    assert view.zoom() == 0.9
    assert view._sheets.verticalScrollBar().value() > 0


def test_every_page_is_reached_by_keys(qtbot: QtBot, shown: Show) -> None:
    view = PaperView()
    view.resize(600, 500)
    shown(view)
    view.show_pdf(pdf(3), "表.pdf")
    QTest.keyClick(view._sheets, Qt.Key.Key_End)
    assert view.page() == 3
    QTest.keyClick(view._sheets, Qt.Key.Key_Home)
    assert view.page() == 1
    QTest.keyClick(view._sheets, Qt.Key.Key_PageDown)
    assert view._sheets.verticalScrollBar().value() > 0
    QTest.keyClick(view._sheets, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = view.zoom()
    QTest.keyClick(view._sheets, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() < larger


def test_the_same_form_shown_again_keeps_the_place_in_it(shown: Show) -> None:
    view = PaperView()
    view.resize(600, 500)
    shown(view)
    view.show_pdf(pdf(3), "表.pdf")
    view.go_to_page(2)
    view.show_pdf(pdf(3), "表.pdf")
    assert view.page() == 2
    view.show_pdf(pdf(1), "另一表.pdf")
    assert view.page() == 1


def test_a_page_is_drawn_with_the_screens_own_dots() -> None:
    paper = Paper(pdf())
    image = paper.draw(0, 2.0)
    assert (image.width(), image.height()) == (1190, 1684)
    assert image.pixelColor(100, 1684 - 100).lightness() == 0, "the black square at the lower left"
    assert image.pixelColor(600, 100).lightness() == 255
    paper.close()


def test_bytes_that_are_no_pdf_are_said_to_be_none(shown: Show) -> None:
    view = PaperView()
    shown(view)
    view.show_pdf(b"not a pdf", "表.pdf")
    assert view.pages() == 0
    assert view._empty.text() == "这份文件不是可以显示的 PDF。"
    assert not view._save.isEnabled()


def test_what_is_saved_are_the_very_bytes_that_are_shown(qtbot: QtBot, shown: Show, tmp_path: Path) -> None:
    view = PaperView()
    shown(view)
    data = pdf()
    view.show_pdf(data, "ZF-2026-0042.pdf")
    with notices.captured(Answer(files=(tmp_path / "审批表",))) as seen, qtbot.waitSignal(view.saved):
        view.save_as()
    assert seen[0].hint.endswith("ZF-2026-0042.pdf")
    assert (tmp_path / "审批表.pdf").read_bytes() == data
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["审批表.pdf"]


def test_a_folder_that_cannot_be_written_is_named(shown: Show, tmp_path: Path) -> None:
    view = PaperView()
    shown(view)
    view.show_pdf(pdf(), "表.pdf")
    with notices.captured(Answer(files=(tmp_path / "没有" / "表.pdf",))) as seen:
        view.save_as()
    assert "没有存下来" in seen[1].title
    assert "表.pdf" in seen[1].text


def test_printing_gives_a4_in_the_direction_of_the_form_without_shrinking(tmp_path: Path) -> None:
    paper = Paper(pdf(2, (842.0, 595.0)))
    printer = printing.prepare(paper, "台账.pdf")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert printing.print_pages(printer, paper)
    printed = Paper((tmp_path / "out.pdf").read_bytes())
    assert len(printed.sizes) == 2
    assert printed.sizes[0] == pytest.approx((842, 595), abs=1)
    image: QImage = printed.draw(0, 1.0)
    assert image.pixelColor(50, 595 - 50).lightness() < 20
    assert image.pixelColor(130, 595 - 50).lightness() > 240, "the square is still 100 points wide"


# -- attachments ---------------------------------------------------------------------------------------------------


def texts(box: QWidget) -> set[str]:
    QApplication.processEvents()  # Qt shows what is added to a visible window a moment later
    kinds: list[QLabel | QPushButton] = [*box.findChildren(QLabel), *box.findChildren(QPushButton)]
    return {part.text() for part in kinds if part.isVisible() and part.text()}


def test_a_missing_file_is_said_loudly_and_cannot_be_opened(shown: Show) -> None:
    box = Attachments()
    shown(box)
    box.show_files([Attached(1, "发票.ofd", "发票", 2_345_678, present=False), Attached(2, "合同.pdf")])
    assert "文件缺失" in texts(box)
    assert box.alarm() == "1 个附件文件缺失或被改动：发票.ofd。请从备份恢复，或联系管理员。"
    assert not next(tool for tool in box.findChildren(QPushButton) if tool.accessibleName() == "发票.ofd").isEnabled()
    box.show_files([Attached(1, "发票.ofd")])
    assert box.alarm() == ""


def test_files_are_added_by_the_button(qtbot: QtBot, shown: Show, tmp_path: Path) -> None:
    box = Attachments()
    shown(box)
    chosen = (tmp_path / "a.pdf", tmp_path / "b.pdf")
    with notices.captured(Answer(files=chosen)), qtbot.waitSignal(box.added) as told:
        box.choose()
    assert told.args == [list(chosen)]
    with notices.captured(), qtbot.assertNotEmitted(box.added):
        box.choose()


def test_files_are_added_by_dropping_folders_are_not(qtbot: QtBot, shown: Show, tmp_path: Path) -> None:
    box = Attachments()
    shown(box)
    file = tmp_path / "考核表.pdf"
    file.write_bytes(b"x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(box.added) as told:
        box.dropEvent(event)
    assert told.args == [[file]]


def test_a_submitted_document_takes_and_gives_no_files(shown: Show) -> None:
    box = Attachments(editable=False)
    shown(box)
    box.show_files([Attached(1, "合同.pdf", removable=True)])
    assert not box.acceptDrops()
    assert "添加附件…" not in texts(box)
    tools = {tool.accessibleName() for tool in box.findChildren(QPushButton) if tool.isVisible()}
    assert tools == {"合同.pdf"}, "nothing to add, nothing to take away"


def test_opening_and_removing_tell_which_file(qtbot: QtBot, shown: Show) -> None:
    box = Attachments()
    shown(box)
    box.show_files([Attached(7, "合同.pdf", removable=True)])
    with qtbot.waitSignal(box.opened) as opened:
        next(tool for tool in box.findChildren(QPushButton) if tool.accessibleName() == "合同.pdf").click()
    with qtbot.waitSignal(box.removed) as removed:
        next(tool for tool in box.findChildren(QPushButton) if tool.accessibleName() == "移除 合同.pdf").click()
    assert (opened.args, removed.args) == ([7], [7])


def test_what_is_still_demanded_is_named(shown: Show) -> None:
    box = Attachments()
    shown(box)
    box.show_demanded(["季度考核表", "进度确认单"])
    assert "还缺：季度考核表、进度确认单" in texts(box)
    box.show_demanded([])
    assert not any(text.startswith("还缺") for text in texts(box))


@pytest.mark.parametrize(
    ("size", "text"), [(812, "812 B"), (34_816, "34 KB"), (1_258_291, "1.2 MB"), (52_428_800, "50.0 MB")]
)
def test_sizes_read_as_people_say_them(size: int, text: str) -> None:
    assert size_text(size) == text


# -- drafts --------------------------------------------------------------------------------------------------------

TYPED = {"amount": "37.5万x", "note": "第一行\n第二行"}


def test_a_draft_is_kept_a_moment_after_typing_and_offered_after_a_crash(qtbot: QtBot) -> None:
    box = DraftBox("账套/3/payment/new", lambda: TYPED)
    box._timer.setInterval(5)
    with qtbot.waitSignal(box.saved):
        box.touch()
        box.touch()
    again = DraftBox("账套/3/payment/new", dict).offered()
    assert again is not None
    assert again.raw == TYPED, "nonsense too: nothing typed is lost"


def test_every_record_person_and_ledger_has_its_own_draft() -> None:
    DraftBox("账套/3/payment/new", lambda: TYPED).keep()
    assert DraftBox("账套/4/payment/new", dict).offered() is None
    assert DraftBox("账套/3/payment/7", dict).offered() is None


def test_a_draft_is_gone_once_it_is_stored(qtbot: QtBot) -> None:
    box = DraftBox("k", lambda: TYPED)
    box.keep()
    box.touch()
    box.discard()
    assert box.offered() is None
    assert not box.waiting(), "a late autosave must not bring it back"
    box.discard()


def test_leaving_keeps_what_is_waiting() -> None:
    box = DraftBox("k", lambda: TYPED)
    box.touch()
    box.stop()
    assert DraftBox("k", dict).offered() is not None


def test_an_unreadable_draft_is_no_draft_and_a_half_written_one_never_replaces_a_whole_one() -> None:
    box = DraftBox("k", lambda: TYPED)
    box.keep()
    path = next((places.settings_folder() / "drafts").glob("*.json"))
    assert json.loads(path.read_text(encoding="utf-8"))["raw"] == TYPED
    assert not list(path.parent.glob("*.part"))
    for broken in ("{", "[]", '{"raw": 1, "saved_at": "x"}', '{"raw": {}, "saved_at": "x"}'):
        path.write_text(broken, encoding="utf-8")
        assert box.offered() is None


def test_a_draft_that_cannot_be_kept_says_so_and_typing_goes_on(qtbot: QtBot) -> None:
    places.settings_folder().mkdir(parents=True)
    (places.settings_folder() / "drafts").write_text("in the way", encoding="utf-8")
    box = DraftBox("k", lambda: TYPED)
    with qtbot.waitSignal(box.failed) as told:
        box.keep()
    assert "请尽快保存" in told.args[0]
