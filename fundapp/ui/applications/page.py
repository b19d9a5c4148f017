"""One annual application: filled in while it is a draft, read afterwards, with every move that stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from enum import Flag

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.rules.finding import Finding
from fundapp.services import application_sheet, applications, why_not
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_sheet import ApplicationSheet, GateLine, Preview
from fundapp.services.done import Changed
from fundapp.ui import notices
from fundapp.ui.applications.frame import ApplicationFrame
from fundapp.ui.applications.look import TONES
from fundapp.ui.applications.moves import PREVIEW, REASONS
from fundapp.ui.document_moves import actions, banner_of, where_of
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.live import Live
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.checks import Check, from_findings
from fundapp.ui.payments.keeping import VERSION, Keeping
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind

_STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "保留我的填写", "primary"),
)
_VERBS = {"withdraw": applications.withdraw, "change": applications.change, "void": applications.void}
_HINT = "评价结果作为下一年度申请资金的依据 · 依据：第五条、第八条、第九条、第十三条、第十六条"
_UNREAD = "填写:"
_PLAN = "绩效指标"
_ELSEWHERE = {"上年度自评": "evaluation", "整改": "rectification", "登记整改": "problem:", "期满评价": "term_review"}
"""Fields of findings that are put right on another screen, with the kind of the gate's line that leads there."""


