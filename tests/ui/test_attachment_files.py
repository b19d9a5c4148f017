from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from fundapp.errors import Invalid, NotFound
from fundapp.services import attachments
from fundapp.ui import attachment_files
from fundapp.ui.attachment_files import KindDialog, guess_kind, read_file
from fundapp.values.choices import AttachmentKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("3月发票.pdf", AttachmentKind.INVOICE),
        ("电子票据0012.ofd", AttachmentKind.INVOICE),
        ("账户变更函.pdf", AttachmentKind.ACCOUNT_LETTER),
        ("银行回单.jpg", AttachmentKind.VOUCHER),
        ("二季度考核表.xls", AttachmentKind.ASSESSMENT),
        ("终验报告.pdf", AttachmentKind.ACCEPTANCE),
        ("运维合同.docx", AttachmentKind.CONTRACT),
        ("关于下达补助的通知.pdf", AttachmentKind.BASIS),
        ("IMG_0021.jpg", AttachmentKind.OTHER),
    ],
)
def test_what_a_file_is_can_be_guessed_from_its_name(name: str, kind: AttachmentKind) -> None:
    assert guess_kind(name) is kind


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="读不到文件“发票"):
        read_file(tmp_path / "发票.pdf", AttachmentKind.INVOICE)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment_files, "MAX_BYTES", 4)
    path = tmp_path / "大文件.pdf"
    path.write_bytes(b"12345")
    with pytest.raises(Invalid, match="50 MB"):
        read_file(path, AttachmentKind.OTHER)
    assert attachments.MAX_BYTES == 50 * 1024 * 1024


def test_a_name_that_another_system_forbids_is_made_harmless() -> None:
    path = attachment_files._unpack('../合同:"终稿".pdf ', b"x")
    assert path.name == "_合同__终稿_.pdf"
    assert path.read_bytes() == b"x"
    assert attachment_files._unpack("...", b"x").name == "附件"


def test_kinds_are_asked_for_every_file_and_enter_takes_the_guesses(tmp_path: Path) -> None:
    taken: list[tuple[tuple[Path, AttachmentKind], ...]] = []
    paths = (tmp_path / "发票.pdf", tmp_path / "扫描0001.jpg", tmp_path / "x.jpg")
    dialog = KindDialog(paths, taken.append, fallback=AttachmentKind.ACCEPTANCE)
    dialog.press_main()
    kinds = (AttachmentKind.INVOICE, AttachmentKind.SIGNED_PAPER, AttachmentKind.ACCEPTANCE)
    assert taken == [tuple(zip(paths, kinds, strict=True))]


def test_where_a_kind_is_given_it_is_proposed_whatever_the_name_says_with_a_sentence_of_its_own(tmp_path: Path) -> None:
    taken: list[tuple[tuple[Path, AttachmentKind], ...]] = []
    path = tmp_path / "发票.pdf"
    dialog = KindDialog((path,), taken.append, fallback=AttachmentKind.RECTIFICATION, guess=False, hint="整改的佐证。")
    assert [one.text() for one in dialog.findChildren(QLabel)].count("整改的佐证。") == 1
    dialog.press_main()
    assert taken == [((path, AttachmentKind.RECTIFICATION),)]


def test_backing_out_takes_nothing(tmp_path: Path) -> None:
    taken: list[tuple[tuple[Path, AttachmentKind], ...]] = []
    dialog = KindDialog((tmp_path / "发票.pdf",), taken.append)
    dialog.reject()
    assert taken == []
