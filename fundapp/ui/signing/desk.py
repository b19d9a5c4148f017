"""The signing desk: queue, the very page that will be printed, the checks; return, or agree and sign."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import signing_desk
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Signing
from fundapp.services.signing_desk import KINDS, DeskDocument, DeskRow
from fundapp.ui import notices
from fundapp.ui.attachment_files import open_attachment
from fundapp.ui.parts.paper_view import PaperView
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.signing.panel import SigningPanel
from fundapp.ui.signing.queue import Queue
from fundapp.ui.signing.sign_dialog import SignDialog, ask_password
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from fundapp.values.money import wan


class SigningDesk(Page):
    """Three columns; every act by mouse or keyboard: ↑↓ queue, Ctrl+Enter sign, Ctrl+R return."""

    watches = Changed.PAYMENT | Changed.PERFORMANCE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: tuple[DeskRow, ...] = ()
        self._list = "waiting"
        self.document: DeskDocument | None = None
        self.dialog: SignDialog | None = None
        self.queue = Queue()
        self.paper = PaperView(tools=False)
        self.panel = SigningPanel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue, 27)
        row.addWidget(self.paper, 56)
        row.addWidget(self.panel, 31)
        self.setFocusProxy(self.queue)
        self.queue.selected.connect(self._show)
        self.queue.list_chosen.connect(self._choose_list)
        self.panel.sign_wanted.connect(self.sign)
        self.panel.return_wanted.connect(self.give_back)
        self.panel.file_wanted.connect(lambda key: open_attachment(self, session, key))
        for keys, act in (("Ctrl+Return", self.sign), ("Ctrl+Enter", self.sign), ("Ctrl+R", self.give_back)):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def aside(self) -> str:
        """How much waits."""
        count = len(self._waiting)
        if not count:
            return "没有等您签批的单据"
        payments = [row.amount for row in self._waiting if row.kind is SubjectKind.PAYMENT]
        if not payments:
            return f"待我签批 {count} 件"
        which = "" if len(payments) == count else f"其中支付 {len(payments)} 件，"
        return f"待我签批 {count} 件，{which}合计 {wan(sum(payments))} 万元"

    def help(self) -> str:
        """What F1 says."""
        return (
            "左边选单据，中间就是将要打印的表单，右边是程序核对的结果。有核对清单的环节须逐项勾选后才能签字（支付见第十二条）。"
            "上下键换单据，Ctrl+回车签字，Ctrl+R 退回；退回须写明意见。全部核对通过的单据可按住 Ctrl 多选，一次签字。"
        )

    def aim(self, target: object) -> None:
        """A document: (kind, id)."""
        if isinstance(target, tuple):
            self._choose_list("waiting")
            if not self.queue.select(str(target[0]), int(target[1])):
                self._show_other(SubjectKind(target[0]), int(target[1]))

    def unsaved(self) -> str:
        """A typed opinion would be lost."""
        return "签批意见还没有提交。" if self.panel.opinions() else ""

    def drop(self) -> None:
        """Give the opinion up."""
        self.panel.clear_input()

    def leave(self) -> None:
        """Give the pages' memory back."""
        self.paper.clear()

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the current document stays current."""
        self._waiting = self._session.ask(signing_desk.waiting)
        self._show_list()
        self.panel.keep_only({(row.kind, row.id) for row in self._waiting})
        self.headed.emit()

    def _show_list(self) -> None:
        self.queue.show_rows(self._list, self._rows(), len(self._waiting))

    def _rows(self) -> tuple[DeskRow, ...]:
        if self._list == "waiting":
            return self._waiting
        decision = Decision.AGREE if self._list == "signed" else Decision.RETURN
        return self._session.ask(signing_desk.passed, decision)

    def _choose_list(self, key: str) -> None:
        self._list = key
        self._show_list()

    def _show(self, row: object) -> None:
        if not isinstance(row, DeskRow):
            self.document = None
            self.paper.clear(self.queue.emptiness())
            self.panel.show_nothing()
            return
        same = self.document is not None and (self.document.kind, self.document.id) == (row.kind, row.id)
        self._open(row.kind, row.id, keep_input=same)

    def _show_other(self, kind: SubjectKind, key: int) -> None:
        """A document that does not wait for this person's hand: it is shown, and the buttons say why."""
        self.queue.clear_choice()
        try:
            self._open(kind, key, keep_input=False)
        except FundError as error:
            notices.refusal(self, error)

    def _open(self, kind: SubjectKind, key: int, *, keep_input: bool) -> None:
        self.document = self._session.ask(signing_desk.document, kind, key)
        self.paper.show_pdf(self.document.pdf, f"{self.document.number}.pdf")
        self.panel.show_document(self.document, keep_input=keep_input, acting=self._list == "waiting")

    # -- acts -----------------------------------------------------------------------------------------------------

    def sign(self) -> None:
        """Agree and sign the chosen documents; several only when every check of each is green."""
        chosen = self.queue.chosen() or ((self.queue.current(),) if self.queue.current() else ())
        rows = [row for row in chosen if row is not None]
        if not rows or self.panel.barred():
            self.panel.tell_barred()
            return
        if len(rows) > 1 and not (self._all_green(rows) and self._all_ticked(rows)):
            return
        sentence = self._sentence(rows)
        self.dialog = ask_password(
            self, sentence, "同意并签字", lambda dialog, password: self._sign(dialog, password, rows)
        )

    def _sentence(self, rows: list[DeskRow]) -> str:
        number = "、".join(row.number for row in rows)
        total = sum(row.amount for row in rows)
        money = f"，金额合计 {wan(total)} 万元" if total else ""
        opinions = dict.fromkeys(self.panel.typed(row.kind, row.id).opinion or "同意" for row in rows)
        return f"签批 {number}，意见：{'；'.join(opinions)}{money}。"

    def _all_ticked(self, rows: list[DeskRow]) -> bool:
        """Art. 12: the checklist belongs to each document, also when several are signed with one password."""
        for row in rows:
            step = self._session.ask(signing_desk.document, row.kind, row.id).step
            wanted = {item.key for item in step.checklist} if step else set()
            if wanted - set(self.panel.typed(row.kind, row.id).ticks):
                article = "（第十二条）" if row.kind is SubjectKind.PAYMENT else ""
                text = f"{row.number} 的核对内容还没有逐项勾选{article}。请先选中它核对勾选，再多选一并签字。"
                notices.inform(self, "还有单据没有核对", text)
                return False
        return True

    def _all_green(self, rows: list[DeskRow]) -> bool:
        for row in rows:
            document = self._session.ask(signing_desk.document, row.kind, row.id)
            if not document.all_green:
                notices.inform(
                    self, "请单独签批", f"{row.number} 有需要看的提示，不能与其他单据一并签字。请单独选中它核对。"
                )
                return False
        return True

    def _sign(self, dialog: SignDialog, password: str, rows: list[DeskRow]) -> None:
        strokes, said = dialog.pad.strokes(), [(row, self.panel.typed(row.kind, row.id)) for row in rows]

        def work() -> Done:
            confirmation = self._session.confirm(password)
            done = Done("", Changed.NOTHING)
            for row, typed in said:
                given = Signing(Decision.AGREE, typed.opinion, typed.ticks, strokes)
                done = self._session.ledger.do(self._session.seat, KINDS[row.kind].sign, row.id, given, confirmation)
            return done

        def finished(done: Done) -> None:
            for row in rows:
                self.panel.forget(row.kind, row.id)
            dialog.accept()
            notices.say(f"已签批 {len(rows)} 件" if len(rows) > 1 else done.message)
            self.changed.emit(done.changed)

        def failed(error: FundError) -> None:
            dialog.refuse(error)
            self.changed.emit(Changed.PAYMENT)  # of several, some may be signed already

        self._session.runner.do(work, finished, failed, owner=self)

    def give_back(self) -> None:
        """Return the current document with the opinion; without one the box is asked for."""
        document = self.document
        if document is None or self.panel.return_barred() or not self.panel.demand_opinion():
            return
        sentence = f"退回 {document.number}，意见：{self.panel.opinion_text()}"
        self.dialog = ask_password(self, sentence, "退回", self._give_back)

    def _give_back(self, dialog: SignDialog, password: str) -> None:
        document = self.document
        if document is None:
            return
        given = Signing(Decision.RETURN, self.panel.opinion_text(), (), dialog.pad.strokes())

        def work() -> Done:
            confirmation = self._session.confirm(password)
            return self._session.ledger.do(
                self._session.seat, KINDS[document.kind].sign, document.id, given, confirmation
            )

        def finished(done: Done) -> None:
            self.panel.forget(document.kind, document.id)
            dialog.accept()
            notices.say(done.message)
            self.changed.emit(done.changed)

        self._session.runner.do(work, finished, dialog.refuse, owner=self)
