"""合同与付款节点: every contract and list of a project with its timeline and milestones."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services import contract_sheet, why_not
from fundapp.services.contract_sheet import MilestoneRow
from fundapp.services.project_sheet import ProjectSheet
from fundapp.ui.contracts.milestones_view import BasisCard
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import rule
from fundapp.ui.parts.label import label
from fundapp.ui.screen import Page
from fundapp.ui.session import Session


class BasesTab(QWidget):
    """Stacked under each other; the page scrolls."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        self._page = page
        self._session = session
        self._project_id = 0
        self._shown: object = None
        self.cards: list[BasisCard] = []
        self._none = label("还没有合同或分配清单", "second")
        self.new_contract = button("新建合同", self._begin_contract, icon="add", small=True)
        self.new_list = button("新建分配清单", self._begin_list, icon="add", small=True)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 4)
        tools.setSpacing(10)
        tools.addWidget(self._none)
        tools.addStretch(1)
        tools.addWidget(self.new_list)
        tools.addWidget(self.new_contract)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addLayout(self._stack)
        column.addStretch(1)

    def show_sheet(self, sheet: ProjectSheet) -> None:
        """Show the contracts and lists of a project."""
        self._project_id = sheet.id
        ask = self._session.ask
        bar(self.new_contract, ask(why_not.under_project, sheet.id, "contracts.edit"))
        bar(self.new_list, ask(why_not.under_project, sheet.id, "allocations.edit"))
        self.new_list.setVisible(sheet.grant)
        self._none.setText("" if sheet.bases else "还没有合同或分配清单")
        while (item := self._stack.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.cards = []
        milestones = ask(contract_sheet.milestones_of_project, sheet.id) if sheet.bases else {}
        for row in sorted(sheet.bases, key=lambda one: one.number):
            card = BasisCard(self._session, row, milestones.get((row.kind, row.id), ()))
            card.opened.connect(lambda target: self._page.wanted.emit("contracts", target))
            card.milestone_opened.connect(self._open_milestone)
            if self.cards:
                self._stack.addWidget(rule())
            self.cards.append(card)
            self._stack.addWidget(card)

    def _open_milestone(self, row: MilestoneRow) -> None:
        """Its newest request, or a new one."""
        if row.payment_ids:
            self._page.wanted.emit("payments", ("payment", row.payment_ids[-1]))
        else:
            self._page.wanted.emit("payments", ("milestone", row.id))

    def _begin_contract(self) -> None:
        self._page.wanted.emit("contracts", ("new_contract", self._project_id))

    def _begin_list(self) -> None:
        self._page.wanted.emit("contracts", ("new_allocation", self._project_id))
