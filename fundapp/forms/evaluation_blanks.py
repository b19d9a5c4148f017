"""The blanks of 项目支出绩效自评表: what it says, whatever its layout, and how its money rows add up (art. 13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from fundapp.forms.evaluation_layout import EvaluationLayout, FundPlan
from fundapp.forms.imprint import Imprint
from fundapp.forms.signoffs import SignOffBlank
from fundapp.values.money import Fen

CENTRAL = "central"
"""The layout every form had before layouts could be chosen."""

_OWN = "own"


@dataclass(frozen=True, slots=True)
class FundBlank:
    """Money of one kind in 分: 年初预算数, 全年预算数 (with additions, cuts and carry-over), 全年执行数."""

    initial: Fen
    adjusted: Fen
    executed: Fen


@dataclass(frozen=True, slots=True)
class YearSourceBlank:
    """This year's money of one of the office's own sources."""

    key: str
    title: str
    fund: FundBlank


@dataclass(frozen=True, slots=True)
class IndicatorBlank:
    """One third-level indicator.

    Args:
        level1, level2: names of the levels above, such as 产出指标 and 数量指标; equal neighbours share a cell.
        name: the indicator.
        target: 年度指标值 with its sign and unit, such as ``≥95%``.
        actual: 实际完成值 with its unit.
        weight: 分值 in hundredths of a point.
        points: 得分 in hundredths of a point; None as long as it is not scored.
        note: 偏差原因分析及改进措施, a manual deduction's reason included.
        nature, bound, unit: the target taken apart: 指标性质 such as ≥ or 定性, 指标值, 度量单位.
        bare: 实际完成值 without its unit, for layouts that have a column for it.
        applicable: False prints dashes for weight and points; the others' weights are rescaled then.
    """

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: int
    points: int | None
    note: str = ""
    nature: str = ""
    bound: str = ""
    unit: str = ""
    bare: str = ""
    applicable: bool = True


@dataclass(frozen=True, slots=True)
class EvaluationBlanks:
    """Everything the form says; empty texts print an empty cell. Points are hundredths, rates basis points.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        layout: how it is laid out.
        year: the year evaluated.
        project_name: 项目名称.
        department: 主管部门.
        unit: 实施单位.
        sources: this year's money by the office's own sources.
        carried: 上年结转资金 of every source; `carried_own` is the part of it that is no money of the treasury.
        execution_weight: 分值 of the execution rate, usually 1000.
        execution_rate_bp: 全年执行数 ÷ 全年预算数; None when there was no budget.
        execution_points: 得分 of the execution rate; None as long as it is not scored.
        execution_note: why the rate is low; empty when nothing must be said.
        execution_scale: how the points follow from the rate where it is not in proportion; empty otherwise.
        goal_expected, goal_actual: 年度总体目标, 预期目标 and 实际完成情况.
        indicators: in the order of the form.
        total_points: 总分; None as long as not everything is scored.
        grade: 优, 良, 中 or 差; empty as long as there is no total.
        conclusion, problems, measures: 评价结论, 存在问题, 改进措施.
        reporter: 填报人.
        phone: 联系电话.
        dated: 填报日期.
        signs: the route, in order, such as 科室负责人, 分管领导, and last 单位负责人（盖章）.
    """

    imprint: Imprint
    layout: EvaluationLayout
    year: int
    project_name: str
    department: str
    unit: str
    sources: tuple[YearSourceBlank, ...]
    carried: FundBlank
    execution_weight: int
    execution_rate_bp: int | None
    execution_points: int | None
    goal_expected: str
    goal_actual: str
    indicators: tuple[IndicatorBlank, ...]
    total_points: int | None
    grade: str
    reporter: str
    dated: date
    signs: tuple[SignOffBlank, ...]
    carried_own: FundBlank = FundBlank(0, 0, 0)
    phone: str = ""
    execution_note: str = ""
    execution_scale: str = ""
    conclusion: str = ""
    problems: str = ""
    measures: str = ""

    @property
    def total(self) -> FundBlank:
        """年度资金总额."""
        return added((*(source.fund for source in self.sources), self.carried))

    def said(self) -> dict[str, Any]:
        """All the form says, without its imprint, layout included, for the digest an issue is known by.

        The central layout is said in the words it had before there were others: forms that were issued then stay what
        they are.
        """
        whole = {key: said for key, said in asdict(self).items() if key != "imprint"}
        for one in whole["indicators"]:
            del one["applicable"]  # the note says so
        if self.layout.key != CENTRAL:
            return whole
        for key in ("layout", "sources", "carried_own", "conclusion", "execution_scale"):
            del whole[key]
        fiscal = [source for source in self.sources if source.key != _OWN]
        own = added(source.fund for source in self.sources if source.key == _OWN)
        for one in whole["indicators"]:
            for key in ("nature", "bound", "unit", "bare"):
                del one[key]
        return whole | {
            "total": asdict(self.total),
            "fiscal": asdict(added(source.fund for source in fiscal)),
            "other": asdict(own),
            "fiscal_sources": [(source.title, asdict(source.fund)) for source in fiscal],
        }


def added(funds: Iterable[FundBlank]) -> FundBlank:
    """The sum of kinds of money."""
    rows = tuple(funds)
    return FundBlank(
        sum(row.initial for row in rows), sum(row.adjusted for row in rows), sum(row.executed for row in rows)
    )


def fund_lines(blanks: EvaluationBlanks) -> tuple[tuple[str, FundBlank], ...]:
    """The rows of the money block, named and added up from the ledger's sources as the layout says.

    The rows after the first, details apart, add up to it: what no row names goes to the one that takes the rest.
    """
    own = blanks.carried_own
    atoms = {source.key: source.fund for source in blanks.sources}
    atoms |= {"carried:own": own, "carried:fiscal": _less(blanks.carried, own)}
    first, *parts = blanks.layout.funds
    named = {name for part in parts for name in _named(part)}
    found = [(first.title, blanks.total)]
    for part in parts:
        mine = _named(part) | ({name for name in atoms if name not in named} if part.rest else set())
        found.append((part.title, added(fund for name, fund in atoms.items() if name in mine)))
        if part.details:
            found += [(f"　{source.title}", source.fund) for source in blanks.sources if source.key in mine]
    return tuple(found)


def _named(plan: FundPlan) -> set[str]:
    whole = {"carried:own", "carried:fiscal"} if "carried" in plan.of else set()
    return whole | set(plan.of)


def _less(one: FundBlank, other: FundBlank) -> FundBlank:
    return FundBlank(one.initial - other.initial, one.adjusted - other.adjusted, one.executed - other.executed)
