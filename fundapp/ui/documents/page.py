"""A document that is signed: filled in while it is a draft, read afterwards, with every move that stands open.

Ctrl+S stores the draft; 提交送审 stores and submits. What is typed is kept on this machine at once.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable
from enum import Flag
from itertools import pairwise
from typing import Generic

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.rules.finding import Finding
from fundapp.services.desk import Desk
from fundapp.ui import notices
from fundapp.ui.actions import Action
from fundapp.ui.documents.frame import UNREAD, DocumentFrame
from fundapp.ui.documents.kind import D, Kind, P, S
from fundapp.ui.documents.live import Live
from fundapp.ui.documents.look import TONES
from fundapp.ui.documents.moves import actions, banner_of, where_of
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.keeping import STALE, VERSION, Keeping
from fundapp.ui.merging import merge
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.checks import Check
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session


class DocumentPage(Page, Generic[S, D, P]):
    """Subclasses give the frame, `_fill` it, read `_typed`, show what was `_take`n, and `_follow` a finding."""

    frame: DocumentFrame
    begins_typing = False
    """Whether a draft opens with the cursor in its first box; not where something above it has to be read first."""

    def __init__(self, session: Session, document_id: int, kind: Kind[S, D], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = document_id
        self._kind = kind
        self._sheet: S | None = None
        self._findings: tuple[Finding, ...] = ()
        self._version = 0
        self._filling = True
        self._loaded = False
        self._saving = False
        self._seen = False
        self.files = FilesPanel(self, session, kind.verbs.attach_file, kind.verbs.detach_file, fallback=kind.fallback)

    def _build(self, frame: DocumentFrame) -> None:
        """Bring the frame to life; the end of every constructor."""
        session = self._session
        self.panel = frame.panel
        self.live: Live[D, P] = Live(session, self._judge, self._draft, self)
        self._keeping = Keeping(self._stash, self._on_kept, lambda why: frame.say(why, bad=True), self)
        self._keeping.open(f"{session.path}/{session.seat.person_id}/{self._kind.key}/{self._id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        for boxes in frame.boxes:
            boxes.edited.connect(self._on_edited)
        for one, other in pairwise(frame.boxes):
            one.finished.connect(other.focus_first)
        frame.boxes[-1].finished.connect(frame.buttons.setFocus)
        frame.panel.linked.connect(self._on_link)
        frame.buttons.chosen.connect(self.act)
        frame.over_button.clicked.connect(self._start_over)
        self.live.shown.connect(self._show_judged)
        self.live.failed.connect(self._show_failure)

    # -- what one kind of document adds ---------------------------------------------------------------------------

    @abstractmethod
    def _judge(self, desk: Desk, draft: D) -> P:
        """The question that is asked while somebody types."""

    @abstractmethod
    def _stored(self, sheet: S) -> P:
        """What was found about what is stored."""

    @abstractmethod
    def _fill(self, sheet: S) -> None:
        """Put what is stored into the boxes."""

    @abstractmethod
    def _typed(self, sheet: S) -> D:
        """What is typed, as far as it can be read, with the version it rests on."""

    @abstractmethod
    def _show(self, found: P) -> None:
        """Figures, rows and total of what was found."""

    @abstractmethod
    def _link_of(self, finding: Finding) -> str:
        """What the link of a finding says; empty when none leads anywhere."""

    @abstractmethod
    def _follow(self, finding: Finding) -> None:
        """The link of a finding was chosen."""

    def _show_more(self, sheet: S) -> None:
        """What else stands around the boxes, typed or not."""

    def _about(self, sheet: S) -> tuple[str, ...]:
        """What is said beside the number."""
        return ()

    def _before_form(self, sheet: S) -> tuple[Action, ...]:
        """Buttons of this kind before that of the form."""
        return ()

    def _last(self, sheet: S) -> tuple[Action, ...]:
        """Buttons of this kind after all others."""
        return ()

    # -- what the shell asks --------------------------------------------------------------------------------------

    @property
    def sheet(self) -> S:
        """What is shown; only after the first `refresh`."""
        if self._sheet is None:
            raise AssertionError("nothing is shown yet")
        return self._sheet

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    def editable(self) -> bool:
        """Whether this person may fill it in now."""
        offer = self._sheet.offer("save") if self._sheet is not None else None
        return offer is not None and offer.allowed

    def refresh(self, changed: Flag | None = None) -> None:
        """Show what is stored; while something typed is not stored, only what stands around it."""
        try:
            sheet = self._session.ask(self._kind.sheet, self._id)
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
        more = f"等 {len(names)} 处填写" if len(names) > 1 else ""
        return f"“{names[0]}”{more}还没有保存。" if names else ""

    def drop(self) -> None:
        """Give up what is typed, on this machine too."""
        self._keeping.discard()
        self._keeping.mark_clean()
        self._loaded = False

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor goes where the filling in begins; what is only read is shown from its top."""
        super().showEvent(event)
        if self._sheet is not None and not self._seen:
            if not self.editable():
                self.frame.buttons.button("print").setFocus()
            elif self.begins_typing:
                self.frame.boxes[0].focus_first()
        self._seen = True

    def leave(self) -> None:
        """Keep what is typed; stop the timers."""
        self.live.stop()
        self._keeping.stop()

    # -- showing --------------------------------------------------------------------------------------------------

    def _load(self, sheet: S) -> None:
        editable = self.editable()
        self._filling = True
        try:
            self._fill(sheet)
            self._version = sheet.version
            self._loaded = True
            self._keeping.mark_clean()
            self.frame.show_banner(banner_of(sheet, sheet.moved))
            restored = self._restore()
            for boxes in self.frame.boxes:
                boxes.set_read_only(not editable)
        finally:
            self._filling = False
        self.frame.say(self._kind.hint)
        self._show_around(sheet)
        self.live.stop()
        self._take(self._stored(sheet))
        if restored:
            self.live.now()

    def _show_around(self, sheet: S) -> None:
        """State, files, rounds and buttons."""
        frame = self.frame
        frame.state.show_text(sheet.state.label, TONES[sheet.state])
        frame.panel.title.setText("提交前核对" if self.editable() else "核对")
        frame.where.setText(where_of(sheet, *self._about(sheet)))
        save = sheet.offer("save")
        barred = "" if self.editable() else (save.why if save is not None else "送审以后不能再增加附件。")
        self.files.show_files(sheet.id, sheet.files, barred, removable=not sheet.round)
        frame.rounds.show_rounds(sheet.rounds)
        self._show_more(sheet)
        self._tell_buttons()

    def _show_judged(self, found: P) -> None:
        if self.editable():
            self._take(found)

    def _take(self, found: P) -> None:
        self._findings = found.findings
        filling, self._filling = self._filling, True
        self._show(found)
        self._filling = filling
        self.frame.show_checks(found.findings, self._link_of)
        self._tell_buttons()

    def _show_failure(self, error: FundError) -> None:
        self.panel.show_checks((Check("failed", "block", error.title, error.message, remedy=error.remedy),))

    def _tell_buttons(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            barrier = self.barrier() if self.editable() else ""
            known = actions(sheet, barrier, self._kind.preview, *self._before_form(sheet))
            self.frame.buttons.set_actions((*known, *self._last(sheet)))

    def barrier(self) -> str:
        """Why it cannot be submitted now, with its article; empty when nothing is in the way."""
        for name, why in self.frame.unread():
            return f"{name}：{why}"
        for finding in self._findings:
            if finding.blocks:
                return f"【{finding.article}】{finding.message}{finding.remedy}"
        return ""

    def _on_link(self, key: str) -> None:
        """From a check to its box."""
        if key.startswith(UNREAD):
            self.frame.check()
            return
        finding = next((one for one in self._findings if one.rule == key), None)
        if finding is not None:
            self._follow(finding)

    # -- what is typed --------------------------------------------------------------------------------------------

    def _draft(self) -> D:
        return self._typed(self.sheet)

    def _stash(self) -> dict[str, str]:
        return {**self.frame.raw(), VERSION: str(self._version)}

    def _on_edited(self) -> None:
        if not self._filling:
            self._keeping.touch()
            self.live.touch()

    def _on_kept(self, at: dt.datetime) -> None:
        self.frame.say(f"草稿已自动保存在本机 {at:%H:%M:%S}")

    def _restore(self) -> bool:
        """What a crash, or leaving without saving, has left on this machine; True when there was something."""
        offered = self._keeping.offered()
        if offered is None or not self.editable():
            return False
        for boxes in self.frame.boxes:
            boxes.set_raw(offered.raw)
        more = "此后已有人修改过，保存前请核对。" if self._keeping.is_older(offered) else ""
        self.frame.show_banner(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写。{more}", over=True)
        return True

    def _start_over(self) -> None:
        self.drop()
        self.refresh()

    # -- what can be done -----------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the draft, then call `then`; what cannot be read is named and stays as typed."""
        if self._saving or not self.editable():
            return
        if not self.frame.check():
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
            self._kind.verbs.save,
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
            self._when_stored(lambda: self.pushed.emit(PaperPage(self._session, self._kind.form, self._id)))
        elif key == "submit":
            self._when_stored(self._submit)
        elif key == "agree":
            self.wanted.emit("signing", (self._kind.key, self._id))
        elif key in self._kind.reasons:
            self._end_round(key)

    def _when_stored(self, then: Callable[[], None]) -> None:
        self.save(then) if self.unsaved() else then()

    def _submit(self) -> None:
        self._session.do(
            self,
            self._kind.verbs.submit,
            self._id,
            done=lambda _done: self.closed.emit(),
            failed=self._on_refused,
            hold=self.frame.buttons,
        )

    def _end_round(self, key: str) -> None:
        """Withdraw, change or void, with the reason that stays visible."""
        verbs = self._kind.verbs
        title, text, yes = self._kind.reasons[key]
        reason = notices.ask_reason(self, title, text, yes=yes, danger=key != "withdraw")
        if reason is not None:
            if key == "void":
                self.drop()
            verb = {"withdraw": verbs.withdraw, "change": verbs.change, "void": verbs.void}[key]
            self._session.do(self, verb, self._id, reason, hold=self.frame.buttons)

    def _after_save(self, kept: dict[str, str]) -> None:
        self._saving = False
        self._keeping.discard()
        self._sheet = sheet = self._session.ask(self._kind.sheet, self._id)
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
        elif not self.frame.words.complain(error):
            notices.refusal(self, error)
        self.live.touch()

    def _on_stale(self, error: FundError) -> None:
        """Somebody else has stored it meanwhile: theirs alone, or theirs with mine where I typed."""
        if notices.choose(self, error.title, f"{error.message}您填写的内容还在。", STALE) == "theirs":
            self._start_over()
            return
        mine, before = self._stash(), self._keeping.clean()
        self._sheet = sheet = self._session.ask(self._kind.sheet, self._id)
        self._filling = True
        try:
            self._fill(sheet)
            self._version = sheet.version
            self._keeping.mark_clean()
            merged = merge(before, mine, self.frame.raw())
            for boxes in self.frame.boxes:
                boxes.set_raw(merged.raw)
        finally:
            self._filling = False
        self._keeping.touch()
        self._show_around(sheet)
        self.frame.show_banner(merged.sentence(), over=True)
        self.live.now()
