"""One template of indicators: category, year, split of the 100 points, and the proposed rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.rules.dated import WeightScheme
from fundapp.services import indicator_templates, why_not
from fundapp.services.done import Done
from fundapp.services.indicator_templates import TemplateEntry
from fundapp.ui import notices
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.performance.indicator_rows import IndicatorRows
from fundapp.ui.performance.points import SplitBadges
from fundapp.ui.projects.editor import YearEdit
from fundapp.ui.session import Session


class TemplateEditor(EditorPage):
    """A new template begins with what art. 9 names, or with the rows of another one."""

    def __init__(
        self,
        session: Session,
        template_id: int | None = None,
        *,
        source_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._id = template_id
        self._source_id = source_id
        self._version: int | None = None
        self._today: dt.date = session.ask(lambda desk: desk.today)
        found = session.ask(indicator_templates.choices, self._today.year + 1)
        self._schemes: tuple[WeightScheme, ...] = found.schemes
        self.category: Choice[str] = Choice(
            "项目类别", tuple(Option(key, title) for key, title in found.categories), required=True, empty=""
        )
        self.year = YearEdit("年度", required=True)
        self.scheme: Choice[str] = Choice(
            "分值方案", tuple(Option(one.key, one.title) for one in found.schemes), empty=""
        )
        self.document = TextEdit("依据文件", limit=100)
        self.rows = IndicatorRows(lambda: self._today, open_targets=True)
        self.rows.offer_names(found.first, found.second)
        self.source: Choice[int] = Choice("复制自", empty="从…复制")
        self.copy_button = button("填入", self.copy_in, icon="copy", small=True)
        self.points = SplitBadges()
        self._lacking = label("", "warn", wrap=True)
        self._hints = label("", "second", wrap=True)
        self._lay_out()
        self.take("绩效指标", self.rows)
        self.rows.edited.connect(self._tell)
        self.scheme.edited.connect(self._tell)
        self.category.edited.connect(self._offer_sources)
        self.form.finished.connect(self._to_rows)
        self.rows.finished.connect(self.save_button.setFocus)

    def _lay_out(self) -> None:
        self.form.section("1 适用范围", "从该年度起适用，直到同类项目有更新年度的模板为止（第九条）。")
        self.form.add("项目类别", self.category)
        self.form.add("年度", self.year)
        self.form.add("分值方案", self.scheme, wide=True)
        self.form.add("依据文件", self.document, wide=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("2 绩效指标", "head"))
        head.addWidget(self.points.sums)
        head.addWidget(label("指标值可以留空，由各项目填写。", "second"))
        head.addStretch(1)
        self.source.setMinimumWidth(180)
        head.addWidget(self.source)
        head.addWidget(self.copy_button)
        self.column.addSpacing(4)
        self.column.addLayout(head)
        self.column.addWidget(self.points)
        self.column.addWidget(Sideways(self.rows))
        self.column.addWidget(self._lacking)
        self.column.addWidget(self._hints)
        self.column.addStretch(1)

    def heading(self) -> str:
        """Category and year."""
        chosen = self.category.chosen()
        return f"指标模板 · {chosen.text}" if self._id is not None and chosen is not None else "新建指标模板"

    def help(self) -> str:
        """What F1 says."""
        return (
            "先选项目类别、年度和分值方案，再逐条编制指标；分值合计加上预算执行率须为 100 分，差额随时显示。"
            "“从…复制”可以带出制度第九条或其他年度模板的指标。指标值可以留空；填写数字的要有单位。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"indicator_template/{self._id or 'new'}"

    def version(self) -> str:
        """Of the stored template."""
        return "" if self._version is None else str(self._version)

    def barred(self) -> str:
        """Only finance and the administrator write."""
        return self._session.ask(why_not.office, "templates.edit")

    def fill(self) -> None:
        """What is stored; a new one begins with its source for the next year."""
        ask = self._session.ask
        if self._id is not None:
            entry = ask(indicator_templates.sheet, self._id)
        elif self._source_id:
            category = ask(indicator_templates.sheet, self._source_id).category
            entry = ask(indicator_templates.copy, category, self._today.year + 1, self._source_id)
        else:
            first = self.category.options()[0].value
            entry = ask(indicator_templates.copy, first, self._today.year + 1, 0)
        self._version = entry.version
        self.category.set_value(entry.category)
        self.year.set_value(entry.year)
        self.scheme.set_value(entry.scheme)
        self.document.set_value(entry.document or None)
        self.rows.show_entries(entry.lines)
        self._offer_sources()
        bar(self.copy_button, self.barred())
        self._tell()

    def order(self) -> Order:
        """Store the template."""
        entry = TemplateEntry(
            category=self.category.read() or "",
            year=self.year.read() or 0,
            scheme=self.scheme.read() or "",
            lines=self.rows.entries(),
            document=self.document.read() or "",
            version=self._version,
        )
        return Order(indicator_templates.save, (entry, self._id))

    def after(self, done: Done, go: Callable[[], None]) -> None:
        """It has an id now."""
        go()

    def onward(self, done: Done) -> None:
        """Back to the list."""
        self.closed.emit()

    def copy_in(self) -> None:
        """Replace the rows by those of the chosen source; filled rows are only replaced when the person says so."""
        source, category = self.source.read(), self.category.read()
        if source is None or category is None:
            notices.say("请先选择从哪里复制。", "warn")
            return
        found = self._session.ask(indicator_templates.copy, category, self.year.value() or self._today.year, source)
        text = f"现有 {len(self.rows.filled())} 个指标将被替换为 {len(found.lines)} 个。"
        if self.rows.filled() and not notices.confirm(self, "替换现有指标？", text, yes="替换", danger=True):
            return
        self.rows.show_entries(found.lines)
        self.scheme.set_value(found.scheme)

    def _offer_sources(self) -> None:
        found = self._session.ask(indicator_templates.sources, self.category.read() or "")
        self.source.set_options(tuple(Option(one.id, one.title) for one in found if one.id != self._id or not one.id))

    def _chosen(self) -> WeightScheme | None:
        return next((one for one in self._schemes if one.key == self.scheme.read()), None)

    def _tell(self) -> None:
        """Totals and what is missing, after every keystroke."""
        self.points.show_weights(self._chosen(), self.rows.weights())
        lacking, hints = self.rows.lacking(), self.rows.zero_hints()
        self._lacking.setText(f"还要填写：{'；'.join(lacking)}。" if lacking else "")
        self._lacking.setVisible(bool(lacking))
        self._hints.setText("\n".join(hints))
        self._hints.setVisible(bool(hints))

    def _to_rows(self) -> None:
        if not self.rows.count():
            self.rows.add_row({})
        self.rows.cell(0, "level1").setFocus()
