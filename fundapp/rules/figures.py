"""The dated data of the regulation, asked by day: `figures()` for the shipped folder, `load` for another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from fundapp import places
from fundapp.errors import NotFound
from fundapp.rules.dated import (
    AttachmentDemand,
    BandEdges,
    Category,
    Dated,
    EconomicClass,
    Figure,
    FormLayout,
    Framework,
    GradeLevel,
    GradeTable,
    IndicatorTemplate,
    Ladder,
    PurposeWord,
    Route,
    Source,
    Titled,
    WeightScheme,
)
from fundapp.rules.figure_files import FigureFiles, read_folder
from fundapp.rules.route import Step, Subject
from fundapp.values.choices import MilestoneKind
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.money import Fen
from fundapp.values.score import Bands

_D = TypeVar("_D", bound=Dated)


class Figures:
    """Every question takes the day it is asked for, so that old cases keep being judged by the figures of their day.

    Questions for one thing raise `NotFound` when nothing holds on that day; questions for lists give an empty tuple.
    """

    def __init__(self, files: FigureFiles) -> None:
        """Take what `read_folder` has read and checked."""
        self._files = files

    def all(self) -> tuple[Figure, ...]:
        """Every figure of every period, for the page 制度与规则."""
        return self._files.figures

    def figure(self, key: str, on: dt.date) -> Figure:
        """The figure with its document and validity."""
        return _one((each for each in self._files.figures if each.key == key), on, "规定")

    def amount(self, key: str, on: dt.date) -> Fen:
        """The value of a figure in 分.

        Raises:
            TypeError: the figure is not money (a mistake in the program).
        """
        figure = self.figure(key, on)
        if figure.unit != "分":
            raise TypeError(f"{key} is in {figure.unit}, not in 分")
        return figure.value

    def number(self, key: str, on: dt.date) -> int:
        """The value of a figure that is not money: days, years or basis points.

        Raises:
            TypeError: the figure is money (a mistake in the program).
        """
        figure = self.figure(key, on)
        if figure.unit == "分":
            raise TypeError(f"{key} is money")
        return figure.value

    def categories(self, on: dt.date) -> tuple[Category, ...]:
        """Project families (art. 7)."""
        return _in_force(self._files.categories, on)

    def category(self, key: str, on: dt.date) -> Category:
        """One project family."""
        return _one((each for each in self._files.categories if each.key == key), on, "项目类别")

    def sources(self, on: dt.date) -> tuple[Source, ...]:
        """Funding sources (art. 6)."""
        return _in_force(self._files.sources, on)

    def source(self, key: str, on: dt.date) -> Source:
        """One funding source."""
        return _one((each for each in self._files.sources if each.key == key), on, "资金来源")

    def indicator_templates(self, category: str, on: dt.date) -> tuple[IndicatorTemplate, ...]:
        """Indicators that art. 9 names for a family."""
        return _in_force((each for each in self._files.indicators if each.category == category), on)

    def economic_classes(self, on: dt.date) -> tuple[EconomicClass, ...]:
        """Codes of the economic classification that the office uses, the forbidden ones included."""
        return _in_force(self._files.classes, on)

    def economic_class(self, code: str, on: dt.date) -> EconomicClass | None:
        """The code, forbidden by its group even when it is not listed (art. 14); None when nobody knows it."""
        listed = next((each for each in self.economic_classes(on) if each.code == code), None)
        if listed is not None and listed.forbidden:
            return listed
        for group in _in_force(self._files.forbidden, on):
            if code.startswith(group.prefix):
                return EconomicClass(
                    code=code,
                    name=listed.name if listed else "",
                    forbidden=True,
                    reason=group.reason,
                    valid_from=group.valid_from,
                    valid_to=group.valid_to,
                    document=group.document,
                    article=group.article,
                )
        return listed

    def purpose_words(self, on: dt.date) -> tuple[PurposeWord, ...]:
        """Words in a purpose that hint at spending forbidden by art. 14."""
        return _in_force(self._files.words, on)

    def attachment_demands(self, kind: MilestoneKind, on: dt.date) -> tuple[AttachmentDemand, ...]:
        """What a request for a milestone of this kind has to carry."""
        return _in_force((each for each in self._files.demands if each.milestone is kind), on)

    def bands(self, on: dt.date) -> Bands:
        """Edges of the qualitative bands."""
        return self.band_table(on).edges

    def band_table(self, on: dt.date) -> BandEdges:
        """The edges with their document."""
        return _one(self._files.bands, on, "定性指标分档")

    def grade_bands(self, on: dt.date) -> tuple[tuple[int, str], ...]:
        """Grades as (from hundredths of a point, label)."""
        return self.grade_table(on).steps

    def best_grade_from(self, on: dt.date) -> int:
        """Hundredths of a point, of 100.00, from which the best grade holds."""
        return max(points for points, _ in self.grade_bands(on))

    def grade_table(self, on: dt.date) -> GradeTable:
        """The grades with their document."""
        return _one(self._files.grades, on, "评价等级")

    def poor_grades(self, on: dt.date) -> frozenset[str]:
        """Grades that call for rectification and for an adjustment statement in the next application (art. 13)."""
        return frozenset(_one(self._files.grades, on, "grades").poor)

    def grade_level(self, grade: str, on: dt.date) -> GradeLevel | None:
        """How good a grade is by the table of the day, or by another one that knows its word; None for no grade."""
        tables = sorted(self._files.grades, key=lambda table: not table.holds(on))
        return next((found for table in tables if (found := table.level(grade)) is not None), None)

    def ladder(self, key: str, on: dt.date) -> Ladder:
        """A scale of (from, value) pairs."""
        return _one((each for each in self._files.ladders if each.key == key), on, "档次")

    def execution_steps(self, on: dt.date) -> tuple[tuple[int, int], ...]:
        """Execution scale: (from basis points of the rate, basis points of the weight)."""
        return self.ladder("execution_steps", on).steps

    def lateness(self, on: dt.date) -> tuple[tuple[int, int], ...]:
        """Lateness of date indicators: (days late at most, basis points of the weight)."""
        return self.ladder("lateness", on).steps

    def login_delays(self, on: dt.date) -> tuple[tuple[int, int], ...]:
        """Waiting after wrong passwords: (from the n-th try in a row, seconds)."""
        return self.ladder("login_delay", on).steps

    def weight_schemes(self, on: dt.date) -> tuple[WeightScheme, ...]:
        """Splits of the 100 points that can be chosen."""
        return _in_force(self._files.schemes, on)

    def weight_scheme(self, key: str, on: dt.date) -> WeightScheme:
        """One split of the 100 points."""
        return _one((each for each in self._files.schemes if each.key == key), on, "分值方案")

    def scoring_steps(self, scheme: str, level1: str, on: dt.date) -> tuple[tuple[int, int], ...]:
        """The steps a split lays down for indicators of a first-level name; none when it leaves them to the ratio.

        (from basis points of the rate reached, basis points of the weight); an unknown split lays down nothing.
        """
        found = self.scoring_ladder(scheme, level1, on)
        return found.steps if found else ()

    def scoring_ladder(self, scheme: str, level1: str, on: dt.date) -> Ladder | None:
        """The same with its document."""
        found = next((one for one in self.weight_schemes(on) if one.key == scheme), None)
        key = dict(found.ladders).get(level1.strip()) if found else None
        return self.ladder(key, on) if key else None

    def form_layout(self, form: str, on: dt.date) -> FormLayout:
        """The layout the office prints of a form."""
        return _one((each for each in self._files.form_layouts if each.form == form), on, f"{form} 版式")

    def framework(self, on: dt.date) -> Framework:
        """The framework of the term review (art. 16)."""
        return _one(self._files.frameworks, on, "期满评价指标体系框架")

    def route_entry(self, subject: Subject, on: dt.date) -> Route:
        """The route with its document and the conditions of its steps."""
        routes = (each for each in self._files.routes if each.subject == subject)
        return _one(routes, on, f"{SubjectKind(subject).label}签批流程")

    def route(self, subject: Subject, on: dt.date, amount: Fen = 0) -> tuple[Step, ...]:
        """The steps a document of this amount (分) takes; a step with a threshold joins from that sum on, included."""
        return tuple(
            each.step
            for each in self.route_entry(subject, on).steps
            if each.above is None or amount >= self.amount(each.above, on)
        )


def load(folder: Path) -> Figures:
    """Read another folder than the shipped one.

    Raises:
        Damaged: a file is missing or says something that cannot be; the sentence names it.
    """
    return Figures(read_folder(folder))


@cache
def figures() -> Figures:
    """The shipped data, read at first use and kept.

    Raises:
        Damaged: see `load`.
    """
    return load(places.resources() / "regulation")


def _in_force(items: Iterable[_D], on: dt.date) -> tuple[_D, ...]:
    return tuple(item for item in items if item.holds(on))


def _one(items: Iterable[_D], on: dt.date, word: str) -> _D:
    """The one in force. `word`: what it is, in the office's words; a key says nothing to whoever reads the sentence."""
    known = tuple(items)
    found = next((item for item in known if item.holds(on)), None)
    if found is None:
        title = next((f"“{item.title}”" for item in known if isinstance(item, Titled)), "")
        raise NotFound(
            f"{chinese_date(on)}没有有效的{word}{title}。",
            remedy="请核对日期，或请管理员补充制度数据。",
        )
    return found
