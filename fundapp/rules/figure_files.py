"""What the files in ``resources/regulation`` mean, and what they can never say.

Every refusal is `Damaged` and names the file. Whatever a file says, a route without the supervising leader's step, or
with that step made conditional, is refused (art. 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from fundapp.rules.dated import (
    AttachmentDemand,
    BandEdges,
    Category,
    EconomicClass,
    Figure,
    ForbiddenPrefix,
    FormLayout,
    Framework,
    GradeTable,
    IndicatorTemplate,
    Ladder,
    PurposeWord,
    Route,
    RouteStep,
    Source,
    WeightScheme,
)
from fundapp.rules.entries import Entry, damaged, read_series, read_tables
from fundapp.rules.framework_file import FULL, check_shares, read_frameworks
from fundapp.rules.route import ChecklistItem, Scope, Step, Subject, has_supervising_step
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import AttachmentKind, MilestoneKind
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from fundapp.values.score import Bands, Operator

UNITS = {
    "large_payment": ("分", "主要领导加签的起点金额"),
    "sme_default_days": ("天", "中小企业款项未约定时的付款期限"),
    "sme_max_days": ("天", "中小企业款项约定付款期限的上限"),
    "sme_notice_days": ("天", "中小企业款项提前提醒天数"),
    "early_request_days": ("天", "早于约定付款日申请的天数"),
    "progress_ahead": ("bp", "累计付款比例可超前于实际进度的幅度"),
    "project_term_years": ("年", "项目实施年限"),
    "amendment_limit": ("bp", "补充协议累计追加上限"),
    "contract_signing_days": ("天", "合同签订期限"),
    "contract_publish_days": ("工作日", "合同公告期限"),
    "contract_filing_days": ("工作日", "合同备案期限"),
    "execution_explanation": ("bp", "须说明原因的预算执行率"),
    "deviation_trigger": ("bp", "指标偏离须说明的幅度"),
    "term_effect_share": ("bp", "产出和效益合计的最低权重"),
    "monitoring_month": ("月", "集中监控的截止月份"),
    "progress_behind": ("bp", "进度落后须提示的幅度"),
}
"""Figures that the program asks for: the unit it expects, and the office's word for one that is missing."""

