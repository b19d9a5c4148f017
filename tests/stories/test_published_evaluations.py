"""Three self-evaluation tables that public bodies published, entered as an office would and held against their totals.

Source: tests/data/published_evaluations.json (青神县发展和改革局 2023; two tables of 大英县 2023), in the layout
预算执行 10 + 绩效指标 90. Money goes through appropriation, contract, request, four hands and disbursement, so that the
execution rate is the ledger's own. Where a page says nothing about money the test says what stands in, and why.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pypdfium2
import pytest

from fundapp.errors import Refused
from fundapp.forms import evaluation_form
from fundapp.forms.imprint import Imprint
from fundapp.services import evaluation_paper, evaluation_sheet, evaluations, payments, projects
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_sheet import EvaluationSheet
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.projects import ProjectEntry
from fundapp.services.verification import verify
from fundapp.values.choices import AppropriationKind, DocumentState
from fundapp.values.money import parse_money, percent
from fundapp.values.score import Operator
from tests.services.evaluation_year import CLERK, HEAD, LEADER, OFFICE, Clock, Office, found_office, plan

DATA = Path(__file__).parent.parent / "data" / "published_evaluations.json"
PAID_IN = dt.datetime(2023, 12, 18, 9, 0, tzinfo=OFFICE_ZONE)
EVALUATED_ON = dt.date(2024, 3, 15)


@dataclass(frozen=True)
class Published:
    """One published table. Amounts in 分, weights and the total in hundredths of a point; None = not published."""

    body: str
    year: int
    project: str
    national_code: str
    initial: int | None
    adjusted: int | None
    executed: int | None
    rate: str | None
    total: int | None
    entries: tuple[IndicatorEntry, ...]
    actuals: tuple[str, ...]


def hundredths(text: str) -> int:
    """Points as published, such as 22.5, in hundredths."""
    return int(Decimal(text) * 100)


def published(key: str) -> Published:
    """A table of the data file."""
    cases = json.loads(DATA.read_text(encoding="utf-8"))["cases"]
    case = next(one for one in cases if one["key"] == key)
    amounts = [
        case[name] and parse_money(f"{case[name]}万") for name in ("budget_initial", "budget_adjusted", "executed")
    ]
    return Published(
        body=case["body"],
        year=case["year"],
        project=case["project"],
        national_code=case["national_code"],
        initial=amounts[0],
        adjusted=amounts[1],
        executed=amounts[2],
        rate=case["execution_rate"],
        total=case["total"] and hundredths(case["total"]),
        entries=tuple(
            IndicatorEntry(
                one["level1"], one["level2"], one["name"], Operator(one["operator"]), hundredths(one["weight"]),
                Decimal(one["target"]), unit=one["unit"],
            )
            for one in case["indicators"]
        ),
        actuals=tuple(one["actual"] for one in case["indicators"]),
    )  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A new ledger in December 2023, a week after the regulation came into force; every story leaves it whole."""
    found = found_office(tmp_path / "已公开自评.fund", Clock(PAID_IN))
    try:
        yield found
        assert verify(found.ledger.path).breaks == ()
    finally:
        found.ledger.close()


def enter(office: Office, table: Published, initial: int, added: int, executed: int) -> EvaluationDraft:
    """Project, budget, contract and payment of the year, then the indicators; gives the draft as published.

    An actual that is no figure, such as 完成, is typed as words and nothing else.
    """
    goal = "按时足额保障。"
    entry = ProjectEntry(
        table.project, "it", office.divisions["大数据中心"], table.year, "已公开的自评表", goal, table.national_code
    )
    project = office.do(CLERK, projects.save, entry)
    office.do(HEAD, projects.confirm, project, "示例政数〔2023〕1号", office.clock().date())
    office.do(CLERK, projects.open_year, project, table.year, goal)
    office.appropriate(project, table.year, "local", AppropriationKind.INITIAL, initial)
    if added:
        office.appropriate(project, table.year, "local", AppropriationKind.ADDITION, added)
    (milestone,) = office.contract(project, executed)
    office.pay(milestone, ("local", executed))
    ids = plan(office, project, table.year, table.entries, "10-90")
    office.clock.on(EVALUATED_ON)
    draft = office.ask(CLERK, evaluations.blank, project, table.year)
    scores = tuple(_as_published(key, actual) for key, actual in zip(ids, table.actuals, strict=True))
    return replace(draft, scores=scores, outcome="已按年度目标完成。")


def _as_published(indicator: int, actual: str) -> ScoreEntry:
    try:
        return ScoreEntry(indicator, Decimal(actual))
    except InvalidOperation:
        return ScoreEntry(indicator, actual_text=actual)


def sign(office: Office, draft: EvaluationDraft) -> EvaluationSheet:
    """Saves, submits and signs a self-evaluation and gives its sheet."""
    evaluation = office.do(CLERK, evaluations.save, draft)
    office.do(CLERK, evaluations.submit, evaluation)
    for who in (HEAD, LEADER):
        office.agree(who, evaluation)
    found = office.ask(CLERK, evaluation_sheet.sheet, evaluation)
    assert found.state == DocumentState.APPROVED
    return found


def printed(office: Office, evaluation: int) -> str:
    """What the drawn form says, without blanks and line breaks."""
    pdf = evaluation_form.draw(office.ask(CLERK, evaluation_paper.blanks, evaluation, Imprint(OFFICE)))
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return "".join(text.split())


