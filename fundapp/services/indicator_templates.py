"""The office's own proposals of indicators (art. 9): one template per category and year, until the next one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import IndicatorTemplate, IndicatorTemplateLine, Person
from fundapp.rules import access
from fundapp.rules.dated import WeightScheme
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.indicator_entry import IndicatorEntry, check_entries, check_weights
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.documents import SubjectKind
from fundapp.values.score import Operator

_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class TemplateRow:
    """A template in the list.

    Attributes:
        category: title of the project family.
        holds: years for which it is proposed, such as 2026—2027 年.
        scheme: title of the split its weights fill.
        document: the notice it goes by.
    """

    id: int
    category: str
    year: int
    holds: str
    indicators: int
    scheme: str
    document: str
    editor: str


@dataclass(frozen=True)
class TemplateEntry:
    """A template as typed. `scheme` is the key of a split of the 100 points; targets may be left open."""

    category: str
    year: int
    scheme: str
    lines: tuple[IndicatorEntry, ...]
    document: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Source:
    """What a new template can begin with: the regulation, or a stored template (`id`; 0 for the regulation)."""

    id: int
    title: str


@dataclass(frozen=True)
class TemplateChoices:
    """What the editor offers: categories as (key, title), splits, and first- and second-level names in use."""

    categories: tuple[tuple[str, str], ...]
    schemes: tuple[WeightScheme, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


def in_force(desk: Desk, category: str, year: int) -> IndicatorTemplate | None:
    """The office's newest template for a category that began in this year or before; None when there is none."""
    query = select(IndicatorTemplate).where(IndicatorTemplate.category == category, IndicatorTemplate.year <= year)
    return desk.session.scalar(query.order_by(IndicatorTemplate.year.desc()).limit(1))


def entries_of(template: IndicatorTemplate) -> tuple[IndicatorEntry, ...]:
    """Its indicators as they would be typed into a year."""
    return tuple(
        IndicatorEntry(
            level1=row.level1,
            level2=row.level2,
            name=row.name,
            operator=Operator(row.operator),
            weight=row.weight,
            target=row.target,
            target_text=row.target_text,
            unit=row.unit,
        )
        for row in template.lines
    )


def regulation(desk: Desk, category: str, year: int) -> tuple[IndicatorEntry, ...]:
    """The indicators that art. 9 names for a category, without targets: the office sets them."""
    return tuple(
        IndicatorEntry(
            level1=one.level1,
            level2=one.level2,
            name=one.name,
            operator=one.operator,
            weight=one.weight,
            unit=one.unit,
        )
        for one in desk.figures.indicator_templates(category, _year_end(year))
    )


def rows(desk: Desk) -> tuple[TemplateRow, ...]:
    """Every template, by category and year, the newest first."""
    found = list(desk.session.scalars(select(IndicatorTemplate).order_by(IndicatorTemplate.year.desc())))
    titles = {one.key: one.title for one in desk.figures.categories(desk.today)}
    places = list(titles)
    found.sort(key=lambda row: places.index(row.category) if row.category in places else len(places))
    return tuple(
        TemplateRow(
            id=row.id,
            category=titles.get(row.category, row.category),
            year=row.year,
            holds=_holds(row, found),
            indicators=len(row.lines),
            scheme=_scheme_title(desk, row),
            document=row.document,
            editor=desk.get(Person, row.last_editor_id).name,
        )
        for row in found
    )


def _holds(row: IndicatorTemplate, all_: Iterable[IndicatorTemplate]) -> str:
    later = [other.year for other in all_ if other.category == row.category and other.year > row.year]
    if not later:
        return f"{row.year} 年起"
    last = min(later) - 1
    return f"{row.year} 年" if last == row.year else f"{row.year}—{last} 年"


def _scheme_title(desk: Desk, row: IndicatorTemplate) -> str:
    known = {one.key: one.title for one in desk.figures.weight_schemes(_year_end(row.year))}
    return known.get(row.scheme, row.scheme)


def sheet(desk: Desk, template_id: int) -> TemplateEntry:
    """A stored template as it would be typed again. Raises NotFound."""
    row = desk.get(IndicatorTemplate, template_id)
    return TemplateEntry(row.category, row.year, row.scheme, entries_of(row), row.document, row.version)


