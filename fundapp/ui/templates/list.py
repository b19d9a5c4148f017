"""The office's templates of indicators, by category and year."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import indicator_templates, why_not
from fundapp.services.done import Changed
from fundapp.services.indicator_templates import TemplateRow
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, count_column, text_column
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.templates.editor import TemplateEditor


class TemplateList(Page):
    """Everybody may read them, finance and the administrator write."""

    watches = Changed.OFFICE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table: Table[TemplateRow] = Table(
            "templates", _columns(), session.runner, empty="还没有本单位的指标模板，各项目按第九条列出的指标填入"
        )
        self.new = button("新建模板", self.begin, look="primary", icon="add", shortcut="Ctrl+N")
        self.copy = button("复制到其他年度", self._copy_current, icon="copy")
        self.table.add_tool(self.copy)
        self.table.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_template(row.id))
        self.table.selected.connect(lambda _row: self._tell())
        card = Card(margin=0)
        card.body.addWidget(self.table)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "每类项目、每个年度可以有一份指标模板，从该年度起适用，直到有更新年度的模板为止；没有模板的按制度第九条列出的指标。"
            "编制年度绩效指标时可以整份填入，再由经办人补充指标值。修改模板不影响已经编制的年度指标。"
            "模板由财务或管理员维护，可以从制度第九条或其他年度复制。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        self.table.show_rows(self._session.ask(indicator_templates.rows))
        if self.table.current() is None:
            self.table.select_first()
        self._tell()

    def aim(self, target: object) -> None:
        """A template's id opens it; "new" begins another one."""
        if isinstance(target, int):
            self.show_template(target)
        elif target == "new":
            self.begin()

    def begin(self) -> None:
        """A new template."""
        self.pushed.emit(TemplateEditor(self._session))

    def show_template(self, template_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(indicator_templates.sheet, template_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(TemplateEditor(self._session, template_id))

    def _copy_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.pushed.emit(TemplateEditor(self._session, source_id=row.id))

    def _tell(self) -> None:
        why = self._session.ask(why_not.office, "templates.edit")
        bar(self.new, why)
        bar(self.copy, why or ("" if self.table.current() is not None else "请先选中一份模板。"))


def _columns() -> tuple[Column[TemplateRow], ...]:
    return (
        text_column("category", "项目类别", stretch=True, width=220),
        count_column("year", "年度", width=80),
        text_column("holds", "适用年度", width=130, sortable=False),
        count_column("indicators", "指标数", width=80),
        text_column("scheme", "分值方案", width=300, least=200, quiet=True, sortable=False),
        text_column("document", "依据文件", width=160, spare=True, quiet=True, sortable=False),
        text_column("editor", "维护人", width=100, spare=True, quiet=True, sortable=False),
    )
