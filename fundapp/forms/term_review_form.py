"""项目期满评价表: money and results of a term, the four-part score table of 财预〔2020〕10号, the conclusion (art. 16).

Amounts are printed in 万元, scores in points with two places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import OPEN, TICKED, UNIT_SEAL, Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date
from fundapp.values.money import Fen, percent, wan
from fundapp.values.score import points_text

TITLE = "项目期满评价表"
_SIZE = 9.0
_NOTE = 8.5
_HALF_EDGES = (0.0, 76.0, 238.0, 314.0, TABLE_WIDTH)
_MONEY_EDGES = (0.0, 76.0, 120.0, 186.0, 252.0, 312.0, 378.0, 427.0, TABLE_WIDTH)
_RESULT_EDGES = (0.0, 76.0, 120.0, 216.0, 264.0, 306.0, TABLE_WIDTH)
_SCORE_EDGES = (0.0, 34.0, 84.0, 160.0, 194.0, 232.0, 270.0, TABLE_WIDTH)
_FILLED_EDGES = (0.0, 76.0, 160.0, 218.0, 318.0, 376.0, TABLE_WIDTH)


@dataclass(frozen=True, slots=True)
class YearBlank:
    """Money of one year in 分 and what its evaluations said; the row of the whole term has an empty `year`.

    Args:
        year: such as ``2024``.
        budgeted, arrived, carried, spent: 预算, 到位, 上年结转, 支出.
        arrival_bp, execution_bp: 资金到位率, 预算执行率 in basis points; None where nothing can be divided.
        evaluation: number of the self-evaluation; empty when there is none.
        points: its hundredths of a point.
        grade: its grade.
        key: key evaluations of the year in words.
    """

    year: str
    budgeted: Fen
    arrived: Fen
    carried: Fen
    spent: Fen
    arrival_bp: int | None
    execution_bp: int | None
    evaluation: str = ""
    points: int | None = None
    grade: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class LineBlank:
    """One line of the score table; points in hundredths, `proposed` and `points` None while there are none.

    Args:
        facts: what ledger and evaluations say; `explanation` the reviewers' own words.
    """

    level1: str
    level2: str
    name: str
    weight: int
    proposed: int | None
    points: int | None
    facts: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class TermReviewBlanks:
    """Everything the form says; empty texts print an empty cell. Points are hundredths, rates basis points.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        from_year, to_year: 实施期.
        division: 归口科室, which fills the form in.
        approval: 立项批复 with its day.
        years: the years of the term that the ledger knows; `term` adds them up.
        lines: in the order of the framework.
        framework: which framework the points follow.
        choices: every conclusion as (word, chosen).
        adjustment: what is adjusted, or how the project is wound up.
        meeting_number, meeting_on: minutes and day of the steering group's meeting.
        signs: the route, in order.
    """

    imprint: Imprint
    project_name: str
    project_number: str
    from_year: int
    to_year: int
    division: str
    approval: str
    years: tuple[YearBlank, ...]
    term: YearBlank
    lines: tuple[LineBlank, ...]
    framework: str
    total_points: int | None
    grade: str
    summary: str
    problems: str
    advice: str
    choices: tuple[tuple[str, bool], ...]
    adjustment: str
    meeting_number: str
    meeting_on: date | None
    reporter: str
    phone: str
    dated: date
    signs: tuple[SignOffBlank, ...]


def draw(blanks: TermReviewBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: TermReviewBlanks) -> Layout:
    """Say what stands where on the form.

    Raises:
        Refused: a character that no face draws.
    """
    term = f"（{blanks.from_year}—{blanks.to_year} 年）"
    heading = Heading(TITLE, middle=term, right="金额单位：万元")
    blocks = [
        Block(_HALF_EDGES, _subject_rows(blanks)),
        Block(_MONEY_EDGES, _money_rows(blanks), heads=1),
        Block(_RESULT_EDGES, _result_rows(blanks), heads=1),
        Block(_SCORE_EDGES, _score_rows(blanks), heads=1),
        Block(_SCORE_EDGES, (_total_row(blanks),)),
        Block(_HALF_EDGES, _word_rows(blanks)),
        Block(_HALF_EDGES, _conclusion_rows(blanks), keep=True),
        Block(_FILLED_EDGES, (_filled_row(blanks),)),
        Block(_HALF_EDGES, signoff_rows((*blanks.signs, UNIT_SEAL), Halves(0, 1, 2, 3, 4)), keep=True),
    ]
    return compose(heading, blocks, blanks.imprint)


def _subject_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    pairs = (
        (("项目编号", blanks.project_number), ("归口科室", blanks.division)),
        (("实施期", f"{blanks.from_year}—{blanks.to_year} 年"), ("立项批复", blanks.approval)),
    )
    rows = [Row((label(0, "项目名称"), value(1, blanks.project_name, span=3)))]
    for left, right in pairs:
        rows.append(Row((label(0, left[0]), value(1, left[1]), label(2, right[0]), figure(3, right[1], align="left"))))
    return tuple(rows)


def _money_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    names = ("年度", "预算", "到位", "上年结转", "支出", "资金\n到位率", "预算\n执行率")
    lines = (*blanks.years, blanks.term)
    block = label(0, "实施期资金\n（万元）", rows=1 + len(lines), size=_SIZE)
    head = Row((block, *(label(1 + place, name, size=_SIZE) for place, name in enumerate(names))))
    return (head, *(_money_row(line) for line in lines))


def _money_row(line: YearBlank) -> Row:
    amounts = (line.budgeted, line.arrived, line.carried, line.spent)
    cells = [figure(2 + place, wan(amount), size=_SIZE) for place, amount in enumerate(amounts)]
    cells += [
        figure(6 + place, _rate(rate), size=_SIZE) for place, rate in enumerate((line.arrival_bp, line.execution_bp))
    ]
    return Row((figure(1, line.year or "合计", size=_SIZE, align="center"), *cells))


def _result_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    names = ("年度", "绩效自评单号", "得分", "等级", "重点评价")
    count = max(len(blanks.years), 1)
    block = label(0, "各年度\n评价结果", rows=1 + count, size=_SIZE)
    head = Row((block, *(label(1 + place, name, size=_SIZE) for place, name in enumerate(names))))
    if not blanks.years:
        return head, Row((value(1, "期内没有建立年度", span=5, size=_SIZE, align="center"),))
    return (head, *(_result_row(line) for line in blanks.years))


def _result_row(line: YearBlank) -> Row:
    return Row(
        (
            figure(1, line.year, size=_SIZE, align="center"),
            figure(2, line.evaluation or "未定稿", size=_SIZE, align="center"),
            figure(3, _points(line.points), size=_SIZE),
            figure(4, line.grade, size=_SIZE, align="center"),
            value(5, line.key or "—", size=_SIZE),
        )
    )


def _score_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    names = ("一级", "二级", "三级指标", "分值", "建议\n得分", "得分", "评价依据和评分说明")
    head = Row(tuple(label(place, name, size=_SIZE) for place, name in enumerate(names)))
    rows = []
    for place, line in enumerate(blanks.lines):
        level1 = _shared(blanks.lines, place, 0, lambda other: other.level1)
        level2 = _shared(blanks.lines, place, 1, lambda other: f"{other.level1}\n{other.level2}")
        rows.append(Row((*level1, *level2, *_line_cells(line))))
    return (head, *rows)


def _shared(
    lines: Sequence[LineBlank], place: int, column: int, name_of: Callable[[LineBlank], str]
) -> tuple[Cell, ...]:
    """Give the cell that this row and the equal rows below it share; none when the row above opened it."""
    name = name_of(lines[place])
    if place and name_of(lines[place - 1]) == name:
        return ()
    _, same = next(groupby(lines[place:], key=name_of))
    return (label(column, name.split("\n")[-1], rows=len(list(same)), size=_SIZE),)


def _line_cells(line: LineBlank) -> tuple[Cell, ...]:
    said = [Text(text, _NOTE) for text in (line.facts, f"说明：{line.explanation}" if line.explanation else "") if text]
    return (
        value(2, line.name, size=_SIZE),
        figure(3, _short(line.weight), size=_SIZE, align="center"),
        figure(4, "—" if line.proposed is None else _points(line.proposed), size=_SIZE),
        figure(5, _points(line.points), size=_SIZE),
        Cell(6, tuple(said)),
    )


def _total_row(blanks: TermReviewBlanks) -> Row:
    full = sum(line.weight for line in blanks.lines)
    return Row(
        (
            label(0, "总　　　分", span=3, font="bold"),
            figure(3, _short(full), align="center", size=_SIZE, font="bold"),
            value(4, "", size=_SIZE),
            figure(5, _points(blanks.total_points), size=_SIZE, font="bold"),
            Cell(6, (Text(f"等级：{blanks.grade}", font="bold", align="center"), Text(blanks.framework, 8.0))),
        ),
        min_height=22,
    )


def _word_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    words = (("综合评价情况", blanks.summary), ("存在问题", blanks.problems), ("有关建议", blanks.advice))
    return tuple(
        Row((label(0, name, size=_SIZE), value(1, text, span=3, size=_SIZE)), min_height=30) for name, text in words
    )


def _conclusion_rows(blanks: TermReviewBlanks) -> tuple[Row, ...]:
    boxes = "　　　".join(f"{TICKED if chosen else OPEN} {word}" for word, chosen in blanks.choices)
    held = chinese_date(blanks.meeting_on) if blanks.meeting_on is not None else ""
    return (
        Row((label(0, "评价结论", font="bold"), value(1, boxes, span=3, size=10.5, align="center")), min_height=26),
        Row(
            (label(0, "调整内容或\n收尾安排", size=_SIZE), value(1, blanks.adjustment, span=3, size=_SIZE)),
            min_height=30,
        ),
        Row(
            (
                label(0, "领导小组\n会议纪要号", size=_SIZE),
                value(1, blanks.meeting_number, size=_SIZE),
                label(2, "会议日期", size=_SIZE),
                figure(3, held, size=_SIZE, align="center"),
            )
        ),
    )


def _filled_row(blanks: TermReviewBlanks) -> Row:
    filled = (("填报人", blanks.reporter), ("联系电话", blanks.phone), ("填报日期", chinese_date(blanks.dated)))
    cells: list[Cell] = []
    for place, (name, text) in enumerate(filled):
        cells += [label(2 * place, name), figure(2 * place + 1, text, align="center")]
    return Row(tuple(cells))


def _rate(basis_points: int | None) -> str:
    return "—" if basis_points is None else percent(basis_points)


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else points_text(hundredths)


def _short(hundredths: int) -> str:
    """Points of a weight without needless zeros: 1000 is 10, 250 is 2.5."""
    return points_text(hundredths).rstrip("0").rstrip(".")
