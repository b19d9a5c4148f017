"""What lists leave out is not opened by its id either (art. 15): divisions, and who reads all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden
from fundapp.models import Payment
from fundapp.services import (
    application_sheet,
    evaluation_sheet,
    evaluation_trace,
    key_evaluations,
    monitoring_sheet,
    payment_sheet,
    people,
    printing,
    rectification_sheet,
    signing_desk,
    term_review_sheet,
    term_reviews,
)
from fundapp.services.desk import Desk
from fundapp.services.people import PersonEntry
from fundapp.values.documents import FormKind, SubjectKind
from fundapp.values.roles import Role
from tests.services import applying, rectifying, watching
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, STRANGER, Office, Year
from tests.services.term_year import Term
from tests.services.test_rectification_sources import key_evaluation

Question = Callable[[Desk], object]


def held(office: Office, question: Question) -> None:
    """Its own division, its leader and whoever reads all open it; another division's clerk does not."""
    for who in (CLERK, HEAD, LEADER, FINANCE, AUDITOR):
        office.ask(who, question)
    with pytest.raises(Forbidden, match="所要打开的属于其他科室") as no:
        office.ask(STRANGER, question)
    assert no.value.article == "第十五条"
    assert no.value.remedy


def test_an_application_of_another_division_is_not_opened(planned: Year) -> None:
    key = applying.saved(planned)
    held(planned.office, lambda desk: application_sheet.sheet(desk, key))
    held(planned.office, lambda desk: application_sheet.preview(desk, applying.draft(planned)))
    held(planned.office, lambda desk: printing.preview(desk, FormKind.APPLICATION, key))


def test_a_monitoring_of_another_division_is_not_opened(year: Year) -> None:
    key = watching.saved(year)
    held(year.office, lambda desk: monitoring_sheet.sheet(desk, key))
    held(year.office, lambda desk: monitoring_sheet.preview(desk, watching.draft(year)))
    held(year.office, lambda desk: printing.preview(desk, FormKind.MONITORING, key))


def test_a_self_evaluation_of_another_division_is_not_opened_nor_are_the_rows_behind_it(year: Year) -> None:
    key = year.approved()
    held(year.office, lambda desk: evaluation_sheet.sheet(desk, key))
    held(year.office, lambda desk: evaluation_sheet.preview(desk, year.draft()))
    held(year.office, lambda desk: evaluation_trace.budget(desk, key))
    held(year.office, lambda desk: signing_desk.document(desk, SubjectKind.EVALUATION, key))
    issued = year.office.do(CLERK, printing.issue, FormKind.EVALUATION, key)
    held(year.office, lambda desk: printing.issued_pdf(desk, issued))
    held(year.office, lambda desk: printing.shown(desk, FormKind.EVALUATION, key))


def test_a_key_evaluation_of_another_division_is_not_opened(year: Year) -> None:
    key = key_evaluation(year)
    held(year.office, lambda desk: key_evaluations.one(desk, key))
    held(year.office, lambda desk: key_evaluations.of_project_year(desk, year.project, 2026))


def test_a_term_review_of_another_division_is_not_opened(term: Term) -> None:
    key = term.office.do(CLERK, term_reviews.prepare, term.project)
    held(term.office, lambda desk: term_review_sheet.sheet(desk, key))
    held(term.office, lambda desk: term_review_sheet.preview(desk, term.draft()))


def test_a_rectification_of_another_division_is_opened_by_whoever_answers_for_it_alone(year: Year) -> None:
    key = rectifying.registered(year)
    held(year.office, lambda desk: rectification_sheet.sheet(desk, key))
    held(year.office, lambda desk: printing.preview(desk, FormKind.RECTIFICATION, key))
    moved = PersonEntry(CLERK, year.office.divisions["政务服务科"], frozenset({Role.CLERK}))
    year.office.do("管理员", people.save_person, rectifying.person_id(year, CLERK), moved)
    assert year.office.ask(CLERK, rectification_sheet.sheet, key).person == CLERK
    assert year.office.ask(CLERK, printing.preview, FormKind.RECTIFICATION, key)
    with pytest.raises(Forbidden):
        year.office.ask(CLERK, key_evaluations.of_project_year, year.project, 2026)


def test_a_payment_request_of_another_division_is_not_opened(year: Year) -> None:
    payment = year.office.ask(CLERK, lambda desk: desk.session.scalars(select(Payment.id)).first())
    assert payment is not None
    held(year.office, lambda desk: payment_sheet.sheet(desk, payment))
    held(year.office, lambda desk: printing.preview(desk, FormKind.PAYMENT_APPROVAL, payment))
