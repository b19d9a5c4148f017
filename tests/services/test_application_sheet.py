"""What the gate of an application shows: last year's grade first, then what blocks, each with the way there."""

from __future__ import annotations

from fundapp.models import Application
from fundapp.services import application_sheet, signing_desk
from fundapp.services.application_sheet import GateLine
from fundapp.values.choices import ProblemSource
from fundapp.values.documents import SubjectKind
from tests.services.applying import (
    approved,
    draft,
    evaluate,
    key_evaluation,
    open_next,
    poor,
    problem,
    rectified,
    sheet,
    submitted,
)
from tests.services.evaluation_year import CLERK, HEAD, Year


def gate(year: Year) -> tuple[GateLine, ...]:
    return year.office.ask(CLERK, application_sheet.preview, draft(year)).gate


def test_without_a_self_evaluation_the_gate_leads_to_making_one(year: Year) -> None:
    open_next(year)
    assert gate(year) == (GateLine("2026 年度绩效自评还没有定稿。", "bad", "evaluation", 0, "去填报自评"),)
    waiting = year.submitted()
    assert gate(year) == (GateLine("2026 年度绩效自评还没有定稿。", "bad", "evaluation", waiting, "去办理自评"),)


def test_a_good_year_is_one_green_line(planned: Year) -> None:
    (line,) = gate(planned)
    assert line.text.startswith("2026 年度绩效自评 ZP-2026-0001：")
    assert line.text.endswith(" 分，优")
    assert (line.tone, line.kind, line.word) == ("ok", "evaluation", "查看")


def test_a_poor_year_demands_a_rectification_and_a_statement(year: Year) -> None:
    evaluation = evaluate(year, **poor(year))
    open_next(year)
    first, second = gate(year)
    assert first.text.endswith("分，中，须写调整说明")
    assert (first.tone, second.tone) == ("warn", "bad")
    assert second == GateLine(
        "绩效自评 ZP-2026-0001 为“中”，还没有登记整改事项。",
        "bad",
        "problem:self_evaluation",
        evaluation,
        "去登记整改",
    )
    item = problem(year, ProblemSource.SELF_EVALUATION, evaluation)
    assert gate(year)[1] == GateLine(
        "ZG-2026-0001 整改中：网络安全性没有达到目标", "bad", "rectification", item, "去整改"
    )
    rectified(year, item)
    assert gate(year)[1] == GateLine("以前年度 1 项整改已销号。", "ok")


def test_key_evaluations_stand_beside_the_self_evaluation(planned: Year) -> None:
    key = key_evaluation(planned, 8500)
    assert gate(planned)[1] == GateLine(
        "2026 年度市财政局重点评价（示例财绩〔2026〕7号）：85.00 分，良", "ok", "key_evaluation", key, "查看"
    )


def test_what_was_submitted_is_shown_whatever_happens_later(planned: Year) -> None:
    key = approved(planned)
    before = sheet(planned, key)
    problem(planned, ProblemSource.AUDIT)
    after = sheet(planned, key)
    assert after.gate == before.gate
    assert after.findings == before.findings
    assert after.moved == ""


def test_it_waits_at_the_signing_desk_with_its_page_and_findings(planned: Year) -> None:
    key = submitted(planned)
    (row,) = planned.office.ask(HEAD, signing_desk.waiting)
    assert (row.kind, row.id, row.amount_text) == (SubjectKind.APPLICATION, key, "2027 年度申请 400.00 万元")
    found = planned.office.ask(HEAD, signing_desk.document, SubjectKind.APPLICATION, key)
    assert found.pdf.startswith(b"%PDF")
    assert any(one.title == "上年度评价结果" for one in found.findings)
    assert found.money is None
    assert found.all_green


def test_findings_of_a_stored_application_are_those_of_its_sheet(planned: Year) -> None:
    key = submitted(planned)
    found = planned.office.ask(CLERK, lambda desk: application_sheet.findings(desk, desk.get(Application, key)))
    assert found == sheet(planned, key).findings