class ApplicationPage(Page):
    """Ctrl+S stores the draft; 提交送审 stores and submits. What is typed is kept on this machine at once."""

    watches = Changed.APPLICATION | Changed.PERFORMANCE | Changed.PROJECT | Changed.ATTACHMENT

    def __init__(self, session: Session, application_id: int, parent: QWidget | None = None) -> None:
        """Raises NotFound."""
        super().__init__(parent)
        self._session = session
        self._id = application_id
        self._sheet: ApplicationSheet = session.ask(application_sheet.sheet, application_id)
        self._findings: tuple[Finding, ...] = ()
        self._gate: tuple[GateLine, ...] = ()
        self._version = 0
        self._filling = True
        self._loaded = False
        self._saving = False
        self.files = FilesPanel(
            self, session, applications.attach_file, applications.detach_file, fallback=AttachmentKind.BASIS
        )
        self.frame = ApplicationFrame(session, self._sheet.sources, self._today, self.files)
        self.form, self.panel, self.gate = self.frame.form, self.frame.panel, self.frame.gate
        self.live = Live(session, application_sheet.preview, self._draft, self)
        self._keeping = Keeping(self._stash, self._on_kept, lambda why: self.frame.say(why, bad=True), self)
        self._keeping.open(f"{session.path}/{session.seat.person_id}/application/{application_id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()

    def _connect(self) -> None:
        frame = self.frame
        self.form.edited.connect(self._on_edited)
        self.form.finished.connect(frame.buttons.setFocus)
        self.panel.linked.connect(self._on_link)
        self.gate.opened.connect(self.open_record)
        frame.plan.asked.connect(self.change_plan)
        self.live.shown.connect(self._show_preview)
        self.live.failed.connect(self._show_failure)
        frame.buttons.chosen.connect(self.act)
        frame.over_button.clicked.connect(self._start_over)

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Year and project."""
        return f"{self._sheet.year} 年度申请 · {self._sheet.project}"

    def help(self) -> str:
        """What F1 says."""
        return (
            "最上方是上年度的评价结果：上年度自评没有定稿、以前年度整改没有销号、较差的结果没有列入整改时不能送审，"
            "点右边的链接前往办理。等级为中、差的，或期满评价要求调整的，须填写调整说明，说明印在申报表上。"
            "金额按资金来源填写，不申请的来源留空。年度目标和指标在“编制绩效指标”中填写，随申请一并签批，送审后不能再改。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。右侧核对全部通过后才能提交送审。"
        )

    def editable(self) -> bool:
        """Whether this person may fill it in now."""
        offer = self._sheet.offer("save")
        return offer is not None and offer.allowed

    def refresh(self, changed: Flag | None = None) -> None:
        """Show what is stored; while something typed is not stored, only what stands around it."""
        try:
            sheet = self._session.ask(application_sheet.sheet, self._id)
        except FundError as error:
            notices.refusal(self, error)
            self.closed.emit()
            return
        typing = self._loaded and self.editable() and bool(self.unsaved())
        self._sheet = sheet
        if typing or self._saving:
            self._show_around()
            self.live.now()
        else:
            self._load()
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

    def _load(self) -> None:
        sheet = self._sheet
        self._filling = True
        try:
            self.form.show_draft(sheet.draft)
            self._version = sheet.version
            self._loaded = True
            self._keeping.mark_clean()
            self.frame.show_banner(banner_of(sheet, sheet.moved))
            self._restore()
        finally:
            self._filling = False
        self.form.set_read_only(not self.editable())
        self.frame.say(_HINT)
        self._show_around()
        if self.editable():
            self.live.now()
        else:
            self.live.stop()
            self._take(Preview(sheet.plan, sheet.gate, sheet.findings))

    def _show_around(self) -> None:
        """State, files, rounds and buttons."""
        sheet = self._sheet
        self.frame.state.show_text(sheet.state.label, TONES[sheet.state])
        self.panel.title.setText("提交前核对" if self.editable() else "核对")
        self.frame.where.setText(where_of(sheet))
        save = sheet.offer("save")
        barred = "" if self.editable() else (save.why if save is not None else "送审以后不能再增加附件。")
        self.files.show_files(sheet.id, sheet.files, barred, removable=not sheet.round)
        self.frame.rounds.show_rounds(sheet.rounds)
        self.frame.show_total(sheet.year)
        self._tell_buttons()

    def _show_preview(self, found: Preview) -> None:
        if self.editable():
            self._take(found)

    def _take(self, found: Preview) -> None:
        self._findings = found.findings
        self._gate = found.gate
        self.gate.show_lines(found.gate)
        barred = self._session.ask(why_not.set_indicators, self._sheet.project_id, self._sheet.year)
        self.frame.plan.show_plan(found.plan, barred)
        unread = tuple(
            Check(f"{_UNREAD}{name}", "block", f"{name}填写有误", why, link="去更正")
            for name, why in self.form.problems().items()
        )
        links = {one.rule: self._link_of(one) for one in found.findings if one.blocks}
        self.panel.show_checks(unread + from_findings(found.findings, links=links))
        self._tell_buttons()

    def _link_of(self, finding: Finding) -> str:
        if finding.field == _PLAN:
            return "去编制指标"
        if finding.field in _ELSEWHERE:
            return "前往办理"
        return "去填写" if self.frame.place_of(finding) is not None else ""

    def _show_failure(self, error: FundError) -> None:
        self.panel.show_checks((Check("failed", "block", error.title, error.message, remedy=error.remedy),))

    def _tell_buttons(self) -> None:
        self.frame.buttons.set_actions(actions(self._sheet, self.barrier() if self.editable() else "", PREVIEW))

    def barrier(self) -> str:
        """Why it cannot be submitted now, with its article; empty when nothing is in the way."""
        for name, why in self.form.problems().items():
            return f"{name}：{why}"
        for finding in self._findings:
            if finding.blocks:
                return f"【{finding.article}】{finding.message}{finding.remedy}"
        return ""

    # -- what is typed --------------------------------------------------------------------------------------------

    def _draft(self) -> ApplicationDraft:
        """What is typed, as far as it can be read."""
        return replace(self.form.typed(self._sheet.draft), version=self._version)

    def _stash(self) -> dict[str, str]:
        return {**self.form.raw(), VERSION: str(self._version)}

    def _on_edited(self) -> None:
        if not self._filling:
            self._keeping.touch()
            self.frame.show_total(self._sheet.year)
            self.live.touch()

    def _on_kept(self, at: dt.datetime) -> None:
        self.frame.say(f"草稿已自动保存在本机 {at:%H:%M:%S}")

    def _restore(self) -> None:
        """What a crash, or leaving without saving, has left on this machine."""
        offered = self._keeping.offered()
        if offered is None or not self.editable():
            return
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
        if not self.form.check():
            name, why = next(iter(self.form.problems().items()))
            notices.say(f"没有保存。{name}：{why}", "bad")
            return
        self._saving = True
        kept = self._stash()

        def done(_done: object) -> None:
            self._after_save(kept)
            then()

        self._session.do(
            self,
            applications.save,
            self._draft(),
            self._id,
            done=done,
            failed=self._on_refused,
            hold=self.frame.buttons,
        )

    def act(self, key: str) -> None:
        """A button."""
        if key == "save":
            self.save()
        elif key == "print":
            self._when_stored(lambda: self.pushed.emit(PaperPage(self._session, FormKind.APPLICATION, self._id)))
        elif key == "submit":
            self._when_stored(self._submit)
        elif key == "agree":
            self.wanted.emit("signing", ("application", self._id))
        elif key in _VERBS:
            self._end_round(key)

    def change_plan(self) -> None:
        """Goal and indicators of the year, in their own editor."""
        self.pushed.emit(IndicatorsEditor(self._session, self._sheet.project_id, self._sheet.year))

    def open_record(self, kind: str, key: int) -> None:
        """What the gate waits for: the record itself, or the screen where it is begun."""
        if kind == "rectification":
            self.wanted.emit("rectifications", key)
        elif kind.startswith("problem:"):
            self.wanted.emit("rectifications", (kind.removeprefix("problem:"), key))
        elif kind == "term_review":
            self.wanted.emit("term_reviews", (kind, key) if key else ("project", self._sheet.project_id))
        else:
            self.wanted.emit("performance", (kind, key) if key else None)

    def _when_stored(self, then: Callable[[], None]) -> None:
        if self.unsaved():
            self.save(then)
        else:
            then()

    def _submit(self) -> None:
        self._session.do(
            self,
            applications.submit,
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
        self._sheet = sheet = self._session.ask(application_sheet.sheet, self._id)
        self._version = sheet.version
        self._keeping.mark_clean({**kept, VERSION: str(sheet.version)})
        if self._keeping.differing():
            self._keeping.touch()  # typed while it was being stored
        self.frame.show_banner(banner_of(sheet, sheet.moved))
        self.frame.say(f"已保存 {self._session.ledger.clock():%H:%M:%S}")
        self._show_around()

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
        self._version = self._session.ask(application_sheet.sheet, self._id).version
        self.frame.say("已核对到最新版本，再次保存将以您的填写为准。", bad=True)

    # -- from a check to its box ----------------------------------------------------------------------------------

    def _on_link(self, key: str) -> None:
        if key.startswith(_UNREAD):
            self.form.check()
            return
        finding = next((one for one in self._findings if one.rule == key), None)
        if finding is None:
            return
        if finding.field == _PLAN:
            self.change_plan()
        elif finding.field in _ELSEWHERE:
            self._go_elsewhere(_ELSEWHERE[finding.field])
        else:
            place = self.frame.place_of(finding)
            if place is not None:
                place.setFocus()

    def _go_elsewhere(self, kind: str) -> None:
        """The first line of the gate that is about this kind and blocks."""
        line = next((one for one in self._gate if one.kind.startswith(kind) and one.tone == "bad"), None)
        if line is not None:
            self.open_record(line.kind, line.id)
