"""Backups at the left, verification of the ledger at the right."""

from __future__ import annotations

from enum import Flag
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.errors import Cancelled, FundError
from fundapp.services import backups, why_not
from fundapp.services.backups import BackupRow
from fundapp.services.done import Changed
from fundapp.services.verification import Break, Report, verify
from fundapp.ui import notices
from fundapp.ui.parts.attachments import size_text
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, badge_column, text_column
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import Scroll, page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.runner import Progress
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone

_BREAKS = 160
"""The list of what is broken is never lower than this; the card scrolls instead."""


class BackupPage(Page):
    """What is kept, how to keep more, how to go back, and whether all of it is whole."""

    watches = Changed.BACKUP

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table: Table[BackupRow] = Table(
            "backups",
            _columns(),
            session.runner,
            row_key=lambda row: row.path,
            empty="还没有备份",
            searchable=False,
        )
        self.now = button("立即备份", lambda: self.back_up(None), look="primary", icon="backup")
        self.other = button("备份到…", self.back_up_elsewhere)
        self.check_button = button("检查", self.check)
        self.restore_button = button("恢复…", self.restore, look="danger")
        self.last = label("", "second", wrap=True)
        self.verify_button = button("校验账套", self.verify, look="primary", icon="shield_checkmark")
        self.verdict = Badge()
        self.summary = label(
            "还没有校验过。校验会从头核对每一条留痕、每一个签字和每一笔金额，不改动账套。", "second", wrap=True
        )
        self._sections = QGridLayout()
        self._sections.setHorizontalSpacing(12)
        self._sections.setVerticalSpacing(8)
        self._sections.setColumnStretch(1, 1)
        self.breaks: Table[Break] = Table(
            "breaks", _break_columns(), session.runner, row_key=lambda row: (row.where, row.sentence), searchable=False
        )
        self._lay_out()
        self.table.selected.connect(lambda _row: self._offer())

    def _lay_out(self) -> None:
        kept = Card("备份", margin=0)
        for tool in (self.restore_button, self.check_button, self.other, self.now):
            kept.add_aside(tool)
        self.last.setContentsMargins(16, 0, 16, 8)
        kept.body.setSpacing(4)
        kept.body.addWidget(self.last)
        kept.body.addWidget(self.table, 1)
        proof = Card("校验")
        proof.add_aside(self.verdict)
        proof.add_aside(self.verify_button)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addLayout(self._sections)
        column.addWidget(self.breaks, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.breaks.setMinimumHeight(_BREAKS)
        self.breaks.hide()
        proof.body.addWidget(Scroll(found), 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(kept, 5)
        row.addWidget(proof, 4)
        holder = QVBoxLayout()
        holder.addLayout(row)
        page_column(self, scroll=False).addLayout(holder, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "程序在启动和退出时自动备份（有改动才备份），每份都立即检查。请定期用“备份到…”把备份存到另一块磁盘或移动硬盘。"
            "“恢复”由管理员办理：先保留现在的账套文件，再用备份替换，然后重新登录。"
            "“校验账套”从头核对留痕、签字、数据、金额、附件和已出具的表单，发现的问题逐条列出；可以随时取消，不改动账套。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Look into the folder again."""
        path = self._session.path
        self._session.runner.do(lambda: backups.backups(path), self._show, self._fail, owner=self)

    # -- backups --------------------------------------------------------------------------------------------------

    def back_up(self, folder: Path | None) -> None:
        """A backup now; `folder` None is the usual one."""
        session = self._session

        def done(row: BackupRow) -> None:
            word = "，检查通过" if row.ok else "，但检查未通过" if row.ok is False else ""
            notices.say(f"已备份到 {row.path.name}{word}", "ok" if row.ok is not False else "warn")
            self.changed.emit(Changed.BACKUP)

        session.runner.do(
            lambda: backups.on_demand(session.ledger, session.seat, folder), done, owner=self, hold=self.now
        )

    def back_up_elsewhere(self) -> None:
        """To another disk or a share."""
        folder = notices.ask_folder(self, "备份到哪个文件夹", Path.home())
        if folder is not None:
            self.back_up(folder)

    def check(self) -> None:
        """Check the chosen backup again."""
        row = self.table.current()
        if row is None:
            return

        def done(sentence: str) -> None:
            notices.say(f"{row.path.name}：{sentence}", "ok" if sentence == "检查通过" else "warn")
            self.refresh()

        ledger, path = self._session.ledger, row.path
        self._session.runner.do(
            lambda: backups.check(path, ledger.clock), done, self._checked_badly, owner=self, hold=self.check_button
        )

    def restore(self) -> None:
        """Put the chosen backup in the ledger's place; the application closes and opens the file."""
        row = self.table.current()
        if row is None:
            return
        text = (
            f"账套将回到 {row.made_at:%Y-%m-%d %H:%M} 的样子，此后的填报、签批和拨付都不在其中。"
            "现在的账套文件会先原样保留在旁边。恢复后须重新登录。"
        )
        if notices.confirm(self, "恢复这份备份？", text, yes="恢复", danger=True):
            self._session.restore(row.path)

    def _checked_badly(self, error: FundError) -> None:
        notices.refusal(self, error)
        self.refresh()

    def _show(self, rows: tuple[BackupRow, ...]) -> None:
        self.table.show_rows(rows)
        newest = rows[0] if rows else None
        if newest is None:
            self.last.setText("还没有备份。")
        else:
            self.last.setText(f"最近一次 {newest.made_at:%Y-%m-%d %H:%M}，{_result(newest)}；{newest.path.parent}")
        self._offer()

    def _fail(self, error: FundError) -> None:
        self.table.show_rows(())
        self.last.setText(str(error))
        self._offer()

    def _offer(self) -> None:
        ask = self._session.ask
        none = "" if self.table.current() is not None else "请先选中一份备份。"
        bar(self.now, ask(why_not.office, "backups.make"))
        bar(self.other, ask(why_not.office, "backups.make"))
        bar(self.check_button, none)
        bar(self.restore_button, ask(why_not.office, "backups.restore") or none)
        bar(self.verify_button, ask(why_not.office, "verification.run"))

    # -- verification ---------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Check everything, with progress; 取消 stops it."""
        path = self._session.path

        def work(progress: Progress) -> Report:
            return verify(path, progress)

        self._session.runner.run_long(work, self.show_report, self._not_verified, title="校验账套", parent=self)

    def show_report(self, report: Report) -> None:
        """What was checked, and every break."""
        self.verdict.show_text(report.sentence, "ok" if report.ok else "bad")
        self.summary.setText(
            "全部核对无误。"
            if report.ok
            else "下列内容与签字、留痕或金额对不上。请保留现在的文件，并联系管理员和监督人员。"
        )
        while (item := self._sections.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, section in enumerate(report.sections):
            bad = bool(section.breaks) or not section.counts
            counts = "，".join(f"{number:,} {word}" for word, number in section.counts) or "未核对，结构与本程序不符"
            self._sections.addWidget(label(section.kind.label, "label"), place, 0)
            self._sections.addWidget(label(counts, wrap=True), place, 1)
            word = f"{section.breaks} 处问题" if section.breaks else "未核对" if bad else "无误"
            self._sections.addWidget(Badge(word, "bad" if bad else "ok"), place, 2)
        self.breaks.show_rows(report.breaks)
        self.breaks.setVisible(not report.ok)
        self._filler.setVisible(report.ok)

    def _not_verified(self, error: FundError) -> None:
        if isinstance(error, Cancelled):
            notices.say("校验已取消，没有改动任何内容", "neutral")
            return
        self.verdict.show_text("没有完成", "bad")
        self.summary.setText(str(error))


def _columns() -> tuple[Column[BackupRow], ...]:
    return (
        text_column("made_at", "时间", width=150),
        text_column("reason", "原因", width=80, least=60),
        text_column("size", "大小", lambda row: size_text(row.size), width=84, least=72, sortable=False),
        badge_column("ok", "检查结果", _tone, _result, width=110),
        text_column("checked_at", "检查时间", width=140, hidden=True),
        text_column(
            "name",
            "文件",
            lambda row: row.path.name,
            stretch=True,
            width=150,
            least=90,
            spare=True,
            quiet=True,
            tip=_tip,
        ),
    )


def _break_columns() -> tuple[Column[Break], ...]:
    return (
        text_column("kind", "部分", width=90, sortable=False),
        text_column(
            "sentence", "问题", stretch=True, width=240, sortable=False, tip=lambda row: f"{row.sentence}\n{row.where}"
        ),
    )


def _result(row: BackupRow) -> str:
    if row.ok is None:
        return "未检查"
    return "检查通过" if row.ok else "未通过"


def _tone(row: BackupRow) -> Tone:
    if row.ok is None:
        return "neutral"
    return "ok" if row.ok else "bad"


def _tip(row: BackupRow) -> str:
    return "\n".join(part for part in (str(row.path), row.detail) if part)