def test_the_salaries_of_qingshen_reach_the_published_execution_rate_and_every_point(office: Office) -> None:
    # 青神县发展和改革局, 2023. The page gives no total; 10 + 60 + 30 are all earned, so the program says 100.00.
    table = published("salaries")
    assert table.initial is not None
    assert table.adjusted is not None
    assert table.executed is not None
    draft = enter(office, table, table.initial, table.adjusted - table.initial, table.executed)
    found = sign(office, draft)
    assert (found.money.total.initial, found.money.total.adjusted) == (table.initial, table.adjusted)
    assert found.money.total.executed == table.executed
    assert percent(found.result.execution_rate_bp or 0) == table.rate
    assert table.total is None
    assert [one.result.points for one in found.indicators] == [6000, 3000]
    assert (found.result.total_points, found.result.grade) == (10_000, "优")
    said = printed(office, found.id)
    for wanted in ("238.93", "251.89", "100.00%", "发放(缴纳)覆盖率", "足额保障率(参保率)", "=100%", "等级：优"):
        assert wanted in said


def test_what_qingshen_paid_would_be_refused_here_because_salaries_are_forbidden_spending(office: Office) -> None:
    # Art. 14 of the regulation forbids personnel spending, so the story above charges 30227 instead of the table's 301.
    table = published("salaries")
    draft = enter(office, table, table.executed or 0, 0, table.executed or 0)
    request = PaymentDraft(
        milestone_id=1, year=table.year, dated=PAID_IN.date(), amount=100, shares=(("local", 100),),
        economic_class="30101", purpose="发放工资", method="财政直接支付", actual_progress_bp=10000,
    )  # fmt: skip
    blocks = [one for one in office.ask(CLERK, payments.check, request) if one.blocks]
    assert "第十四条" in {one.article for one in blocks}
    assert draft.year == 2023


def test_the_payroll_of_daying_gets_full_points_for_every_at_most_target_that_is_just_met(office: Office) -> None:
    # ≤10 with 10 and ≤5% with 5%: the target is reached, not missed by nothing.
    table = published("payroll")
    draft = enter(office, table, 100_0000_00, 0, 95_0000_00)
    found = sign(office, draft)
    assert [one.result.points for one in found.indicators] == [2250, 2250, 2250, 2250]
    assert all(one.result.reached for one in found.indicators)


def test_the_payroll_of_daying_falls_half_a_point_short_because_its_own_balance_rate_says_five_percent_was_not_spent(
    office: Office,
) -> None:
    # 大英县 publishes 100 points and no budget, but also a balance rate of 5 %. Taken at its word, 95 % was spent, and
    # 10 × 95 % are 9.50: the two published figures cannot both hold. The budget of 100.00 万元 stands in; only the rate
    # counts.
    table = published("payroll")
    draft = enter(office, table, 100_0000_00, 0, 95_0000_00)
    found = sign(office, draft)
    assert table.total is not None
    assert (found.result.execution_rate_bp, found.result.execution_points) == (9500, 950)
    assert table.total - found.result.total_points == 50
    said = printed(office, found.id)
    for wanted in ("95.00%", "9.50", "99.50", "22.5", "≤10次", "10次", "≤5%"):
        assert wanted in said


def test_the_payroll_of_daying_scores_its_published_hundred_when_the_whole_budget_was_spent(office: Office) -> None:
    # The other way to read the page: everything spent. Then its balance rate of 5 % has to be 0, which is reached too.
    table = published("payroll")
    draft = enter(office, table, 100_0000_00, 0, 100_0000_00)
    *others, balance = draft.scores
    draft = replace(draft, scores=(*others, replace(balance, actual=Decimal(0))))
    assert sign(office, draft).result.total_points == table.total


def test_the_cost_control_of_daying_cannot_be_submitted_as_published_because_its_actual_is_a_word(
    office: Office,
) -> None:
    # 成本控制数 ≤30 万元 with the actual value 完成: there is nothing to compare with 30.
    table = published("cost_control")
    draft = enter(office, table, 30_0000_00, 0, 30_0000_00)
    evaluation = office.do(CLERK, evaluations.save, draft)
    result = office.ask(CLERK, evaluations.score, draft)
    assert (result.indicators[0].points, result.finished) == (None, False)
    with pytest.raises(Refused, match="“成本控制数”没有填写数字形式的实际完成值，请经办人评定得分比例"):
        office.do(CLERK, evaluations.submit, evaluation)


def judged(score: ScoreEntry) -> ScoreEntry:
    """The clerk's own judgement with its ground; the published word is what the form prints."""
    return replace(score, rating_bp=10_000, explanation="合同结算价未超过控制数，见结算单。")


def measured(score: ScoreEntry) -> ScoreEntry:
    """The figure behind the word: what the ledger paid."""
    return replace(score, actual_text="", actual=Decimal(30))


@pytest.mark.parametrize(("way", "shown"), [(judged, "完成"), (measured, "30万元")])
def test_the_cost_control_of_daying_scores_its_published_hundred_once_judged_or_measured(
    office: Office, way: Callable[[ScoreEntry], ScoreEntry], shown: str
) -> None:
    # The page gives no budget; 30.00 万元, its own cost limit, stands in and is spent in full.
    table = published("cost_control")
    draft = enter(office, table, 30_0000_00, 0, 30_0000_00)
    found = sign(office, replace(draft, scores=(way(draft.scores[0]),)))
    assert found.result.total_points == table.total
    assert found.indicators[0].result.points == 9000
    said = printed(office, found.id)
    assert "≤30万元" in said
    assert shown in said
