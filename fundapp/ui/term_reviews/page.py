"""One term review: filled in while it is a draft, read afterwards, with every move that stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from enum import Flag

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.rules.finding import Finding
from fundapp.services import term_review_sheet, term_reviews
from fundapp.services.done import Changed
from fundapp.services.term_review_draft import TermReviewDraft
from fundapp.services.term_review_sheet import Preview, TermReviewSheet
from fundapp.ui import notices
from fundapp.ui.document_moves import actions, banner_of, where_of
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.live import Live
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.checks import Check, from_findings
from fundapp.ui.payments.keeping import VERSION, Keeping
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.ui.term_reviews.frame import ReviewFrame
from fundapp.ui.term_reviews.look import TONES
from fundapp.ui.term_reviews.moves import PREVIEW, REASONS
from fundapp.values.documents import FormKind

_STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "保留我的填写", "primary"),
)
_VERBS = {"withdraw": term_reviews.withdraw, "change": term_reviews.change, "void": term_reviews.void}
_HINT = "建议得分由账面和各年度自评按规则计算；得分留空即按建议计 · 依据：第十六条、财预〔2020〕10号"
_UNREAD = "填写:"
_ELSEWHERE = "年度结果"


class TermReviewPage(Page):
    """Ctrl+S stores the draft; 提交送审 stores and submits. What is typed is kept on this machine at once."""

    watches = Changed.TERM_REVIEW | Changed.PERFORMANCE | Changed.PROJECT | Changed.DISBURSEMENT | Changed.ATTACHMENT

    def __init__(self, session: Session, review_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = review_id
        self._sheet: TermReviewSheet | None = None
        self._findings: tuple[Finding, ...] = ()
        self._version = 0
        self._filling = True
        self._loaded = False
        self._saving = False
        self.files = FilesPanel(self, session, term_reviews.attach_file, term_reviews.detach_file)
        self.frame = ReviewFrame(self._today, self.files)
        self.table, self.form, self.panel = self.frame.table, self.frame.form, self.frame.panel
        self.live: Live[TermReviewDraft, Preview] = Live(session, term_review_sheet.preview, self._draft, self)
        self._keeping = Keeping(self._stash, self._on_kept, lambda why: self.frame.say(why, bad=True), self)
        self._keeping.open(f"{session.path}/{session.seat.person_id}/term_review/{review_id}")
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
        frame.buttons.chosen.connect(self.act)
        frame.over_button.clicked.connect(self._start_over)

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Term and project."""
        sheet = self._sheet
        return f"{sheet.draft.from_year}—{sheet.draft.to_year} 年期满评价 · {sheet.project}" if sheet else "期满评价"

    def help(self) -> str:
        """What F1 says."""
        return (
            "上方是实施期各年度的资金和自评结果，取自账面，不用填。每行指标列出账面和自评的依据、建议得分；"
            "得分留空即按建议计，填了不同的得分、或者没有建议得分而扣了分的，须写明理由。"
            "回车到下一栏，上下键换行。结论为调整或取消的须写明内容，并填写领导小组会议纪要号和日期。"
            "右侧是送审前的核对，全部通过后才能提交；实施期各年度的绩效自评都要签批完成。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。"
        )

    def editable(self) -> bool:
        """Whether this person may fill it in now."""
        offer = self._sheet.offer("save") if self._sheet is not None else None
        return offer is not None and offer.allowed

    def refresh(self, changed: Flag | None = None) -> None:
        """Show what is stored; while something typed is not stored, only what stands around it."""
        try:
            sheet = self._session.ask(term_review_sheet.sheet, self._id)
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
            first = not self._loaded
            self._load(sheet)
            if first:
                self.table.focus_first()
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

    def _load(self, sheet: TermReviewSheet) -> None:
        self._filling = True
        read_only = not self.editable()
        try:
            self.table.show_lines(sheet.lines)
            self.form.show_draft(sheet.draft)
            self._version = sheet.version
            self._loaded = True
            self._keeping.mark_clean()
            self.frame.show_banner(banner_of(sheet, sheet.moved))
            self._restore()
            self.table.set_read_only(read_only)
            self.form.set_read_only(read_only)
        finally:
            self._filling = False
        self.frame.say(_HINT)
        self._show_around()
        if read_only:
            self.live.stop()
            self._take(Preview(sheet.facts, sheet.lines, sheet.result, sheet.findings))
        else:
            self.live.now()

    def _show_around(self) -> None:
        """State, files, rounds and buttons."""
        sheet = self._sheet
        if sheet is None:
            return
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
        self._filling = True
        self.table.show_results(found.lines)
        self._filling = False
        self.frame.years.show_facts(found.facts)
        self.frame.card.show_result(found.result, found.lines, found.facts)
        unread = tuple(
            Check(f"{_UNREAD}{name}", "block", f"{name}填写有误", why, link="去更正")
            for name, why in self.frame.unread()
        )
        links = {
            one.rule: "去自评" if one.field == _ELSEWHERE else "去填写"
            for one in found.findings
            if not one.passed and (one.field == _ELSEWHERE or self.frame.place_of(one) is not None)
        }
        self.panel.show_checks(unread + from_findings(found.findings, links=links))
        self._tell_buttons()

    def _show_failure(self, error: FundError) -> None:
        self.panel.show_checks((Check("failed", "block", error.title, error.message, remedy=error.remedy),))

    def _tell_buttons(self) -> None:
        if self._sheet is not None:
            self.frame.buttons.set_actions(actions(self._sheet, self.barrier() if self.editable() else "", PREVIEW))

    def barrier(self) -> str:
        """Why it cannot be submitted now, with its article; empty when nothing is in the way."""
        for name, why in self.frame.unread():
            return f"{name}：{why}"
        for finding in self._findings:
            if finding.blocks:
                return f"【{finding.article}】{finding.message}{finding.remedy}"
        return ""

    # -- what is typed --------------------------------------------------------------------------------------------

    def _draft(self) -> TermReviewDraft:
        """What is typed, as far as it can be read."""
        if self._sheet is None:
            raise AssertionError("nothing is shown yet")
        return replace(self.form.typed(self._sheet.draft), lines=self.table.entries(), version=self._version)

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
            name, why = self.frame.unread()[0]
            notices.say(f"没有保存。{name}：{why}", "bad")
            return
        self._saving = True
        kept = self._stash()

        def done(_done: object) -> None:
            self._after_save(kept)
            then()

        self._session.do(
            self,
            term_reviews.save,
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
            self._when_stored(self._preview)
        elif key == "submit":
            self._when_stored(self._submit)
        elif key == "agree":
            self.wanted.emit("signing", ("term_review", self._id))
        elif key in _VERBS:
            self._end_round(key)

    def _when_stored(self, then: Callable[[], None]) -> None:
        if self.unsaved():
            self.save(then)
        else:
            then()

    def _preview(self) -> None:
        self.pushed.emit(PaperPage(self._session, FormKind.TERM_REVIEW, self._id))

    def _submit(self) -> None:
        self._session.do(
            self,
            term_reviews.submit,
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
        self._sheet = sheet = self._session.ask(term_review_sheet.sheet, self._id)
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
        self._version = self._session.ask(term_review_sheet.sheet, self._id).version
        self.frame.say("已核对到最新版本，再次保存将以您的填写为准。", bad=True)

    # -- from a check to its box ----------------------------------------------------------------------------------

    def _on_link(self, key: str) -> None:
        if key.startswith(_UNREAD):
            self.form.check()
            self.table.check()
            return
        finding = next((one for one in self._findings if one.rule == key), None)
        if finding is None:
            return
        if finding.field == _ELSEWHERE:
            self.wanted.emit("performance", None)
            return
        place = self.frame.place_of(finding)
        if place is not None:
            place.setFocus()
