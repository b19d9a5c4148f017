"""One contract or allocation list: head with its money, milestones with evidence, terms, amendments, files."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fundapp.services import allocations, contract_sheet, contracts, why_not
from fundapp.services.contract_sheet import AllocationSheet, ContractSheet
from fundapp.services.done import Changed
from fundapp.ui import notices
from fundapp.ui.actions import Action, ActionBar
from fundapp.ui.contracts.allocation_editor import AllocationEditor
from fundapp.ui.contracts.dialogs import AmendmentDialog
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.ui.contracts.look import TONES
from fundapp.ui.contracts.tabs import AmendmentsTab, MilestonesTab, TermsTab, padded
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card, Figure, FigureStrip
from fundapp.ui.parts.label import ElidedLabel
from fundapp.ui.parts.scroll import Scroll, page_column
from fundapp.ui.parts.tabs import Tabs
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, ContractState
from fundapp.values.documents import SubjectKind
from fundapp.values.money import wan, yuan

Sheet = ContractSheet | AllocationSheet


class BasisDetail(Page):
    """Reads a contract or list; a draft can be changed or put in force, one in force gets evidence and amendments."""

    watches = Changed.CONTRACT | Changed.PAYMENT | Changed.DISBURSEMENT | Changed.PROJECT | Changed.ATTACHMENT

    def __init__(self, session: Session, kind: SubjectKind, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._id = key
        self._sheet: Sheet | None = None
        contract = kind == SubjectKind.CONTRACT
        self.title = ElidedLabel("", "title")
        self.state = Badge()
        self.facts = ElidedLabel("", "second")
        self.figures = FigureStrip()
        self.tools = ActionBar(reasons=True)
        self.tabs = Tabs(kind.value)
        self.milestones = MilestonesTab(self, session, kind)
        self.terms = TermsTab()
        self.amendments = AmendmentsTab(session)
        self.files = FilesPanel(
            self,
            session,
            contracts.attach_file if contract else allocations.attach_file,
            fallback=AttachmentKind.CONTRACT if contract else AttachmentKind.BASIS,
        )
        self._lay_out(contract)
        self.tools.chosen.connect(self._act)

    def _lay_out(self, contract: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addWidget(self.facts, 1)
        head.addWidget(self.tools)
        top = Card()
        top.body.addLayout(head)
        top.body.addWidget(self.figures)
        self.tabs.add("milestones", "付款节点与佐证" if contract else "清单各行与佐证", Scroll(self.milestones))
        self.tabs.add("terms", "合同信息" if contract else "清单信息", Scroll(self.terms))
        if contract:
            self.tabs.add("amendments", "补充协议", self.amendments)
        self.tabs.add("files", "附件", Scroll(padded(self.files)))
        self.tabs.recall()
        body = Card(margin=0)
        body.body.addWidget(self.tabs)
        column = page_column(self, scroll=False)
        column.addWidget(top)
        column.addWidget(body, 1)

    def heading(self) -> str:
        """The number."""
        return self._sheet.number if self._sheet is not None else self._kind.label

    def help(self) -> str:
        """What F1 says."""
        return (
            "草稿由本科室负责人“确认生效”后才能用款，生效后内容不再改动，变更登记补充协议。选中一个付款节点，下方是它的佐证；"
            "验收、考核等材料在这里登记，材料可以直接拖进窗口。双击付款节点发起或查看用款申请。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        ask = self._session.ask
        if self._kind == SubjectKind.CONTRACT:
            contract = ask(contract_sheet.contract_sheet, self._id)
            self._sheet = contract
            self.facts.setText(f"{contract.number} · {contract.party} · {contract.project}")
            self.terms.show_contract(contract)
            self.amendments.show_rows(contract.amendments)
            rows = contract.milestones
            self.tabs.set_title("amendments", _counted("补充协议", len(contract.amendments)))
        else:
            listed = ask(contract_sheet.allocation_sheet, self._id)
            self._sheet = listed
            self.facts.setText(f"{listed.number} · {listed.entry.document_number} · {listed.project}")
            self.terms.show_allocation(listed)
            rows = listed.lines
        sheet = self._sheet
        self.title.setText(sheet.entry.name)
        self.state.show_text(sheet.state.label, TONES[sheet.state])
        self.figures.show_figures(_figures(sheet))
        self.milestones.show_rows(rows, ask(why_not.under_basis, self._kind, self._id, "evidence.add"))
        self.files.show_files(self._id, sheet.files, ask(why_not.attach_to_basis, self._kind, self._id))
        self.tabs.set_title("files", _counted("附件", len(sheet.files)))
        self._offer(sheet)
        self.headed.emit()

    def _offer(self, sheet: Sheet) -> None:
        ask, kind, key = self._session.ask, self._kind, self._id
        if sheet.state == ContractState.DRAFT:
            self.tools.set_actions(
                (
                    Action("confirm", "确认生效", "primary", barred=ask(why_not.confirm_basis, kind, key)),
                    Action("edit", "修改", barred=ask(why_not.save_basis, kind, key)),
                )
            )
            return
        wanted = [Action("pay", "发起用款", "primary", barred=ask(why_not.under_basis, kind, key, "payments.edit"))]
        if kind == SubjectKind.CONTRACT:
            wanted.append(Action("amend", "补充协议…", barred=ask(why_not.under_basis, kind, key, "contracts.edit")))
        self.tools.set_actions(wanted)

    def _act(self, key: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if key == "edit" and self._kind == SubjectKind.CONTRACT:
            self.pushed.emit(ContractEditor(self._session, self._id))
        elif key == "edit":
            self.pushed.emit(AllocationEditor(self._session, self._id))
        elif key == "confirm":
            self._confirm(sheet)
        elif key == "pay":
            self.wanted.emit("payments", (self._kind.value, self._id))
        elif key == "amend" and isinstance(sheet, ContractSheet):
            AmendmentDialog(self, self._session, sheet).open()

    def _confirm(self, sheet: Sheet) -> None:
        word = self._kind.label
        text = f"{sheet.number} {sheet.entry.name}，{yuan(sheet.entry.amount)} 元。生效后内容不能再改。"
        if notices.confirm(self, f"确认{word}生效？", text, yes="确认生效"):
            verb = contracts.confirm if self._kind == SubjectKind.CONTRACT else allocations.confirm
            self._session.do(self, verb, self._id)


def _counted(word: str, count: int) -> str:
    return f"{word} {count}" if count else word


def _figures(sheet: Sheet) -> tuple[Figure, ...]:
    money = sheet.money
    added = money.limit - sheet.entry.amount
    note = f"（含补充协议 {wan(added)}）" if added else ""
    word = "合同金额" if isinstance(sheet, ContractSheet) else "清单总额"
    return (
        Figure(f"{word}{note}", f"{wan(money.limit)} 万元"),
        Figure("累计拨付", f"{wan(money.paid)} 万元"),
        Figure("在途申请", f"{wan(money.in_flight)} 万元"),
        Figure("未付余额", f"{wan(money.free)} 万元"),
    )
