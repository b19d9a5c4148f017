"""The goal and the indicators of a project year (art. 9), with the points added up while they are typed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.rules.dated import WeightScheme
from fundapp.services import indicators, why_not
from fundapp.services.done import Done
from fundapp.services.indicator_entry import FULL
from fundapp.services.indicators import YearPlan
from fundapp.ui import notices
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.text_edit import NoteEdit
from fundapp.ui.performance.indicator_rows import IndicatorRows, shown_points
from fundapp.ui.session import Session
from fundapp.values.score import Points

_TEMPLATE = (
    notices.Option("no", "取消"),
    notices.Option("replace", "替换现有指标", "danger"),
    notices.Option("append", "添加到后面", "primary"),
)


class IndicatorsEditor(EditorPage):
    """Goal, split of the 100 points, rows; frozen while a self-evaluation is in approval or approved."""

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
        self.sums = Badge()
        self._parts = QHBoxLayout()
        self._lacking = label("", "warn", wrap=True)
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
        self._parts.setSpacing(8)
        self.column.addSpacing(4)
        self.column.addLayout(head)
        self.column.addLayout(self._parts)
        self.column.addWidget(Sideways(self.rows))
        self.column.addWidget(self._lacking)
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
            "按所选方案逐项核对，差额随时显示在上方。“按第九条模板填入”带出本类项目的指标，指标值由您填写。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。自评送审后指标不能再改。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"indicators/{self._project_id}/{self._plan_year}"

    def version(self) -> str:
        """Of the stored year."""
        return str(self._plan.version) if self._plan is not None else ""

    def barred(self) -> str:
        """Another division's, or frozen by a self-evaluation."""
        return self._session.ask(why_not.set_indicators, self._project_id, self._plan_year)

    def fill(self) -> None:
        """What is stored; an empty plan begins with one empty row."""
        ask = self._session.ask
        self._plan = plan = ask(indicators.of_year, self._project_id, self._plan_year)
        self.rows.offer_names(*ask(indicators.names, self._plan_year))
        self.goal.set_value(plan.goal)
        self.rows.show_entries(plan.entries)
        if not plan.entries:
            self.rows.add_row({})
        self.scheme.set_value(self._fitting())
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
        """Fill in what art. 9 proposes; rows that are there are replaced only when the person says so."""
        proposed = self._session.ask(indicators.template, self._project_id, self._plan_year)
        how = "replace"
        if self.rows.filled():
            text = f"已填有 {len(self.rows.filled())} 个指标。模板有 {len(proposed)} 个指标，指标值需要自己填写。"
            how = notices.choose(self, "按第九条模板填入", text, _TEMPLATE)
        if how == "replace":
            self.rows.show_entries(proposed)
        elif how == "append":
            for entry in proposed:
                self.rows.add_entry(entry)

    # -- points ---------------------------------------------------------------------------------------------------

    def part_texts(self) -> tuple[str, ...]:
        """What stands in the badges above the rows."""
        return tuple(text for text, _ in self._part_states())

    def lacking_text(self) -> str:
        """The amber line under the rows."""
        return self._lacking.text()

    def _chosen(self) -> WeightScheme | None:
        return next((one for one in self._schemes if one.key == self.scheme.read()), None)

    def _fitting(self) -> str:
        """The first split that the stored weights fill; a new plan gets the first of all."""
        by_level = self._by_level()
        for scheme in self._schemes:
            free = len(scheme.parts) == 1
            if by_level and (
                dict(scheme.parts) == by_level or (free and sum(by_level.values()) == _indicator_part(scheme))
            ):
                return scheme.key
        return self._schemes[0].key if self._schemes else ""

    def _by_level(self) -> dict[str, Points]:
        found: defaultdict[str, Points] = defaultdict(int)
        for name, points in self.rows.weights():
            found[name] += points
        return dict(found)

    def _part_states(self) -> list[tuple[str, bool]]:
        """(sentence, in order) of every part of the split."""
        scheme = self._chosen()
        if scheme is None:
            return []
        by_level = self._by_level()
        execution = (f"预算执行率 {shown_points(scheme.execution)}", True)
        if len(scheme.parts) == 1:
            ((name, wanted),) = scheme.parts
            return [execution, _state(name, sum(by_level.values()), wanted)]
        parts = [_state(name, by_level.get(name, 0), wanted) for name, wanted in scheme.parts]
        known = dict(scheme.parts)
        strange = [(f"“{name}”不在方案中", False) for name in by_level if name and name not in known]
        return [execution, *parts, *strange]

    def _tell(self) -> None:
        """Totals and what is missing, after every keystroke."""
        scheme = self._chosen()
        total = sum(self._by_level().values()) + (scheme.execution if scheme else 0)
        gap = FULL - total
        word = "" if not gap else f"，还差 {shown_points(gap)}" if gap > 0 else f"，超出 {shown_points(-gap)}"
        self.sums.show_text(f"合计 {shown_points(total)}{word}", "bad" if gap else "ok")
        while (item := self._parts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for text, good in self._part_states():
            self._parts.addWidget(Badge(text, "ok" if good else "warn"))
        self._parts.addStretch(1)
        lacking = self.rows.lacking()
        self._lacking.setText(f"还要填写：{'；'.join(lacking)}。" if lacking else "")
        self._lacking.setVisible(bool(lacking))
        note = scheme.note if scheme else ""
        self._note.setText(f"依据：第九条，{scheme.document}。{note}" if scheme else "")

    def _to_rows(self) -> None:
        if not self.rows.count():
            self.rows.add_row({})
        self.rows.cell(0, "level1").setFocus()


def _indicator_part(scheme: WeightScheme) -> Points:
    return sum(points for _, points in scheme.parts)


def _state(name: str, points: Points, wanted: Points) -> tuple[str, bool]:
    gap = wanted - points
    word = "" if not gap else f" 还差 {shown_points(gap)}" if gap > 0 else f" 超出 {shown_points(-gap)}"
    return f"{name} {shown_points(points)} / {shown_points(wanted)}{word}", not gap
