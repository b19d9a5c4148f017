"""The goal and the indicators of a project year (art. 9), with the points added up while they are typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.rules.dated import WeightScheme
from fundapp.services import indicator_templates, indicators, why_not
from fundapp.services.done import Done
from fundapp.services.indicators import Proposal, YearPlan
from fundapp.ui import notices
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.text_edit import NoteEdit
from fundapp.ui.performance.indicator_rows import IndicatorRows
from fundapp.ui.performance.points import SplitBadges
from fundapp.ui.session import Session

_TEMPLATE = (
    notices.Option("no", "取消"),
    notices.Option("replace", "替换现有指标", "danger"),
    notices.Option("append", "添加到后面", "primary"),
)


class IndicatorsEditor(EditorPage):
    """Goal, split of the 100 points, rows; frozen while an application or self-evaluation stands on them."""

    def __init__(self, session: Session, project_id: int, year: int, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._project_id = project_id
        self._plan_year = year
        self._plan: YearPlan | None = None
        self._schemes: tuple[WeightScheme, ...] = session.ask(indicators.schemes, year)
        self.goal = NoteEdit("年度绩效目标", required=True, lines=3, limit=1000)
        self.scheme: Choice[str] = Choice(
            "分值方案", tuple(Option(one.key, one.title) for one in self._schemes), empty=""
        )
        self.rows = IndicatorRows(self._today)
        self.template_button = button("按第九条模板填入", self.use_template, icon="list", small=True)
        self._points = SplitBadges()
        self.sums = self._points.sums
        self._lacking = label("", "warn", wrap=True)
        self._hints = label("", "second", wrap=True)
        self._note = label("", "second", wrap=True)
        self._lay_out()
        self.take("绩效指标", self.rows)
        self.rows.edited.connect(self._tell)
        self.scheme.edited.connect(self._tell)
        self.form.finished.connect(self._to_rows)
        self.rows.finished.connect(self.save_button.setFocus)

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    def _lay_out(self) -> None:
        self.form.section("1 年度目标与分值方案")
        self.form.add("年度绩效目标", self.goal, wide=True)
        self.form.add("分值方案", self.scheme, wide=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("2 绩效指标", "head"))
        head.addWidget(self.sums)
        head.addWidget(label("可从 Excel 整块粘贴。", "second"))
        head.addStretch(1)
        head.addWidget(self.template_button)
        self.column.addSpacing(4)
        self.column.addLayout(head)
        self.column.addWidget(self._points)
        self.column.addWidget(Sideways(self.rows))
        self.column.addWidget(self._lacking)
        self.column.addWidget(self._hints)
        self.column.addWidget(self._note)
        self.column.addStretch(1)

    def heading(self) -> str:
        """Year and project."""
        return f"{self._plan_year} 年度绩效指标 · {self._plan.project}" if self._plan else "绩效指标"

    def help(self) -> str:
        """What F1 says."""
        return (
            "先写年度绩效目标，再逐条编制指标（第九条）。“性质”是实际值与指标值的比较方式：≥、＝、≤ 等填数字，"
            "“定性”用文字写明要达到的程度，“日期”填写最迟完成日期。分值合计加上预算执行率须为 100 分，"
            "按所选方案逐项核对，差额随时显示在上方。“模板填入”带出本单位模板或第九条列出的本类项目指标，指标值由您填写。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。年度申请或自评送审后指标不能再改。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"indicators/{self._project_id}/{self._plan_year}"

    def version(self) -> str:
        """Of the stored year."""
        return str(self._plan.version) if self._plan is not None else ""

    def barred(self) -> str:
        """Another division's, or frozen by an application or self-evaluation."""
        return self._session.ask(why_not.set_indicators, self._project_id, self._plan_year)

    def fill(self) -> None:
        """What is stored; an empty plan begins with one empty row."""
        ask = self._session.ask
        self._plan = plan = ask(indicators.of_year, self._project_id, self._plan_year)
        self.rows.offer_names(*ask(indicator_templates.names, self._plan_year))
        self.goal.set_value(plan.goal)
        self.rows.show_entries(plan.entries)
        if not plan.entries:
            self.rows.add_row({})
        self.scheme.set_value(plan.scheme)
        self.template_button.setText(f"按{self._proposal().origin}填入")
        bar(self.template_button, self.barred())
        self._tell()

    def order(self) -> Order:
        """Store goal and indicators."""
        version = self._plan.version if self._plan is not None else None
        entries, scheme = self.rows.entries(), self.scheme.read() or ""
        args = (self._project_id, self._plan_year, self.goal.read() or "", entries, scheme, version)
        return Order(indicators.set_for_year, args)

    def after(self, done: Done, go: Callable[[], None]) -> None:
        """The ids of new rows are known now."""
        go()

    def onward(self, done: Done) -> None:
        """Back to the list."""
        self.closed.emit()

    def use_template(self) -> None:
        """Fill in what the office or art. 9 proposes; rows that are there are replaced only when the person says so."""
        found = self._proposal()
        how = "replace"
        if self.rows.filled():
            given, more = len(self.rows.filled()), len(found.entries)
            text = f"已填有 {given} 个指标。模板有 {more} 个指标，没有指标值的需要自己填写。"
            how = notices.choose(self, f"按{found.origin}填入", text, _TEMPLATE)
        if how == "replace":
            self.rows.show_entries(found.entries)
            if found.scheme:
                self.scheme.set_value(found.scheme)
        elif how == "append":
            for entry in found.entries:
                self.rows.add_entry(entry)

    def _proposal(self) -> Proposal:
        return self._session.ask(indicators.proposal, self._project_id, self._plan_year)

    # -- points ---------------------------------------------------------------------------------------------------

    def part_texts(self) -> tuple[str, ...]:
        """What stands in the badges above the rows."""
        return self._points.texts()

    def lacking_text(self) -> str:
        """The amber line under the rows."""
        return self._lacking.text()

    def _chosen(self) -> WeightScheme | None:
        return next((one for one in self._schemes if one.key == self.scheme.read()), None)

    def _tell(self) -> None:
        """Totals and what is missing, after every keystroke."""
        scheme = self._chosen()
        self._points.show_weights(scheme, self.rows.weights())
        lacking = self.rows.lacking()
        self._lacking.setText(f"还要填写：{'；'.join(lacking)}。" if lacking else "")
        self._lacking.setVisible(bool(lacking))
        hints = self.rows.zero_hints()
        self._hints.setText("\n".join(hints))
        self._hints.setVisible(bool(hints))
        note = scheme.note if scheme else ""
        self._note.setText(f"依据：第九条，{scheme.document}。{note}" if scheme else "")

    def _to_rows(self) -> None:
        if not self.rows.count():
            self.rows.add_row({})
        self.rows.cell(0, "level1").setFocus()
