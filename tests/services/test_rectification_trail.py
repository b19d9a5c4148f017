"""Everything that happens to a problem is a line of the trail that names it (arts. 13 and 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import AuditLine
from fundapp.services import rectifications
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import RectificationStep as Step
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import CLERK, HEAD, LEADER, Year, file
from tests.services.rectifying import entry, person_id, registered, reported, seen

LATER = dt.date(2027, 6, 30)


def lines(year: Year) -> list[tuple[str, str, int]]:
    """Verb and subject of every line about rectifications, in their order."""

    def found(desk: Desk) -> list[tuple[str, str, int]]:
        query = select(AuditLine).where(AuditLine.verb.startswith("rectifications.")).order_by(AuditLine.id)
        return [
            (line.verb.partition(".")[2], line.subject_kind, line.subject_id) for line in desk.session.scalars(query)
        ]

    return year.office.ask(CLERK, found)


def test_every_step_of_a_problem_is_a_line_that_names_it(year: Year) -> None:
    office, key = year.office, registered(year)
    office.do(CLERK, rectifications.measure, key, "逐项核对", person_id(year, CLERK))
    office.do(CLERK, rectifications.attach_file, key, file("验收资料.pdf"))
    office.do(CLERK, rectifications.progress, key, "已补齐一半", 5_000)
    office.do(HEAD, rectifications.extend, key, LATER, "资料在外单位")
    office.do(CLERK, rectifications.report, key, "已补齐")
    office.do(LEADER, rectifications.reject, key, "缺第二份")
    office.do(CLERK, rectifications.attach_file, key, file("第二份.pdf"))
    office.do(CLERK, rectifications.report, key, "全部补齐")
    office.do(LEADER, rectifications.confirm, key, "同意销号")
    doing = ("measure", "attach_file", "progress", "extend", "report", "reject", "attach_file", "report")
    verbs = ("register", *doing, "confirm")
    assert lines(year) == [(verb, SubjectKind.RECTIFICATION, key) for verb in verbs]


def test_what_is_typed_is_noted_step_by_step_without_the_spaces_around_it(year: Year) -> None:
    office, key = year.office, registered(year)
    office.do(CLERK, rectifications.progress, key, " 刚开始 ", 0)
    office.do(CLERK, rectifications.progress, key, "全部找回", 10_000)
    office.do(HEAD, rectifications.extend, key, LATER, " 资料在外单位 ")
    office.do(CLERK, rectifications.report, key, " 已补齐 ", " 原件退回 ")
    office.do(LEADER, rectifications.reject, key, " 缺第二份 ")
    office.do(CLERK, rectifications.report, key, "全部补齐", "原件退回")
    office.do(LEADER, rectifications.confirm, key, " 同意销号 ")
    found = seen(year, key)
    assert [(note.step, note.text, note.progress_bp) for note in found.notes] == [
        (Step.PROGRESS, "刚开始", 0),
        (Step.PROGRESS, "全部找回", 10_000),
        (Step.EXTENSION, "资料在外单位", None),
        (Step.REPORT, "已补齐\n无佐证材料：原件退回", 10_000),
        (Step.REJECTION, "缺第二份", None),
        (Step.REPORT, "全部补齐\n无佐证材料：原件退回", 10_000),
        (Step.CONFIRMATION, "同意销号", None),
    ]
    assert found.closing_opinion == "同意销号"


def test_a_problem_is_stored_without_the_spaces_around_what_is_typed(year: Year) -> None:
    typed = {
        "problem": " 资料不全 ",
        "demand": " 补齐 ",
        "measure": "核对\n",
        "source_document": " 示例审报〔2026〕3号 ",
    }
    found = seen(year, registered(year, **typed))
    assert (found.problem, found.demand, found.measure) == ("资料不全", "补齐", "核对")
    assert found.source_name == "审计 示例审报〔2026〕3号"


@pytest.mark.parametrize(("length", "shown"), [(40, "验" * 40), (41, "验" * 40 + "…")])
def test_a_line_of_the_trail_names_at_most_forty_characters_of_the_problem(year: Year, length: int, shown: str) -> None:
    registered(year, problem="验" * length)

    def summary(desk: Desk) -> str:
        query = select(AuditLine.summary).order_by(AuditLine.id.desc()).limit(1)
        return desk.session.scalars(query).one()

    said = year.office.ask(CLERK, summary)
    assert said == f"登记整改事项 ZG-2026-0001：政务云服务项目，{shown}，期限 2027-03-31"


def test_a_voided_problem_has_its_line(year: Year) -> None:
    key = registered(year)
    year.office.do(LEADER, rectifications.void, key, "重复登记")
    assert lines(year)[-1] == ("void", SubjectKind.RECTIFICATION, key)


def test_screens_of_problems_and_of_their_files_are_told_about_a_proof(year: Year) -> None:
    seat, key = year.office.seats[CLERK], registered(year)
    done = year.office.ledger.do(seat, rectifications.attach_file, key, file("验收资料.pdf"))
    assert done.changed == Changed.RECTIFICATION | Changed.ATTACHMENT
    assert year.office.ledger.do(seat, rectifications.register, entry(year)).changed == Changed.RECTIFICATION
    assert year.office.ledger.do(seat, rectifications.progress, key, "进行中", 1).changed == Changed.RECTIFICATION


@pytest.mark.parametrize(
    ("label", "verb"),
    [
        ("补充措施和责任人", lambda uow, key: rectifications.measure(uow, key, "逐项核对", uow.me.id)),
        ("上传佐证", lambda uow, key: rectifications.attach_file(uow, key, file("验收资料.pdf"))),
        ("登记进展", lambda uow, key: rectifications.progress(uow, key, "已补齐一半", 5_000)),
        ("延期", lambda uow, key: rectifications.extend(uow, key, LATER, "资料在外单位")),
        ("报告完成", lambda uow, key: rectifications.report(uow, key, "已补齐")),
    ],
)
def test_what_a_reported_problem_does_not_take_is_named_with_the_way_out(
    year: Year, label: str, verb: Callable[[UnitOfWork, int], object]
) -> None:
    key = reported(year)
    with pytest.raises(Refused) as caught:
        year.office.do(HEAD, verb, key)  # type: ignore[arg-type]  # a verb without its name
    assert caught.value.message == f"不能“{label}”：已报告完成，等待确认；需要改动请先退回整改。"


@pytest.mark.parametrize(("label", "verb"), [("退回整改", rectifications.reject), ("确认销号", rectifications.confirm)])
def test_what_was_not_reported_is_neither_rejected_nor_confirmed(
    year: Year, label: str, verb: Callable[[UnitOfWork, int, str], object]
) -> None:
    key = registered(year)
    with pytest.raises(Refused) as caught:
        year.office.do(LEADER, verb, key, "已看")  # type: ignore[arg-type]  # one of two verbs
    assert caught.value.message == f"不能“{label}”：还没有报告完成。"
