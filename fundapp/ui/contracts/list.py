"""Contracts and allocation lists in one list."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.services import basis_list, why_not
from fundapp.services.basis_list import BasisRow
from fundapp.services.done import Changed
from fundapp.ui.contracts.allocation_editor import AllocationEditor
from fundapp.ui.contracts.detail import BasisDetail
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.ui.contracts.look import TONES
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, text_column
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import ContractState
from fundapp.values.documents import SubjectKind

_KINDS = (SubjectKind.CONTRACT, SubjectKind.ALLOCATION)


class BasisList(Page):
    """Enter opens; two buttons begin a contract or a list."""

    watches = Changed.CONTRACT | Changed.PROJECT | Changed.PAYEE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._loaded = False
        self.table: Table[BasisRow] = Table(
            "contracts",
            _columns(),
            session.runner,
            row_key=lambda row: (row.kind, row.id),
            empty="还没有合同或分配清单",
        )
        self.table.add_filter("kind", "种类", [(kind.value, kind.label) for kind in _KINDS])
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in ContractState])
        self.new_list = button("新建分配清单", self.begin_list, icon="add")
        self.new = button("新建合同", self.begin, look="primary", icon="add", shortcut="Ctrl+N")
        self.table.add_tool(self.new_list)
        self.table.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_basis(row.kind, row.id))
        card = Card(margin=0)
        card.body.addWidget(self.table)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是您可以查阅的全部合同和分配清单。回车或双击打开。合同由经办人填报，付款节点合计须等于合同金额，"
            "科室负责人确认后生效；生效后不能再改，变更登记补充协议。补助类项目不签合同，用“分配清单”逐个单位分配。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        ask = self._session.ask
        bar(self.new, ask(why_not.office, "contracts.edit"))
        bar(self.new_list, ask(why_not.office, "allocations.edit"))
        if self._loaded:
            self.table.reload()
            return
        self._loaded = True
        self.table.show_source(ServiceList(self._session, basis_list.page))

    def aim(self, target: object) -> None:
        """("contract" | "allocation", id) opens it; ("new_contract" | "new_allocation", project id) begins one."""
        if isinstance(target, int):
            self.show_basis(SubjectKind.CONTRACT, target)
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            word, key = target
            if word == "new_contract":
                self.begin(key)
            elif word == "new_allocation":
                self.begin_list(key)
            elif word in {kind.value for kind in _KINDS}:
                self.show_basis(SubjectKind(word), key)

    def begin(self, project_id: int = 0) -> None:
        """A new contract."""
        self.pushed.emit(ContractEditor(self._session, project_id=project_id))

    def begin_list(self, project_id: int = 0) -> None:
        """A new allocation list."""
        self.pushed.emit(AllocationEditor(self._session, project_id=project_id))

    def show_basis(self, kind: SubjectKind, key: int) -> None:
        """Open a contract or list."""
        self.pushed.emit(BasisDetail(self._session, kind, key))


def _columns() -> tuple[Column[BasisRow], ...]:
    return (
        text_column("number", "编号", width=122, quiet=True),
        text_column("name", "名称", stretch=True, width=190, least=160),
        text_column("kind", "种类", width=84, spare=True, sortable=False),
        text_column("project", "项目", width=170, least=110, spare=True),
        text_column("party", "收款单位", lambda row: row.party or "（见清单各行）", width=180, least=150),
        money_column("amount", "金额（元）", width=130),
        date_column("signed_on", "签订日期", width=104, sortable=False),
        badge_column("state", "状态", lambda row: TONES[row.state], width=92),
    )
