"""The fields of a payment request, in the three sections of the form on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_prefill import AccountChoice, BasisChoice, EditorChoices, ProjectChoice
from fundapp.ui.parts.attachments import Attachments
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.search_choice import SearchChoice
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.payments.invoices import InvoiceRows, rows_of
from fundapp.ui.payments.sources import SourcesField
from fundapp.values.documents import SubjectKind
from fundapp.values.money import yuan

BasisKey = tuple[str, int]
REDUCTION, SPLIT = "少付原因", "拆分明细"


@dataclass(frozen=True)
class Unread:
    """A box whose text cannot be read, or that has to be filled before anything can be stored."""

    field: str
    message: str

    def sentence(self) -> str:
        """The message with its field in front, unless it names it already."""
        return self.message if self.field in self.message else f"{self.field}：{self.message}"


class RequestForm(Form):
    """All boxes of a request; what they mean together is for the editor and the rules."""

    milestone_chosen = Signal(int)
    """The person chose another milestone (0: none)."""
    project_chosen = Signal(int)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.project: SearchChoice[int] = SearchChoice("项目", required=True)
        self.basis: Choice[BasisKey] = Choice("合同/清单", required=True)
        self.milestone: Choice[int] = Choice("付款节点", required=True)
        self.progress = PercentEdit("实际进度")
        self.purpose = TextEdit("付款用途")
        self.amount = MoneyEdit("本次金额", zero=True)
        self.words = label("", "second", wrap=True)
        self.sources = SourcesField()
        self.economic_class: SearchChoice[str] = SearchChoice("经济分类")
        self.reduction = TextEdit("少付原因")
        self.invoices = InvoiceRows(today)
        self.payee = TextEdit("收款单位")
        self.account: Choice[int] = Choice("收款账户", empty="")
        self.method: Choice[str] = Choice("支付方式")
        self.dated = DateEdit("申请日期", required=True, today=today)
        self.files = Attachments()
        self.files.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._bases: tuple[BasisChoice, ...] = ()
        self._current_project = 0
        self._current_milestone = 0
        self._rest = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.section("1 付款依据")
        self.add("项目", self.project)
        self.add("合同/清单", self.basis)
        self.add("付款节点", self.milestone)
        self.add("实际进度", self.progress)
        self.add("付款用途", self.purpose, wide=True)
        self.section("2 金额与票据")
        self.add("本次金额", self.amount)
        self.words.setMinimumHeight(32)
        self.add("大写", self.words)
        self.add("资金来源", self.sources)
        self.add("经济分类", self.economic_class)
        self.add(SPLIT, self.sources.rows, wide=True)
        self.add(REDUCTION, self.reduction, wide=True)
        self.set_row_visible(SPLIT, False)
        self.set_row_visible(REDUCTION, False)
        self._invoice_place = Sideways(self.invoices)
        self.add_below(self._invoice_place)
        self.section("3 收款单位", "取自合同或清单；改用其他账户须说明原因。")
        self.payee.set_read_only(True)
        self.add("户名", self.payee, name="收款单位")
        self.add("开户行/账号", self.account, name="收款账户")
        self.add("支付方式", self.method)
        self.add("申请日期", self.dated)
        self.section("附件")
        self.add_below(self.files)

    def _connect(self) -> None:
        self.amount.words_changed.connect(self.words.setText)
        self.amount.edited.connect(self._on_amount)
        self.sources.split_changed.connect(lambda split: self.set_row_visible(SPLIT, split))
        self.project.settled.connect(self._on_project)
        self.basis.settled.connect(self._on_basis)
        self.milestone.settled.connect(self._on_milestone)
        self.invoices.edited.connect(self._on_invoices)
        self.economic_class.entered.connect(self._to_invoices)
        self.invoices.finished.connect(self.account.setFocus)

    # -- what can be chosen ---------------------------------------------------------------------------------------

    def show_projects(self, projects: tuple[ProjectChoice, ...]) -> None:
        """Offer these projects."""
        self.project.set_options([Option(each.id, each.name, each.number) for each in projects])

    def show_bases(self, bases: tuple[BasisChoice, ...]) -> None:
        """Offer the contracts and lists of the project that is chosen."""
        self._bases = bases
        self.basis.set_options([Option((each.kind.value, each.id), f"{each.number} {each.name}") for each in bases])
        self._offer_milestones()

    def show_choices(self, choices: EditorChoices) -> None:
        """Offer what belongs to the milestone: sources, classes, accounts, methods."""
        self._rest = choices.rest
        self.sources.set_sources(choices.sources)
        kept, typed = self.economic_class.read(), self.economic_class.raw()
        self.economic_class.set_options(
            [
                Option(
                    each.code,
                    f"{each.code} {each.name}",
                    "禁止列支" if each.forbidden else "",
                    barred=f"【第十四条】{each.forbidden}。" if each.forbidden else "",
                )
                for each in choices.classes
            ]
        )
        if kept is None:
            self.economic_class.set_raw(typed)
        self.payee.set_value(choices.payee)
        self.account.set_options([Option(each.id, _account(each)) for each in choices.accounts])
        self.method.set_options([Option(each, each) for each in choices.methods])
        self._invoice_place.setVisible(choices.document == SubjectKind.CONTRACT)
        self.invoices.propose(choices.payee, self.amount.value() or 0)
        self._on_amount()

    # -- what is typed --------------------------------------------------------------------------------------------

    def choose(self, project_id: int, basis: tuple[SubjectKind, int] | None, milestone_id: int) -> None:
        """Show the basis that is paid; the options have to be there."""
        self._current_project = project_id
        self.project.set_value(project_id or None)
        self.basis.set_value((basis[0].value, basis[1]) if basis else None)
        self._current_milestone = milestone_id
        self._offer_milestones()
        self.milestone.set_value(milestone_id or None)

    def fill(self, draft: PaymentDraft) -> None:
        """Show a draft; the basis is chosen already."""
        self.progress.set_value(draft.actual_progress_bp)
        self.purpose.set_value(draft.purpose)
        self.amount.set_value(draft.amount or None)
        self.sources.set_value(draft.shares)
        self.sources.set_amount(self.amount.value())
        self.fill_class(draft.economic_class)
        self.reduction.set_value(draft.reduction_reason)
        self.invoices.set_raw(rows_of(draft.invoices))
        self.account.set_value(draft.account_id)
        self.method.set_value(draft.method or None)
        self.dated.set_value(draft.dated)
        self._on_amount()

    def fill_class(self, code: str) -> None:
        """Show an economic class, also one that is no longer offered."""
        self.economic_class.set_value(code or None)
        if code and self.economic_class.read() is None:
            self.economic_class.set_raw(code)

    def draft(self, year: int, reasons: Mapping[str, str]) -> PaymentDraft | None:
        """What is typed, as far as it can be read; None while no milestone is chosen."""
        milestone = self.milestone.read()
        dated = self.dated.value()
        if milestone is None or dated is None:
            return None
        amount = self.amount.value() or 0
        return PaymentDraft(
            milestone_id=milestone,
            year=year,
            dated=dated,
            amount=amount,
            shares=self.sources.shares(),
            invoices=self.invoices.entries() if self.by_contract() else (),
            economic_class=self.economic_class.read() or "",
            purpose=self.purpose.value() or "",
            method=self.method.read() or "",
            actual_progress_bp=self.progress.value(),
            reduction_reason=self.reduction.value() or "" if self._is_less() else "",
            account_id=self.account.read(),
            reasons=tuple(reasons.items()),
        )

    def unread(self) -> tuple[Unread, ...]:
        """Everything that stands in the way of storing, in the order of the form."""
        found = [Unread(name, problem) for name, problem in self.problems().items()]
        if self.by_contract() and (problem := self.invoices.problem()):
            found.append(Unread("发票", problem))
        return tuple(found)

    def show_problems(self) -> None:
        """Show them beside their fields and go to the first."""
        fine = self.check()
        rows_fine = not self.sources.is_split() or self.sources.rows.check()
        if self.by_contract() and not self.invoices.check():
            rows_fine = False
        if not fine or not rows_fine:
            self.go(self.unread()[0].field)

    def by_contract(self) -> bool:
        """Whether a contract is paid, which wants invoices."""
        key = self.basis.read()
        return key is None or key[0] == SubjectKind.CONTRACT

    def raw(self) -> dict[str, str]:
        """What stands in every box, for drafts."""
        basis = {"项目编号": str(self.project.read() or ""), "发票": self.invoices.raw_text()}
        return {**super().raw(), **basis}

    def go(self, name: str) -> None:
        """Put the cursor into the field of that name; 发票 and 附件 are no plain fields."""
        if name == "发票":
            self._to_invoices()
        elif name == "附件":
            self.files.setFocus()
        elif name == "资金来源":
            self.sources.go()
        elif name in self.names():
            self.field(name).setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Grey everything; the payee is always read only."""
        super().set_read_only(read_only)
        self.invoices.set_read_only(read_only)
        self.payee.set_read_only(True)

    def set_rest(self, rest: int) -> None:
        """What may still be asked for of the milestone, in 分: less than that wants a reason."""
        self._rest = rest
        self._on_amount()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _on_project(self) -> None:
        chosen = self.project.read() or 0
        if chosen != self._current_project:
            self._current_project = chosen
            self.project_chosen.emit(chosen)

    def _on_basis(self) -> None:
        self._offer_milestones()
        self.pick_milestone()

    def pick_basis(self) -> None:
        """Choose the only contract or list, if there is but one."""
        if self.basis.read() is None and len(self._bases) == 1:
            self.basis.set_value((self._bases[0].kind.value, self._bases[0].id))
        self._on_basis()

    def pick_milestone(self) -> None:
        """Choose the first milestone that can still be paid, unless one is chosen already."""
        if self.milestone.read() is None:
            open_ones = [option.value for option in self.milestone.options() if not option.barred]
            self.milestone.set_value(open_ones[0] if open_ones else None)
        self._on_milestone()

    def _on_milestone(self) -> None:
        chosen = self.milestone.read() or 0
        if chosen != self._current_milestone:
            self._current_milestone = chosen
            self.milestone_chosen.emit(chosen)

    def _offer_milestones(self) -> None:
        key = self.basis.read()
        basis = next((each for each in self._bases if (each.kind.value, each.id) == key), None)
        options = []
        for row in basis.milestones if basis is not None else ():
            used = row.amount <= row.paid + row.in_flight and row.id != self._current_milestone
            barred = f"“{row.name}”已全部拨付或在签批中，请选择其他节点。" if used else ""
            options.append(Option(row.id, f"{row.sequence} · {row.name}", row.status if used else "", barred=barred))
        self.milestone.set_options(options)

    def _on_amount(self) -> None:
        amount = self.amount.value()
        self.sources.set_amount(amount)
        self.invoices.propose(self.payee.raw(), amount or 0)
        self.set_row_visible(REDUCTION, self._is_less())

    def _is_less(self) -> bool:
        amount = self.amount.value()
        return amount is not None and 0 < amount < self._rest

    def _on_invoices(self) -> None:
        several = len(self.invoices.filled()) > 1
        self.invoices.set_sum("amount", yuan(self.invoices.total()) if several else "")
        self._on_edit()

    def _to_invoices(self) -> None:
        if not self.by_contract():
            self.account.setFocus()
            return
        self.invoices.ready()
        self.invoices.cell(0, "number").setFocus()


def _account(account: AccountChoice) -> str:
    """Bank and account; the last figures are what people compare."""
    number = account.number if len(account.number) <= 12 else f"{account.number[:4]}…{account.number[-4:]}"
    mark = "（已停用）" if account.closed else "" if account.agreed else "（非合同登记）"
    return f"{account.bank} {number}{mark}"
