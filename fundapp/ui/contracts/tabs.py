"""The tabs of a contract or list: milestones with their evidence, terms, amendments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fundapp.services.contract_sheet import AllocationSheet, AmendmentRow, ContractSheet, EvidenceRow, MilestoneRow
from fundapp.services.contracts import ItemEntry
from fundapp.ui.attachment_files import open_attachment, shown
from fundapp.ui.contracts.dialogs import EvidenceDialog
from fundapp.ui.contracts.milestones_view import MilestonesView
from fundapp.ui.parts.attachments import Attachments
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.column import date_column, money_column, text_column
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import EvidenceResult
from fundapp.values.dates import iso
from fundapp.values.documents import SubjectKind
from fundapp.values.money import percent, yuan

_MOST_ROWS = 10


class MilestonesTab(QWidget):
    """Milestones above, the evidence of the chosen one below."""

    def __init__(self, page: Page, session: Session, kind: SubjectKind) -> None:
        super().__init__()
        self._page = page
        self._session = session
        self._barred = ""
        self.view = MilestonesView(session, kind)
        self.title = label("", "head")
        self.hint = label("", "second", wrap=True)
        self.add = button("登记佐证…", self.begin, icon="add", small=True)
        self.pay = button("用款申请", self._pay, small=True, tip="发起或查看这个付款节点的用款申请")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addWidget(self.pay)
        head.addWidget(self.add)
        self._proofs = QVBoxLayout()
        self._proofs.setContentsMargins(16, 4, 16, 12)
        self._proofs.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view)
        column.addLayout(head)
        column.addLayout(self._proofs)
        column.addStretch(1)
        self.view.selected.connect(lambda _row: self._show_chosen())
        self.view.activated.connect(lambda _row: self._pay())

    def show_rows(self, rows: Sequence[MilestoneRow], barred: str) -> None:
        """Show milestones; `barred` says why no evidence can be added, empty when it can."""
        self._barred = barred
        current = self.view.table.current()
        self.view.show_rows(rows, _MOST_ROWS)
        if current is None:
            open_ones = [row for row in rows if row.paid < row.amount]
            if open_ones or rows:
                self.view.table.select((open_ones or list(rows))[0].id)
        self._show_chosen()

    def begin(self) -> None:
        """Evidence for the chosen milestone."""
        row = self.view.table.current()
        if row is not None:
            EvidenceDialog(self._page, self._session, row).open()

    def _pay(self) -> None:
        row = self.view.table.current()
        if row is not None and row.payment_ids:
            self._page.wanted.emit("payments", ("payment", row.payment_ids[-1]))
        elif row is not None:
            self._page.wanted.emit("payments", ("milestone", row.id))

    def _show_chosen(self) -> None:
        while (item := self._proofs.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        row = self.view.table.current()
        bar(self.add, self._barred if row is not None else "请先选中一个付款节点。")
        bar(self.pay, "" if row is not None else "请先选中一个付款节点。")
        self.title.setText(f"佐证：{row.name}" if row is not None else "佐证")
        if row is None:
            self.hint.setText("")
            return
        wanted = f"约定佐证：{row.evidence_required.label}" if row.evidence_required else "没有约定佐证"
        self.hint.setText(f"{wanted} · 应达进度 {percent(row.agreed_progress_bp)}")
        for proof in row.evidences:
            self._proofs.addWidget(self._proof(proof))
        if not row.evidences:
            self._proofs.addWidget(label("还没有登记佐证", "second"))

    def _proof(self, proof: EvidenceRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Badge(proof.result.label, "bad" if proof.result == EvidenceResult.FAILED else "ok"))
        line.addWidget(label(proof.title, selectable=True))
        line.addWidget(label(f"{proof.kind.label} · {iso(proof.dated)} · 进度 {percent(proof.progress_bp)}", "second"))
        line.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(line)
        if proof.files:
            files = Attachments(editable=False)
            files.show_files([shown(file) for file in proof.files])
            files.opened.connect(lambda key: open_attachment(self._page, self._session, int(key)))
            column.addWidget(files)
        return made


def _account(sheet: ContractSheet) -> str:
    """A contract in force keeps the account it was signed with; what is paid goes to the present one."""
    if sheet.account_closed_on is None:
        return sheet.account
    return f"{sheet.account}（{iso(sheet.account_closed_on)} 停用，付款请改选现用账户并附账户变更函）"


class TermsTab(QWidget):
    """What was agreed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._shown: QWidget | None = None

    def show_contract(self, sheet: ContractSheet) -> None:
        """Terms and items of a contract."""
        entry = sheet.entry
        days = f"收到发票后 {entry.payment_days} 天" if entry.payment_days else "未约定"
        rows = (
            ("合同编号", sheet.number),
            ("所属项目", sheet.project),
            ("采购类别", entry.kind.label),
            ("采购方式", entry.method.label),
            ("合同金额", f"{yuan(entry.amount)} 元"),
            ("签订日期", iso(entry.signed_on) if entry.signed_on else ""),
            ("履行期限", f"{_day(entry.start_on)} 至 {_day(entry.end_on)}" if entry.end_on else ""),
            ("乙方", sheet.party),
            ("开户银行", sheet.bank),
            ("银行账号", _account(sheet)),
            ("企业规模", entry.firm_size.label),
            ("付款期限", days),
            ("预付款票据", "可凭收据支付" if entry.receipt_advance else "须开发票"),
            ("质保约定", entry.warranty),
        )
        self._show(rows, entry.items)

    def show_allocation(self, sheet: AllocationSheet) -> None:
        """Terms of a list."""
        entry = sheet.entry
        rows = (
            ("清单编号", sheet.number),
            ("所属项目", sheet.project),
            ("年度", f"{entry.year} 年度"),
            ("清单总额", f"{yuan(entry.amount)} 元"),
            ("分配文号", entry.document_number),
            ("发文日期", iso(entry.document_date) if entry.document_date else ""),
        )
        self._show(rows, ())

    def _show(self, rows: Sequence[tuple[str, str]], items: Sequence[ItemEntry]) -> None:
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        form = Form()
        form.section("")
        for caption, text in rows:
            form.add(caption, _text(text))
        if items:
            form.section("标的明细")
        for item in items:
            many = f"{item.quantity.normalize():f} {item.unit} × {yuan(item.unit_price)} 元 = {yuan(item.amount)} 元"
            form.add(item.name, _text(f"{many}　{item.specification}"), wide=True)
        self._shown = form
        self._column.insertWidget(0, form)
        if self._column.count() == 1:
            self._column.addStretch(1)


class AmendmentsTab(QWidget):
    """Supplementary agreements in their order."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.table: Table[AmendmentRow] = Table(
            "contract.amendments",
            (
                text_column("number", "协议编号", width=170, sortable=False),
                date_column("signed_on", "签订日期", sortable=False),
                money_column("amount", "变更金额（元）", width=150, sortable=False),
                text_column("reason", "变更原因", stretch=True, width=240, least=160, sortable=False),
            ),
            session.runner,
            row_key=lambda row: row.number,
            empty="没有补充协议",
            searchable=False,
            footer=False,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[AmendmentRow]) -> None:
        """Show them with their total."""
        self.table.show_rows(rows, {"amount": sum(row.amount for row in rows)} if rows else {})


def padded(content: QWidget) -> QWidget:
    """With the margins of a card, and room below."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 12, 16, 16)
    column.addWidget(content)
    column.addStretch(1)
    return holder


def _text(text: str) -> QLabel:
    made = label(text or "—", wrap=True, selectable=True)
    made.setMinimumHeight(32)
    return made


def _day(day: object) -> str:
    return str(day) if day else "—"
