"""Kinds of dated data that a county sets for itself: each knows its document and the days it is in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from fundapp.rules.route import Step, Subject
from fundapp.values.choices import AttachmentKind, MilestoneKind
from fundapp.values.score import Bands, Operator
from fundapp.values.term_review import FactSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something in force from `valid_from` to `valid_to` (both days included; None = open end).

    Attributes:
        document: title and number of what sets it.
        article: article of that document, or of the regulation; empty when none.
        sample: the office has to confirm it against its own notice.
        note: what the office should know about it.
    """

    valid_from: dt.date
    valid_to: dt.date | None = None
    document: str
    article: str = ""
    sample: bool = False
    note: str = ""

    def holds(self, on: dt.date) -> bool:
        """In force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled(Dated):
    """Something the program knows by `key` and the office by `title`."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Titled):
    """A threshold or limit. `unit`: 分, bp (basis points), 天, 年."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Titled):
    """A project family (art. 7) with (key, title) of its sub-kinds. `goal`: template of the yearly goal (art. 9)."""

    grant: bool
    use: str
    goal: str
    kinds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Titled):
    """A funding source of art. 6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicClass(Dated):
    """A code of the department's economic classification; `forbidden` by art. 14 with `reason`."""

    code: str
    name: str
    forbidden: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenPrefix(Dated):
    """Every code that starts with `prefix` is forbidden (art. 14), listed or not."""

    prefix: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeWord(Dated):
    """A word in the purpose that hints at spending forbidden by art. 14."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTemplate(Dated):
    """An indicator that art. 9 proposes; the regulation leaves target and weight open, `weight` is a suggestion."""

    category: str
    level1: str
    level2: str
    name: str
    operator: Operator
    unit: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightScheme(Titled):
    """A split of 100 points. `execution` and `parts` (first-level name, weight) are hundredths of a point.

    `ladders`: (first-level name, ladder) of the parts whose rates are scored by steps instead of by the ratio.
    `names`: (first-level, second-level) names that the document knows; others may be typed too.
    """

    execution: int
    parts: tuple[tuple[str, int], ...]
    ladders: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout(Dated):
    """The layout that the office prints of a form which has several. `layout`: key of a file in ``resources/forms``."""

    form: str
    layout: str


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """A third-level indicator of the term review's framework. `weight`: hundredths of a point.

    `source`: the fact shown beside it; None where people judge alone.
    """

    key: str
    level1: str
    level2: str
    name: str
    weight: int
    source: FactSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Dated):
    """The framework of the term review (art. 16): four parts, whose lines share 100 points."""

    key: str
    title: str
    lines: tuple[FrameworkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BandEdges(Dated):
    """Edges of the qualitative bands (财预〔2020〕10号)."""

    edges: Bands


GradeLevel = Literal["good", "poor", "worst"]
"""A grade that passes, one that calls for rectification, and the lowest of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTable(Dated):
    """Grades as (from hundredths of a point, label); `poor`: those that call for rectification and an adjustment."""

    steps: tuple[tuple[int, str], ...]
    poor: tuple[str, ...]

    def level(self, grade: str) -> GradeLevel | None:
        """How good a grade of this table is; the lowest of the poor ones is the worst. None for another word."""
        if grade not in {label for _, label in self.steps}:
            return None
        if grade not in self.poor:
            return "good"
        return "worst" if grade == min(self.steps)[1] else "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Titled):
    """A scale of (from, value) pairs; `title` says what they mean."""

    unit: str
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentDemand(Dated):
    """What a request for a milestone of this kind has to carry (any one of `kinds`)."""

    milestone: MilestoneKind
    kinds: tuple[AttachmentKind, ...]
    label: str
    block: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """A step with the sum from which it joins; None = always."""

    step: Step
    above: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Dated):
    """The route of one subject."""

    subject: Subject
    steps: tuple[RouteStep, ...]