def names(desk: Desk, year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First-level and second-level names in use: those of the splits and of everything art. 9 names."""
    on = _year_end(year)
    schemes = desk.figures.weight_schemes(on)
    splits = [name for one in schemes if len(one.parts) > 1 for name, _ in one.parts]
    known = [name for one in schemes for _, name in one.names]
    proposed = [one for each in desk.figures.categories(on) for one in desk.figures.indicator_templates(each.key, on)]
    first = dict.fromkeys((*splits, *(one.level1 for one in proposed)))
    return tuple(first), tuple(dict.fromkeys((*(one.level2 for one in proposed), *known)))


def choices(desk: Desk, year: int) -> TemplateChoices:
    """What the editor of a template of this year offers."""
    on = _year_end(year)
    first, second = names(desk, year)
    return TemplateChoices(
        categories=tuple((one.key, one.title) for one in desk.figures.categories(on)),
        schemes=desk.figures.weight_schemes(on),
        first=first,
        second=second,
    )


def sources(desk: Desk, category: str) -> tuple[Source, ...]:
    """What a template of this category can be copied from: the regulation, and the stored ones, the newest first."""
    query = select(IndicatorTemplate).filter_by(category=category).order_by(IndicatorTemplate.year.desc())
    stored = tuple(Source(row.id, f"{row.year} 年度模板") for row in desk.session.scalars(query))
    return (Source(0, "制度第九条"), *stored)


def copy(desk: Desk, category: str, year: int, source_id: int) -> TemplateEntry:
    """The lines of a source, for a template of this category and year. Raises NotFound."""
    if source_id:
        found = sheet(desk, source_id)
        return TemplateEntry(category, year, found.scheme, found.lines, found.document)
    scheme = next((one.key for one in desk.figures.weight_schemes(_year_end(year))), "")
    return TemplateEntry(category, year, scheme, regulation(desk, category, year))


def save(uow: UnitOfWork, entry: TemplateEntry, template_id: int | None = None) -> Done:
    """Stores a template; plans of years that were made from it stay as they are.

    Raises:
        Forbidden: neither finance nor administrator.
        Invalid: no year, no indicator, or a line that is incomplete (`field` names the box).
        NotFound: no such category or split.
        Refused: the weights do not fill the split, or the category and year have a template already.
        Stale: somebody else changed it since it was loaded.
    """
    access.require(uow.me, "templates.edit")
    if entry.year not in _YEARS:
        raise Invalid("年度应为四位年份，如 2027。", field="年度")
    category = uow.figures.category(entry.category, _year_end(entry.year))
    if not entry.lines:
        raise Invalid("模板至少要有一个指标。", article="第九条", field="绩效指标")
    if any(line.operator is Operator.DATE and line.target_on is not None for line in entry.lines):
        raise Invalid("模板不写目标日期，由各项目按年度填写。", field="年度指标值", remedy="请清空日期后保存。")
    check_entries(entry.lines, entry.year, open_targets=True)
    check_weights(entry.lines, uow.figures.weight_scheme(entry.scheme, _year_end(entry.year)))
    row = _new(uow, entry) if template_id is None else _loaded(uow, entry, template_id)
    row.scheme, row.document, row.last_editor_id = entry.scheme, entry.document.strip(), uow.me.id
    row.lines.clear()
    uow.session.flush()  # the old lines leave before new ones take their places
    row.lines.extend(_line(place, line) for place, line in enumerate(entry.lines, start=1))
    flag_modified(row, "document")  # its version stands for the lines too
    uow.session.flush()
    summary = f"保存指标模板：{category.title} {entry.year} 年度，{len(entry.lines)} 项"
    uow.record("templates.save", SubjectKind.INDICATOR_TEMPLATE, row.id, summary)
    return Done("指标模板已保存", Changed.OFFICE, row.id)


def _new(uow: UnitOfWork, entry: TemplateEntry) -> IndicatorTemplate:
    _refuse_taken(uow, entry, 0)
    row = IndicatorTemplate(
        category=entry.category,
        year=entry.year,
        scheme=entry.scheme,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
    )
    uow.add(row)
    return row


def _loaded(uow: UnitOfWork, entry: TemplateEntry, template_id: int) -> IndicatorTemplate:
    row = uow.get(IndicatorTemplate, template_id)
    if entry.version is not None and entry.version != row.version:
        raise Stale("这个指标模板已被他人修改。", remedy="请按 F5 重新载入后再改；已填写的内容仍在本机草稿中。")
    _refuse_taken(uow, entry, template_id)
    row.category, row.year = entry.category, entry.year
    return row


def _refuse_taken(desk: Desk, entry: TemplateEntry, template_id: int) -> None:
    query = select(IndicatorTemplate.id).filter_by(category=entry.category, year=entry.year)
    if desk.session.scalar(query.where(IndicatorTemplate.id != template_id)) is not None:
        raise Refused(
            f"这类项目的 {entry.year} 年度已有指标模板。",
            article="第九条",
            field="年度",
            remedy="请打开它修改，或改填其他年度。",
        )


def _line(place: int, entry: IndicatorEntry) -> IndicatorTemplateLine:
    return IndicatorTemplateLine(
        sequence=place,
        level1=entry.level1.strip(),
        level2=entry.level2.strip(),
        name=entry.name.strip(),
        operator=entry.operator,
        target=entry.target,
        target_text=entry.target_text.strip() if entry.operator is Operator.QUALITATIVE else "",
        unit=entry.unit.strip(),
        weight=entry.weight,
    )


def _year_end(year: int) -> dt.date:
    """The day whose figures a fiscal year goes by."""
    return dt.date(year, 12, 31)
