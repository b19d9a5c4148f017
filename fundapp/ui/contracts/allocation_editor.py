"""The editor of an allocation list (grants without a contract, arts. 7 and 12): one line per receiving body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.services import allocations, contract_sheet, payees, project_sheet, why_not
from fundapp.services.allocations import AllocationEntry
from fundapp.services.contract_sheet import AllocationSheet
from fundapp.services.done import Done
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import PayeeRow
from fundapp.ui.contracts.milestone_rows import narrow
from fundapp.ui.contracts.pending_files import PendingFiles
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.button import button
from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.rows_editor import AnyField, CellColumn, RowsEditor
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.search_choice import SearchChoice
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.projects.editor import YearEdit
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, MilestoneKind, PayeeKind
from fundapp.values.documents import SubjectKind
from fundapp.values.money import Fen, yuan


class LineRows(RowsEditor):
    """Payee, what for, amount, condition, day."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        self._payees: tuple[PayeeRow, ...] = ()
        self._total: Fen | None = None
        self._payee: AnyField | None = None
        super().__init__(
            (
                CellColumn("payee", "收款单位", self._make_payee, 200, 3),
                CellColumn("name", "清单行", self._make_name, 130, 2),
                CellColumn(
                    "amount", "金额（元）", lambda: narrow(MoneyEdit("金额", required=True, unit="")), 130, 0, True
                ),
                CellColumn("condition", "拨付条件", lambda: TextEdit("拨付条件", limit=200), 130, 2),
                CellColumn("due_on", "约定日期", lambda: narrow(DateEdit("约定日期", today=today)), 120),
            ),
            add_text="添加收款单位",
            parent=parent,
        )
        self.edited.connect(self._show_sum)

    def offer(self, payees_: tuple[PayeeRow, ...]) -> None:
        """Payees to choose from; only those with an open account can be paid."""
        self._payees = payees_
        for place in range(self.count()):
            cell = self.cell(place, "payee")
            if isinstance(cell, SearchChoice):
                cell.set_options(self._options())

    def set_total(self, total: Fen | None) -> None:
        """What the lines must add up to."""
        self._total = total

    def sum(self) -> Fen:
        """What the readable amounts add up to."""
        return sum(self.cell(place, "amount").value() or 0 for place in self.filled())

    def gap(self) -> str:
        """还差 … or 超出 …; empty when the lines make up the total."""
        if self._total is None or self.sum() == self._total:
            return ""
        missing = self._total - self.sum()
        return f"{'还差' if missing > 0 else '超出'} {yuan(abs(missing))} 元"

    def entries(self) -> tuple[MilestoneEntry, ...]:
        """The filled lines; ask only when `check` found no problem."""
        return tuple(self._entry(place) for place in self.filled())

    def show_entries(self, entries: tuple[MilestoneEntry, ...]) -> None:
        """Show stored lines."""
        self.set_raw([])
        for entry in entries:
            place = self.add_row({})
            self.cell(place, "payee").set_value(entry.account_id)
            self.cell(place, "name").set_value(entry.name)
            self.cell(place, "amount").set_value(entry.amount)
            self.cell(place, "condition").set_value(entry.condition or None)
            self.cell(place, "due_on").set_value(entry.due_on)

    def add_towns(self) -> None:
        """A line for every town and street that has none yet."""
        present = {self.cell(place, "payee").read() for place in range(self.count())}
        for row in self._payees:
            if row.kind == PayeeKind.TOWN and row.account is not None and row.account.id not in present:
                place = self.add_row({})
                self.cell(place, "payee").set_value(row.account.id)
                self.cell(place, "name").set_value(f"{row.name}补助")

    def _entry(self, place: int) -> MilestoneEntry:
        return MilestoneEntry(
            name=self.cell(place, "name").read() or "",
            kind=MilestoneKind.GRANT,
            amount=self.cell(place, "amount").read() or 0,
            condition=self.cell(place, "condition").read() or "",
            due_on=self.cell(place, "due_on").read(),
            account_id=self.cell(place, "payee").read(),
        )

    def _options(self) -> tuple[Option[int], ...]:
        return tuple(
            Option(row.account.id, row.name, row.account.number[-4:].rjust(4))
            for row in self._payees
            if row.account is not None
        )

    def _make_payee(self) -> AnyField:
        made: SearchChoice[int] = SearchChoice("收款单位", self._options(), required=True)
        made.set_placeholder("名称或拼音首字母")
        self._payee = made
        return made

    def _make_name(self) -> AnyField:
        made = TextEdit("清单行", required=True, limit=60)
        payee = self._payee

        def propose() -> None:
            if isinstance(payee, SearchChoice) and payee.chosen() is not None and not made.raw().strip():
                made.set_value(f"{payee.raw().strip()}补助")

        if payee is not None:
            payee.settled.connect(propose)
        return made

    def _show_sum(self) -> None:
        self.set_sum("payee", "合计")
        self.set_sum("amount", yuan(self.sum()))


