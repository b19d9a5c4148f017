"""The editor of a contract until its division head puts it in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.services import contract_sheet, contracts, payees, project_sheet, why_not
from fundapp.services.contract_sheet import ContractSheet
from fundapp.services.done import Done
from fundapp.ui.contracts.fields import ContractFields
from fundapp.ui.contracts.item_rows import ItemRows
from fundapp.ui.contracts.milestone_rows import MilestoneRows
from fundapp.ui.contracts.pending_files import PendingFiles
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind


class ContractEditor(EditorPage):
    """Boxes, milestones, items, files."""

    def __init__(
        self,
        session: Session,
        contract_id: int | None = None,
        *,
        project_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`project_id` is proposed for a new contract."""
        super().__init__(session, parent)
        self._contract_id = contract_id
        self._project_id = project_id
        self._new = contract_id is None
        self._sheet: ContractSheet | None = None
        self.fields = ContractFields(self.form, self._today)
        self.milestones = MilestoneRows(self._today)
        self.items = ItemRows()
        self.files = PendingFiles(self, session, contracts.attach_file, AttachmentKind.CONTRACT)
        self.gap = label("", "warn")
        self.take("付款节点", self.milestones)
        self.take("标的明细", self.items)
        self._lay_out()
        self._connect()

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("3 付款节点", "head"))
        head.addWidget(label("比例和金额互相换算；可从 Excel 整块粘贴。", "second"))
        head.addStretch(1)
        head.addWidget(self.gap)
        self.column.addSpacing(4)
        self.column.addLayout(head)
        self.column.addWidget(Sideways(self.milestones))
        self.column.addWidget(label("4 标的明细", "head"))
        self.column.addWidget(Sideways(self.items))
        self.column.addWidget(label("附件", "head"))
        self.column.addWidget(self.files)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.fields.amount.edited.connect(lambda: self.milestones.set_total(self.fields.amount.value()))
        self.fields.amount.edited.connect(self._tell_gap)
        self.milestones.edited.connect(self._tell_gap)
        self.form.finished.connect(self._to_milestones)
        self.milestones.finished.connect(self.save_button.setFocus)
        self.items.finished.connect(self.save_button.setFocus)

    def heading(self) -> str:
        """The number, once there is one."""
        return "新建合同" if self._sheet is None else f"{self._sheet.number} 修改"

    def help(self) -> str:
        """What F1 says."""
        return (
            "乙方从“收款单位”中选，输入名称、代码或拼音首字母即可查找。付款节点填比例或金额，另一项自动换算；"
            "合计与合同金额的差额写在表格右上方，差额为零科室负责人才能确认生效。"
            "可以从 Excel 复制多行多列，直接粘贴到单元格。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。附件可以直接拖进来，保存时一并上传。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"contract/{self._contract_id or f'new-{self._project_id}'}"

    def version(self) -> str:
        """Of the stored contract."""
        return str(self._sheet.version) if self._sheet is not None else ""

    def barred(self) -> str:
        """In force, or another division's."""
        if self._contract_id is None:
            return self._session.ask(why_not.office, "contracts.edit")
        return self._session.ask(why_not.save_basis, SubjectKind.CONTRACT, self._contract_id)

    def unsaved(self) -> str:
        """Files that wait count too."""
        waiting = len(self.files.waiting)
        return super().unsaved() or (f"{waiting} 个附件还没有上传。" if waiting else "")

    def drop(self) -> None:
        """Give up the files too."""
        self.files.clear()
        super().drop()

    def fill(self) -> None:
        """What is stored; a new contract begins with its project and one empty milestone."""
        ask = self._session.ask
        self.fields.offer(ask(project_sheet.payable, grant=False), ask(payees.payees))
        if self._contract_id is None:
            self.fields.project.set_value(self._project_id or None)
            self.milestones.set_raw([])
            self.milestones.add_row({})
            self.items.set_raw([])
            self.files.show_files((), editable=not self.barred())
            self.form.focus_first()
        else:
            self._sheet = sheet = ask(contract_sheet.contract_sheet, self._contract_id)
            self.fields.show(sheet.entry)
            self.milestones.show_entries(sheet.entry.milestones)
            self.items.show_entries(sheet.entry.items)
            self.files.show_files(sheet.files, editable=not self.barred())
        self.milestones.set_total(self.fields.amount.value())
        self._tell_gap()

    def restored(self, raw: Mapping[str, str]) -> None:
        """The account follows the party."""
        self.fields.restored(raw)

    def order(self) -> Order:
        """Store the contract."""
        version = self._sheet.version if self._sheet is not None else None
        entry = self.fields.entry(self.milestones.entries(), self.items.entries(), version)
        return Order(contracts.save, (entry, self._contract_id))

    def after(self, done: Done, go: Callable[[], None]) -> None:
        """Upload what waits; a file that cannot be stored keeps the page open."""
        self._new, self._contract_id = self._new or self._contract_id is None, done.id
        self._sheet = self._session.ask(contract_sheet.contract_sheet, done.id)
        self.mark_stored()
        self.files.upload(done.id, go)

    def onward(self, done: Done) -> None:
        """A new contract is shown; a changed one goes back to its page."""
        self.closed.emit()
        if self._new:
            self.wanted.emit("contracts", (SubjectKind.CONTRACT.value, done.id))

    def _to_milestones(self) -> None:
        if not self.milestones.count():
            self.milestones.add_row({})
        self.milestones.cell(0, "name").setFocus()

    def _tell_gap(self) -> None:
        gap = self.milestones.gap()
        self.gap.setText(f"付款节点合计与合同金额{gap}" if gap and self.milestones.filled() else "")