LADDERS = {
    "execution_steps": "预算执行率得分档次",
    "lateness": "时效指标延迟得分档次",
    "login_delay": "密码输错等待时间",
    "satisfaction_steps": "满意度得分档次",
}
CHECKED_BY_LEADER = frozenset({"basis", "amount", "progress"})
"""Art. 12: what the supervising leader checks before money moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFiles:
    """Everything the folder holds, checked."""

    figures: tuple[Figure, ...]
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    indicators: tuple[IndicatorTemplate, ...]
    classes: tuple[EconomicClass, ...]
    forbidden: tuple[ForbiddenPrefix, ...]
    words: tuple[PurposeWord, ...]
    bands: tuple[BandEdges, ...]
    grades: tuple[GradeTable, ...]
    ladders: tuple[Ladder, ...]
    schemes: tuple[WeightScheme, ...]
    frameworks: tuple[Framework, ...]
    form_layouts: tuple[FormLayout, ...]
    routes: tuple[Route, ...]
    demands: tuple[AttachmentDemand, ...]


def read_folder(folder: Path) -> FigureFiles:
    """Read and check every file of the folder.

    Raises:
        Damaged: a file is missing, unreadable or says something that cannot be; the sentence names the file.
    """
    economic = read_tables(folder, "economic_classes.toml", "forbidden", "class", "word")
    scales = read_tables(folder, "scales.toml", "bands", "grades", "ladder")
    indicators = read_tables(folder, "indicators.toml", "indicator")["indicator"]
    demands = read_tables(folder, "attachments.toml", "demand")["demand"]
    files = FigureFiles(
        figures=read_series(read_tables(folder, "figures.toml", "figure")["figure"], _figure, lambda one: one.key),
        categories=read_series(
            read_tables(folder, "categories.toml", "category")["category"], _category, lambda one: one.key
        ),
        sources=read_series(read_tables(folder, "sources.toml", "source")["source"], _source, lambda one: one.key),
        indicators=read_series(indicators, _indicator, lambda one: f"{one.category}/{one.level2}/{one.name}"),
        classes=read_series(economic["class"], _class, lambda one: one.code),
        forbidden=read_series(economic["forbidden"], _forbidden, lambda one: one.prefix),
        words=read_series(economic["word"], _word, lambda one: one.word),
        bands=read_series(scales["bands"], _bands, lambda _: "bands"),
        grades=read_series(scales["grades"], _grades, lambda _: "grades"),
        ladders=read_series(scales["ladder"], _ladder, lambda one: one.key),
        schemes=read_series(read_tables(folder, "weights.toml", "scheme")["scheme"], _scheme, lambda one: one.key),
        frameworks=read_frameworks(folder),
        form_layouts=read_series(
            read_tables(folder, "form_layouts.toml", "form_layout")["form_layout"], _form_layout, lambda one: one.form
        ),
        routes=read_series(read_tables(folder, "routes.toml", "route")["route"], _route, lambda one: one.subject),
        demands=read_series(demands, _demand, lambda one: f"{one.milestone}/{one.label}"),
    )
    _check_figures(files)
    check_shares(files.frameworks, files.figures)
    _check_references(files)
    return files


def _figure(entry: Entry) -> Figure:
    key = entry.take("key", str)
    unit = entry.take("unit", str)
    if key in UNITS and UNITS[key][0] != unit:
        raise entry.wrong(f"的单位应为“{UNITS[key][0]}”，现在是“{unit}”")
    value = entry.whole("value")
    if unit == "月" and not 1 <= value <= 12:
        raise entry.wrong(f"的月份应为 1 到 12，现在是 {value}")
    return Figure(key=key, title=entry.take("title", str), value=value, unit=unit, **entry.dated())


def _category(entry: Entry) -> Category:
    return Category(
        key=entry.take("key", str),
        title=entry.take("title", str),
        grant=entry.take("grant", bool),
        use=entry.take("use", str),
        goal=entry.take("goal", str),
        kinds=entry.rows("kinds", str, str),
        **entry.dated(),
    )


def _source(entry: Entry) -> Source:
    return Source(key=entry.take("key", str), title=entry.take("title", str), **entry.dated())


def _indicator(entry: Entry) -> IndicatorTemplate:
    return IndicatorTemplate(
        category=entry.take("category", str),
        level1=entry.take("level1", str),
        level2=entry.take("level2", str),
        name=entry.take("name", str),
        operator=entry.member(entry.take("operator", str), Operator),
        unit=entry.take("unit", str, ""),
        weight=entry.whole("weight"),
        **entry.dated(),
    )


def _class(entry: Entry) -> EconomicClass:
    forbidden = entry.take("forbidden", bool, False)
    return EconomicClass(
        code=entry.take("code", str),
        name=entry.take("name", str),
        forbidden=forbidden,
        reason=entry.take("reason", str) if forbidden else "",
        **entry.dated(),
    )


def _forbidden(entry: Entry) -> ForbiddenPrefix:
    return ForbiddenPrefix(prefix=entry.take("prefix", str), reason=entry.take("reason", str), **entry.dated())


def _word(entry: Entry) -> PurposeWord:
    return PurposeWord(word=entry.take("word", str), **entry.dated())


def _bands(entry: Entry) -> BandEdges:
    edges = tuple(entry.take("edges", list))
    if [type(edge) for edge in edges] != [int] * 4:
        raise entry.wrong("的 edges 应为 4 个整数")
    try:
        return BandEdges(edges=Bands(edges), **entry.dated())
    except BadInput as error:
        raise entry.wrong(f"的分界不对（{error.message.rstrip('。')}）") from error


def _grades(entry: Entry) -> GradeTable:
    steps = entry.rows("steps", int, str)
    if not steps or min(points for points, _ in steps) != 0 or max(points for points, _ in steps) > FULL:
        raise entry.wrong("的等级应从 0 分起、不超过 100 分")
    if len({points for points, _ in steps}) != len(steps):
        raise entry.wrong("有两个等级的起点相同")
    poor = tuple(entry.take("poor", list))
    if not poor or not set(poor) < {label for _, label in steps}:
        raise entry.wrong("的 poor 应列出须整改的等级，都在 steps 之内，且不是全部等级")
    return GradeTable(steps=steps, poor=poor, **entry.dated())


def _ladder(entry: Entry) -> Ladder:
    steps = entry.rows("steps", int, int)
    starts = [start for start, _ in steps]
    if starts != sorted(set(starts)) or any(start < 0 or value < 0 for start, value in steps):
        raise entry.wrong("的档次应从小到大、不重复、不为负数")
    return Ladder(
        key=entry.take("key", str),
        title=entry.take("title", str),
        unit=entry.take("unit", str),
        steps=steps,
        **entry.dated(),
    )


def _scheme(entry: Entry) -> WeightScheme:
    execution, parts = entry.whole("execution"), entry.rows("parts", str, int)
    total = execution + sum(weight for _, weight in parts)
    if total != FULL or any(weight <= 0 for _, weight in parts):
        raise entry.wrong(f"的分值合计应为 100 分且每项大于 0，现在合计 {total // 100}.{total % 100:02d} 分")
    names = entry.rows("names", str, str, optional=True)
    foreign = sorted({first for first, _ in names} - {first for first, _ in parts})
    if foreign:
        raise entry.wrong(f"的 names 中有该方案没有的一级指标（{'、'.join(foreign)}）")
    return WeightScheme(
        key=entry.take("key", str),
        title=entry.take("title", str),
        execution=execution,
        parts=parts,
        names=names,
        ladders=entry.rows("ladders", str, str, optional=True),
        **entry.dated(),
    )


def _form_layout(entry: Entry) -> FormLayout:
    return FormLayout(form=entry.take("form", str), layout=entry.take("layout", str), **entry.dated())


def _demand(entry: Entry) -> AttachmentDemand:
    kinds = tuple(entry.member(code, AttachmentKind) for code in entry.take("kinds", list))
    if not kinds:
        raise entry.wrong("的 kinds 不能为空")
    return AttachmentDemand(
        milestone=entry.member(entry.take("milestone", str), MilestoneKind),
        kinds=kinds,
        label=entry.take("label", str),
        block=entry.take("block", bool),
        **entry.dated(),
    )


def _route(entry: Entry) -> Route:
    subject: Subject = entry.take("subject", str)
    if subject not in get_args(Subject):
        raise entry.wrong("不是可以签批的单据")
    entry.name = f"{SubjectKind(subject).label}签批流程"
    steps = tuple(_route_step(each) for each in entry.entries("step"))
    if len({each.step.key for each in steps}) != len(steps):
        raise entry.wrong("中有两个环节的 key 相同")
    _check_supervising(entry, subject, steps)
    return Route(subject=subject, steps=steps, **entry.dated())


def _route_step(entry: Entry) -> RouteStep:
    role = entry.member(entry.take("role", str), Role)
    if role is Role.ADMINISTRATOR:
        raise damaged(entry.file, f"“{entry.name}”由管理员签批，而管理员不参与签批", article="第十五条")
    scope: Scope = entry.take("scope", str)
    if scope not in get_args(Scope):
        raise entry.wrong(f"的 scope 只能是 {'、'.join(get_args(Scope))}")
    checklist = tuple(ChecklistItem(*row) for row in entry.rows("checklist", str, str, optional=True))
    step = Step(
        key=entry.take("key", str),
        label=entry.take("label", str),
        role=role,
        scope=scope,
        checklist=checklist,
        article=entry.take("article", str),
    )
    above = entry.take("above", str, "") or None
    entry.close()
    return RouteStep(step=step, above=above)


def _check_supervising(entry: Entry, subject: Subject, steps: tuple[RouteStep, ...]) -> None:
    leaders = [each.step for each in steps if each.above is None and has_supervising_step((each.step,))]
    if not leaders:
        raise damaged(
            entry.file,
            f"“{SubjectKind(subject).label}”流程没有分管领导核对环节，或者该环节附加了条件",
            article="第十二条",
            remedy="分管领导核对环节可以调整次序，任何设置都不能去掉，请恢复原文件。",
        )
    checked = {item.key for leader in leaders for item in leader.checklist}
    if subject == "payment" and not checked >= CHECKED_BY_LEADER:
        raise damaged(
            entry.file,
            "分管领导的核对清单应包括合同或清单、金额、实际进度三项",
            article="第十二条",
        )


def _check_figures(files: FigureFiles) -> None:
    here = {figure.key for figure in files.figures}
    _refuse_missing("figures.toml", [f"“{word}”（{key}）" for key, (_, word) in UNITS.items() if key not in here])
    here = {ladder.key for ladder in files.ladders}
    _refuse_missing("scales.toml", [f"“{word}”（{key}）" for key, word in LADDERS.items() if key not in here])
    routed = {route.subject for route in files.routes}
    labels = [f"{SubjectKind(one).label}签批流程" for one in get_args(Subject) if one not in routed]
    _refuse_missing("routes.toml", labels, article="第十二条")


def _refuse_missing(file: str, missing: list[str], article: str = "") -> None:
    """The key stands behind the word: whoever puts the file right has to write it."""
    if missing:
        raise damaged(file, f"缺少{'、'.join(missing)}", article=article)


def _check_references(files: FigureFiles) -> None:
    sums = {figure.key for figure in files.figures if figure.unit == "分"}
    for above in (each.above for route in files.routes for each in route.steps):
        if above is not None and above not in sums:
            raise damaged("routes.toml", f"“{above}”不是 figures.toml 中以分为单位的金额")
    steps = {ladder.key for ladder in files.ladders if ladder.unit == "bp"}
    for scheme in files.schemes:
        for name, ladder in scheme.ladders:
            if name not in dict(scheme.parts) or ladder not in steps:
                raise damaged(
                    "weights.toml", f"“{scheme.title}”为“{name}”指定的档次“{ladder}”不存在或该方案没有这一级指标"
                )
    known = {category.key for category in files.categories}
    for indicator in files.indicators:
        if indicator.category not in known:
            raise damaged(
                "indicators.toml", f"“{indicator.name}”的项目类别“{indicator.category}”不存在", article="第九条"
            )
