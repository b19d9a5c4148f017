"""One payment request for reading: money, checks, every round, files; and the moves that stand open."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import payments
from fundapp.services.done import Changed
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.ui import attachment_files, notices
from fundapp.ui.actions import ActionBar
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.attachments import Attachments
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card, Figure, FigureStrip
from fundapp.ui.parts.checks import CheckList, from_findings
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.parts.money_bar import Money, MoneyBar
from fundapp.ui.parts.scroll import page_column, two_columns
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.payments.columns import TONES
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.ui.payments.facts import Seen, facts, moves, see
from fundapp.ui.payments.rounds import Rounds
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.choices import BasisKind
from fundapp.values.documents import FormKind
from fundapp.values.money import wan, yuan

_WHY = {
    "withdraw": ("撤回用款申请", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的申请", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废用款申请", "作废后不能恢复，单号保留在清单中。请写明原因。", "作废"),
}
_VERBS = {"withdraw": payments.withdraw, "change": payments.change, "void": payments.void}


class PaymentDetail(Page):
    """A request in any state."""

    watches = Changed.PAYMENT | Changed.DISBURSEMENT | Changed.CONTRACT | Changed.PROJECT | Changed.PAYEE | Changed.FORM

    def __init__(self, session: Session, payment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._payment_id = payment_id
        self._sheet: PaymentSheet | None = None
        self.buttons = ActionBar()
        self.state = Badge()
        self.panel = CheckList("核对", reading=True)
        self.rounds = Rounds()
        self.files = Attachments(editable=False)
        self.remark = TextEdit("备注", limit=200)
        self.filing = TextEdit("归档号", limit=40)
        self._title = label("", "title")
        self._kind = Badge()
        self._where = ElidedLabel("", "second")
        self._figures = FigureStrip()
        self._bar = MoneyBar()
        self._facts = QGridLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (self._title, self.state, self._kind):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.buttons)
        top = Card()
        top.body.addLayout(head)
        top.body.addWidget(self._where)
        top.body.addWidget(self._figures)
        top.body.addWidget(self._bar)
        facts, rounds, files = Card("申请内容"), Card("签批记录"), Card("附件")
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        facts.body.addLayout(self._facts)
        rounds.body.addWidget(self.rounds)
        files.body.addWidget(self.files)
        checks, notes = Card(), Card("备注与归档")
        checks.body.addWidget(self.panel)
        self._notes = Form(columns=1)
        self._notes.add("备注", self.remark)
        self._notes.add("归档号", self.filing)
        notes.body.addWidget(self._notes)
        column = page_column(self)
        column.addWidget(top)
        column.addLayout(two_columns((facts, rounds, files), (notes, checks), (5, 3)), 1)

    def _connect(self) -> None:
        self.buttons.chosen.connect(self._act)
        self.files.opened.connect(self._open)

    def heading(self) -> str:
        """The number."""
        return (self._sheet.number or "用款申请") if self._sheet is not None else "用款申请"

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是一份用款申请的全部内容：金额与余额、核对结果、每一轮签批（谁、何时、意见）、附件。"
            "退回、撤回和失效的轮次都保留。备注和归档号随时可以填写（Ctrl+S 保存），其他内容送审后不能直接改："
            "“修改”会使本轮签字全部失效。附件点文件名打开；标红的附件文件缺失，须从备份恢复。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; a remark that is being typed stays."""
        try:
            seen = self._session.ask(see, self._payment_id)
        except FundError as error:
            notices.refusal(self, error)
            self.closed.emit()
            return
        typed = self._notes.is_changed()
        self._sheet = sheet = seen.sheet
        self._show_head(sheet)
        self.buttons.set_actions(moves(seen))
        self._show_facts(seen)
        self.panel.show_checks(from_findings(sheet.findings, reasons=dict(sheet.draft.reasons)))
        self.rounds.show_rounds(sheet.rounds)
        own = sheet.disbursement.files if sheet.disbursement is not None else ()
        self.files.show_files([attachment_files.shown(file) for file in (*sheet.files, *own)])
        self._notes.set_read_only(not seen.may_edit)
        if not typed:
            self.remark.set_value(sheet.remark)
            self.filing.set_value(sheet.filing_number)
            self._notes.mark_clean()
        self.headed.emit()

    def can_save(self) -> bool:
        """Remark and filing number."""
        return self._sheet is not None and not self.remark.line.isReadOnly()

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store remark and filing number, which stay open in every state."""
        if not self._notes.is_changed():
            then()
            return
        if not self._notes.check():
            return

        def done(_done: object) -> None:
            self._notes.mark_clean()
            then()

        remark, filing = self.remark.value() or "", self.filing.value() or ""
        self._session.do(self, payments.annotate, self._payment_id, remark, filing, done=done)

    def unsaved(self) -> str:
        """Remark or filing number."""
        return "备注或归档号还没有保存。" if self._notes.is_changed() else ""

    def drop(self) -> None:
        """Back to what is stored."""
        self._notes.mark_clean()
        self.refresh()

    def _show_head(self, sheet: PaymentSheet) -> None:
        self._title.setText(sheet.number or "未编号草稿")
        self.state.show_text(sheet.state.label, TONES[sheet.state])
        self._kind.show_text("按合同" if sheet.basis_kind is BasisKind.CONTRACT else "按清单", "info")
        waiting = f" · 等待{sheet.step.label}" if sheet.step is not None else ""
        self._where.setText(f"{sheet.project} · {sheet.basis_number} · {sheet.milestone}{waiting}")
        place = f"{sheet.milestone_sequence}/{sheet.milestone_count}"
        word = "合同总额" if sheet.basis_kind is BasisKind.CONTRACT else "清单总额"
        self._figures.show_figures(
            (
                Figure("本次金额", f"{yuan(sheet.amount)} 元"),
                Figure(f"节点 {place}", f"{yuan(sheet.milestone_money.limit)} 元"),
                Figure(word, f"{wan(sheet.basis.limit)} 万元"),
                Figure("此前已付", f"{wan(sheet.basis.paid)} 万元"),
                Figure("其他在途", f"{wan(sheet.basis.in_flight)} 万元"),
            )
        )
        self._bar.show_money(Money(sheet.basis.limit, sheet.basis.paid, sheet.amount))

    def _show_facts(self, seen: Seen) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        line = pair = 0
        for caption, text, wide in facts(seen):
            if wide and pair:
                line, pair = line + 1, 0
            self._facts.addWidget(label(caption, "label"), line, pair * 2)
            self._facts.addWidget(label(text, wrap=True, selectable=True), line, pair * 2 + 1, 1, 3 if wide else 1)
            pair += 2 if wide else 1
            if pair > 1:
                line, pair = line + 1, 0

    def _act(self, key: str) -> None:
        if key == "print":
            self.pushed.emit(PaperPage(self._session, FormKind.PAYMENT_APPROVAL, self._payment_id))
        elif key == "save":
            self.pushed.emit(PaymentEditor(self._session, self._payment_id))
        elif key == "submit":
            self._session.do(self, payments.submit, self._payment_id, hold=self.buttons)
        elif key == "agree":
            self.wanted.emit("signing", ("payment", self._payment_id))
        elif key == "disburse":
            self.wanted.emit("disbursements", self._payment_id)
        elif key in _WHY:
            self._end_round(key)

    def _end_round(self, key: str) -> None:
        """Withdraw, change or void, with the reason that stays visible."""
        title, text, yes = _WHY[key]
        reason = notices.ask_reason(self, title, text, yes=yes, danger=key != "withdraw")
        if reason is None:
            return

        def done(_done: object) -> None:
            if key == "change":
                self.pushed.emit(PaymentEditor(self._session, self._payment_id))

        self._session.do(self, _VERBS[key], self._payment_id, reason, done=done, hold=self.buttons)

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            attachment_files.open_attachment(self, self._session, key)