class AllocationEditor(EditorPage):
    """Boxes, lines, files."""

    def __init__(
        self,
        session: Session,
        allocation_id: int | None = None,
        *,
        project_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`project_id` is proposed for a new list."""
        super().__init__(session, parent)
        self._allocation_id = allocation_id
        self._project_id = project_id
        self._new = allocation_id is None
        self._sheet: AllocationSheet | None = None
        self.name = TextEdit("清单名称", required=True, limit=100)
        self.project: SearchChoice[int] = SearchChoice("所属项目", required=True)
        self.year = YearEdit("年度", required=True)
        self.amount = MoneyEdit("清单总额", required=True)
        self.number = TextEdit("分配文号", limit=60)
        self.dated = DateEdit("发文日期", today=self._today)
        self.lines = LineRows(self._today)
        self.files = PendingFiles(self, session, allocations.attach_file, AttachmentKind.BASIS)
        self.gap = label("", "warn")
        self.take("清单各行", self.lines)
        self._lay_out()
        self.amount.edited.connect(self._tell_gap)
        self.lines.edited.connect(self._tell_gap)
        self.form.finished.connect(self._to_lines)
        self.lines.finished.connect(self.save_button.setFocus)

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    def _lay_out(self) -> None:
        form = self.form
        form.section("1 分配清单", "补助类项目不签合同，按分配文件逐个单位拨付（第七条、第十二条）。")
        form.add("清单名称", self.name, wide=True)
        form.add("所属项目", self.project)
        form.add("年度", self.year)
        form.add("分配文号", self.number)
        form.add("发文日期", self.dated)
        form.add("清单总额", self.amount)
        head = QHBoxLayout()
        head.addWidget(label("2 清单各行", "head"))
        head.addWidget(button("全部镇街道", self.lines.add_towns, look="link", tip="给还没有列入的镇街道各加一行"))
        head.addStretch(1)
        head.addWidget(self.gap)
        self.column.addLayout(head)
        self.column.addWidget(Sideways(self.lines))
        self.column.addWidget(label("附件", "head"))
        self.column.addWidget(self.files)
        self.column.addStretch(1)

    def heading(self) -> str:
        """The number, once there is one."""
        return "新建分配清单" if self._sheet is None else f"{self._sheet.number} 修改"

    def help(self) -> str:
        """What F1 says."""
        return (
            "一行一个收款单位，合计须等于清单总额，科室负责人才能确认生效。“全部镇街道”一次列出所有镇街道；"
            "可以从 Excel 复制多行多列，直接粘贴到单元格。分配文件请作为附件上传，类型选“依据文件”。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"allocation/{self._allocation_id or f'new-{self._project_id}'}"

    def version(self) -> str:
        """Of the stored list."""
        return str(self._sheet.version) if self._sheet is not None else ""

    def barred(self) -> str:
        """In force, or another division's."""
        if self._allocation_id is None:
            return self._session.ask(why_not.office, "allocations.edit")
        return self._session.ask(why_not.save_basis, SubjectKind.ALLOCATION, self._allocation_id)

    def unsaved(self) -> str:
        """Files that wait count too."""
        waiting = len(self.files.waiting)
        return super().unsaved() or (f"{waiting} 个附件还没有上传。" if waiting else "")

    def drop(self) -> None:
        """Give up the files too."""
        self.files.clear()
        super().drop()

    def fill(self) -> None:
        """What is stored; a new list begins with this year."""
        ask = self._session.ask
        self.project.set_options([Option(key, name, no) for key, no, name in ask(project_sheet.payable, grant=True)])
        self.lines.offer(ask(payees.payees))
        if self._allocation_id is None:
            self.project.set_value(self._project_id or None)
            self.year.set_value(self._today().year)
            self.lines.set_raw([])
            self.files.show_files((), editable=not self.barred())
            self.form.focus_first()
        else:
            self._sheet = sheet = ask(contract_sheet.allocation_sheet, self._allocation_id)
            entry = sheet.entry
            self.name.set_value(entry.name)
            self.project.set_value(entry.project_id)
            self.year.set_value(entry.year)
            self.amount.set_value(entry.amount)
            self.number.set_value(entry.document_number or None)
            self.dated.set_value(entry.document_date)
            self.lines.show_entries(entry.lines)
            self.files.show_files(sheet.files, editable=not self.barred())
        self._tell_gap()

    def restored(self, raw: Mapping[str, str]) -> None:
        """The sum again."""
        self._tell_gap()

    def order(self) -> Order:
        """Store the list."""
        entry = AllocationEntry(
            name=self.name.read() or "",
            project_id=self.project.read() or 0,
            year=self.year.read() or 0,
            amount=self.amount.read() or 0,
            document_number=self.number.read() or "",
            document_date=self.dated.read(),
            lines=self.lines.entries(),
            version=self._sheet.version if self._sheet is not None else None,
        )
        return Order(allocations.save, (entry, self._allocation_id))

    def after(self, done: Done, go: Callable[[], None]) -> None:
        """Upload what waits; a file that cannot be stored keeps the page open."""
        self._new, self._allocation_id = self._new or self._allocation_id is None, done.id
        self._sheet = self._session.ask(contract_sheet.allocation_sheet, done.id)
        self.mark_stored()
        self.files.upload(done.id, go)

    def onward(self, done: Done) -> None:
        """A new list is shown; a changed one goes back to its page."""
        self.closed.emit()
        if self._new:
            self.wanted.emit("contracts", (SubjectKind.ALLOCATION.value, done.id))

    def _to_lines(self) -> None:
        if not self.lines.count():
            self.lines.add_row({})
        self.lines.cell(0, "payee").setFocus()

    def _tell_gap(self) -> None:
        self.lines.set_total(self.amount.value())
        gap = self.lines.gap()
        self.gap.setText(f"各行合计与清单总额{gap}" if gap and self.lines.filled() else "")
