"""One monitoring: filled in while it is a draft, read afterwards, with every move that stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from enum import Flag

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.rules.finding import Finding
from fundapp.services import monitoring_sheet, monitorings
from fundapp.services.done import Changed
from fundapp.services.monitoring_draft import MonitoringDraft
from fundapp.services.monitoring_sheet import MonitoringSheet, Preview
from fundapp.ui import notices
from fundapp.ui.document_moves import banner_of
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.live import Live
from fundapp.ui.monitoring.frame import MonitoringFrame
from fundapp.ui.monitoring.look import TONES
from fundapp.ui.monitoring.moves import REASONS, actions, where_of
from fundapp.ui.monitoring.row import WatchRow
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.checks import Check, from_findings
from fundapp.ui.payments.keeping import VERSION, Keeping
from fundapp.ui.performance.actual import Setting
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.choices import MonitoringKind, ProblemSource
from fundapp.values.documents import FormKind

_STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "保留我的填写", "primary"),
)
_VERBS = {"withdraw": monitorings.withdraw, "change": monitorings.change, "void": monitorings.void}
_HINT = "执行数取自账面，指标进度由实际数和指标值计算 · 依据：第五条、第十五条、财预〔2019〕136号"
_UNREAD = "填写:"
_IN_ROWS = {
    "执行情况": "待填",
    "完成目标可能性": "待填",
    "偏差原因": "缺说明",
    "原因说明": "缺说明",
    "全年预计": "缺说明",
}
"""Boxes of a row that a finding names, and the badge of the rows it means."""


class MonitoringPage(Page):
    """Ctrl+S stores the draft; 提交送审 stores and submits. What is typed is kept on this machine at once."""

    watches = Changed.MONITORING | Changed.PROJECT | Changed.DISBURSEMENT | Changed.ATTACHMENT

    def __init__(self, session: Session, monitoring_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = monitoring_id
        self._sheet: MonitoringSheet | None = None
        self._findings: tuple[Finding, ...] = ()
        self._version = 0
        self._filling = True
        self._loaded = False
        self._saving = False
        bands = session.ask(lambda desk: desk.figures.bands(desk.today))
        self.files = FilesPanel(self, session, monitorings.attach_file, monitorings.detach_file)
        self.frame = MonitoringFrame(Setting(self._today, bands), self.files)
        self.table, self.form, self.panel = self.frame.table, self.frame.form, self.frame.panel
        self.live: Live[MonitoringDraft, Preview] = Live(session, monitoring_sheet.preview, self._draft, self)
        self._keeping = Keeping(self._stash, self._on_kept, lambda why: self.frame.say(why, bad=True), self)
        self._keeping.open(f"{session.path}/{session.seat.person_id}/monitoring/{monitoring_id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()

    def _connect(self) -> None:
        frame = self.frame
        self.table.edited.connect(self._on_edited)
        self.table.finished.connect(self.form.focus_first)
        self.form.edited.connect(self._on_edited)
        self.form.finished.connect(frame.buttons.setFocus)
        self.panel.linked.connect(self._on_link)
        self.live.shown.connect(self._show_preview)
        self.live.failed.connect(self._show_failure)
        frame.picture.chosen.connect(self._on_bar)
        frame.buttons.chosen.connect(self.act)
        frame.over_button.clicked.connect(self._start_over)

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Year and project."""
        sheet = self._sheet
        return f"{sheet.year} 年度{sheet.draft.kind.label} · {sheet.project}" if sheet is not None else "运行监控"

    def help(self) -> str:
        """What F1 says."""
        return (
            "预算数和执行数取自账面，截至监控期末。逐行填写执行情况、全年预计和完成目标可能性；"
            "不是“确定能”的，须选择偏差原因、写明说明，并在下方填写原因和举措。"
            "上方的图把预算执行进度、各指标进度与时间进度（红线）对比，斜纹表示落后；上下键逐行查看，回车到该行。"
            "定性指标的进度由经办人评定；上限类指标在限度之内即为正常。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。送审以后按当时的账面和指标签批。"
        )

    def editable(self) -> bool:
        """Whether this person may fill it in now."""
        offer = self._sheet.offer("save") if self._sheet is not None else None
        return offer is not None and offer.allowed

    def refresh(self, changed: Flag | None = None) -> None:
        """Show what is stored; while something typed is not stored, only what stands around it."""
        try:
            sheet = self._session.ask(monitoring_sheet.sheet, self._id)
        except FundError as error:
            notices.refusal(self, error)
            self.closed.emit()
            return
        typing = self._loaded and self.editable() and bool(self.unsaved())
        self._sheet = sheet
        if typing or self._saving:
            self._show_around(sheet)
            self.live.now()
        else:
            self._load(sheet)
        self.headed.emit()

    def can_save(self) -> bool:
        """While it is a draft of the person's division."""
        return self.editable()

    def unsaved(self) -> str:
        """Names a box that is not stored."""
        names = self._keeping.differing() if self._loaded and self.editable() else []
        if not names:
            return ""
        return f"“{names[0]}”等 {len(names)} 处填写还没有保存。" if len(names) > 1 else f"“{names[0]}”还没有保存。"

    def drop(self) -> None:
        """Give up what is typed, on this machine too."""
        self._keeping.discard()
        self._keeping.mark_clean()
        self._loaded = False

    def leave(self) -> None:
        """Keep what is typed; stop the timers."""
        self.live.stop()
        self._keeping.stop()

    # -- showing --------------------------------------------------------------------------------------------------

    def _load(self, sheet: MonitoringSheet) -> None:
        self._filling = True
        try:
            self.table.show_lines(sheet.preview.lines)
            self.form.show_draft(sheet.draft)
            self._version = sheet.version
            self._loaded = True
            self._keeping.mark_clean()
            self.frame.show_banner(banner_of(sheet, sheet.moved))
            self._restore()
        finally:
            self._filling = False
        self.table.set_read_only(not self.editable())
        self.form.set_read_only(not self.editable())
        if sheet.draft.kind is MonitoringKind.ROUND:
            self.form.until.set_read_only(True)
        self.form.goal.setText(sheet.preview.goal or "—")
        self.frame.say(_HINT)
        self._show_around(sheet)
        self._take(sheet.preview)
        if self.editable():
            self.live.now()
        else:
            self.live.stop()

    def _show_around(self, sheet: MonitoringSheet) -> None:
        """State, files, rounds and buttons."""
        self.frame.state.show_text(sheet.state.label, TONES[sheet.state])
        self.panel.title.setText("提交前核对" if self.editable() else "核对")
        self.frame.where.setText(where_of(sheet))
        save = sheet.offer("save")
        barred = "" if self.editable() else (save.why if save is not None else "送审以后不能再增加附件。")
        self.files.show_files(sheet.id, sheet.files, barred, removable=not sheet.round)
        self.frame.rounds.show_rounds(sheet.rounds)
        self._tell_buttons()

    def _show_preview(self, found: Preview) -> None:
        if self.editable():
            self._take(found)

    def _take(self, found: Preview) -> None:
        self._findings = found.findings
        self.frame.show_course(found)
        unread = tuple(
            Check(f"{_UNREAD}{name}", "block", f"{name}填写有误", why, link="去更正") for name, why in self._unread()
        )
        links = {
            one.rule: "去编制指标" if one.field == "绩效指标" else "去填写" for one in found.findings if one.blocks
        }
        self.panel.show_checks(unread + from_findings(found.findings, links=links))
        self._tell_buttons()

    def _show_failure(self, error: FundError) -> None:
        self.panel.show_checks((Check("failed", "block", error.title, error.message, remedy=error.remedy),))

    def _tell_buttons(self) -> None:
        if self._sheet is not None:
            self.frame.buttons.set_actions(actions(self._sheet, self.barrier() if self.editable() else ""))

    def _unread(self) -> tuple[tuple[str, str], ...]:
        rows = tuple((f"“{row.entry.name}”的{box}", why) for row, box, why in self.table.unread())
        return rows + tuple(self.form.problems().items())

    def barrier(self) -> str:
        """Why it cannot be submitted now, with its article; empty when nothing is in the way."""
        for name, why in self._unread():
            return f"{name}：{why}"
        for finding in self._findings:
            if finding.blocks:
                return f"【{finding.article}】{finding.message}{finding.remedy}"
        return ""

    # -- what is typed --------------------------------------------------------------------------------------------

    def _draft(self) -> MonitoringDraft:
        """What is typed, as far as it can be read."""
        sheet = self._sheet
        if sheet is None:
            raise AssertionError("nothing is shown yet")
        return replace(self.form.typed(sheet.draft), lines=self.table.lines(), version=self._version)

    def _stash(self) -> dict[str, str]:
        return {**self.table.raw(), **self.form.raw(), VERSION: str(self._version)}

    def _on_edited(self) -> None:
        if not self._filling:
            self._keeping.touch()
            self.live.touch()

    def _on_kept(self, at: dt.datetime) -> None:
        self.frame.say(f"草稿已自动保存在本机 {at:%H:%M:%S}")

    def _restore(self) -> None:
        """What a crash, or leaving without saving, has left on this machine."""
        offered = self._keeping.offered()
        if offered is None or not self.editable():
            return
        self.table.set_raw(offered.raw)
        self.form.set_raw(offered.raw)
        more = "此后已有人修改过，保存前请核对。" if self._keeping.is_older(offered) else ""
        self.frame.show_banner(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写。{more}", over=True)

    def _start_over(self) -> None:
        self.drop()
        self.refresh()

    # -- what can be done -----------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the draft, then call `then`; what cannot be read is named and stays as typed."""
        if self._saving or not self.editable():
            return
        good = self.form.check()
        if not (self.table.check() and good):
            name, why = self._unread()[0]
            notices.say(f"没有保存。{name}：{why}", "bad")
            return
        self._saving = True
        kept = self._stash()

        def done(_done: object) -> None:
            self._after_save(kept)
            then()

        self._session.do(
            self, monitorings.save, self._draft(), self._id, done=done, failed=self._on_refused, hold=self.frame.buttons
        )

    def act(self, key: str) -> None:
        """A button."""
        if key == "save":
            self.save()
        elif key == "print":
            self._when_stored(lambda: self.pushed.emit(PaperPage(self._session, FormKind.MONITORING, self._id)))
        elif key == "submit":
            self._when_stored(self._submit)
        elif key == "agree":
            self.wanted.emit("signing", ("monitoring", self._id))
        elif key == "rectify":
            self.wanted.emit("rectifications", (ProblemSource.MONITORING.value, self._id))
        elif key in _VERBS:
            self._end_round(key)

    def _when_stored(self, then: Callable[[], None]) -> None:
        if self.unsaved():
            self.save(then)
        else:
            then()

    def _submit(self) -> None:
        self._session.do(
            self,
            monitorings.submit,
            self._id,
            done=lambda _done: self.closed.emit(),
            failed=self._on_refused,
            hold=self.frame.buttons,
        )

    def _end_round(self, key: str) -> None:
        """Withdraw, change or void, with the reason that stays visible."""
        title, text, yes = REASONS[key]
        reason = notices.ask_reason(self, title, text, yes=yes, danger=key != "withdraw")
        if reason is not None:
            if key == "void":
                self.drop()
            self._session.do(self, _VERBS[key], self._id, reason, hold=self.frame.buttons)

    def _after_save(self, kept: dict[str, str]) -> None:
        self._saving = False
        self._keeping.discard()
        self._sheet = sheet = self._session.ask(monitoring_sheet.sheet, self._id)
        self._version = sheet.version
        self._keeping.mark_clean({**kept, VERSION: str(sheet.version)})
        if self._keeping.differing():
            self._keeping.touch()  # typed while it was being stored
        self.frame.show_banner(banner_of(sheet, sheet.moved))
        self.frame.say(f"已保存 {self._session.ledger.clock():%H:%M:%S}")
        self._show_around(sheet)

    def _on_refused(self, error: FundError) -> None:
        self._saving = False
        if isinstance(error, Stale):
            self._on_stale(error)
        elif not self.form.complain(error):
            notices.refusal(self, error)
        self.live.touch()

    def _on_stale(self, error: FundError) -> None:
        """Somebody else has stored it meanwhile: either version may win, knowingly."""
        if notices.choose(self, error.title, f"{error.message}您填写的内容还在。", _STALE) == "theirs":
            self._start_over()
            return
        self._version = self._session.ask(monitoring_sheet.sheet, self._id).version
        self.frame.say("已核对到最新版本，再次保存将以您的填写为准。", bad=True)

    # -- from a check or a bar to its box -------------------------------------------------------------------------

    def _on_bar(self, place: int) -> None:
        """The first bar is the money's: it is put right by the forecast."""
        if place == 0:
            self.frame.show_box(self.form.forecast)
        elif place <= len(self.table.rows):
            self.frame.show_box(self.table.rows[place - 1].actual)

    def _on_link(self, key: str) -> None:
        if key.startswith(_UNREAD):
            self.table.check()
            self.form.check()
            return
        finding = next((one for one in self._findings if one.rule == key), None)
        if finding is None or self._sheet is None:
            return
        if finding.field == "绩效指标":
            self.wanted.emit("performance", ("indicators", self._sheet.project_id))
        elif finding.field in _IN_ROWS:
            row = self._row_meant(finding.field)
            if row is not None:
                row.focus_box(finding.field)
        elif finding.field in self.form.names():
            self.frame.show_box(self.form.field(finding.field))

    def _row_meant(self, field: str) -> WatchRow | None:
        wanted = _IN_ROWS[field]
        for row in self.table.rows:
            line = row.line()
            if field == "完成目标可能性" and line.likelihood is not None:
                continue
            if row.badge.text() == wanted:
                return row
        return None
