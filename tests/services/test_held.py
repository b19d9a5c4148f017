"""What rests on a signed document holds it: the verb refuses, and its sheet says so before anybody types a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fundapp.errors import Refused
from fundapp.rules.signoff import Offer
from fundapp.services import (
    application_sheet,
    applications,
    evaluation_sheet,
    evaluations,
    monitoring_sheet,
    monitorings,
    projects,
    term_review_sheet,
    term_reviews,
)
from fundapp.services.document_sheet import DocumentSheet
from fundapp.services.indicators import of_year
from fundapp.values.choices import AppropriationKind, Conclusion
from tests.services import applying
from tests.services.evaluation_year import CLERK, HEAD, WAN, Year
from tests.services.term_year import Term
from tests.services.watching import approved as watched
from tests.services.watching import submitted as watching

Sheet = Callable[..., DocumentSheet]


def offer(place: Year | Term, sheet: Sheet, key: int, verb: str, who: str = CLERK) -> Offer:
    """What the sheet says of a verb."""
    found = place.office.ask(who, sheet, key).offer(verb)
    assert found is not None
    return found


def refused(place: Year | Term, verbs: Any, sheet: Sheet, key: int, said: str) -> None:
    """Neither changed nor voided, and closed with the same sentence."""
    for name in ("change", "void"):
        with pytest.raises(Refused, match=said) as caught:
            place.office.do(CLERK, getattr(verbs, name), key, "更正")
        found = offer(place, sheet, key, name)
        assert (found.allowed, found.held) == (False, True)
        assert found.why == f"{caught.value.message}{caught.value.remedy}"
        assert found.article == caught.value.article
        assert not offer(place, sheet, key, name, HEAD).held  # not the head's move: nothing but that is said


def free(place: Year | Term, sheet: Sheet, key: int, *verbs: str) -> None:
    """Both are open."""
    for name in verbs or ("change", "void"):
        assert offer(place, sheet, key, name).allowed


def test_an_application_is_kept_while_the_years_self_evaluation_rests_on_it(year: Year) -> None:
    key = applying.approved(year, year=2026)
    free(year, application_sheet.sheet, key, "change")
    evaluation = year.submitted()
    refused(
        year, applications, application_sheet.sheet, key, "本年度绩效自评 ZP-2026-0001 已按这份申请的目标和指标送审"
    )
    year.office.agree(HEAD, evaluation)
    year.office.give_back("分管领导", evaluation)
    free(year, application_sheet.sheet, key, "change")
    year.office.do(CLERK, applications.change, key, "调整指标")


def test_an_application_with_money_is_not_voided_and_the_remedy_fits_its_state(planned: Year) -> None:
    key = applying.approved(planned)
    free(planned, application_sheet.sheet, key)
    planned.office.appropriate(planned.project, 2027, "local", AppropriationKind.INITIAL, WAN)
    assert offer(planned, application_sheet.sheet, key, "void").why.endswith(
        "确需调整，请用“修改”退回草稿，改好后重新送审。"
    )
    planned.office.do(CLERK, applications.change, key, "调整金额")
    closed = offer(planned, application_sheet.sheet, key, "void")
    assert closed.why == "本年度已登记预算指标，年度申请 SQ-2027-0001 不能作废。请改好后重新送审。"
    assert offer(planned, application_sheet.sheet, key, "submit").allowed


def test_a_self_evaluation_is_kept_once_the_next_year_was_approved_on_it(planned: Year) -> None:
    evaluation = 1
    free(planned, evaluation_sheet.sheet, evaluation)
    key = applying.approved(planned)
    refused(planned, evaluations, evaluation_sheet.sheet, evaluation, "2027 年度申请 SQ-2027-0001 已依据这份自评批准")
    planned.office.do(CLERK, applications.change, key, "更正")
    free(planned, evaluation_sheet.sheet, evaluation)


def test_an_approved_monitoring_is_kept_once_the_years_result_was_written_from_it(year: Year) -> None:
    key = watched(year)
    free(year, monitoring_sheet.sheet, key)
    evaluation = year.submitted()
    refused(year, monitorings, monitoring_sheet.sheet, key, "2026 年度的绩效自评 ZP-2026-0001 已依据这份监控送审或定稿")
    year.office.do(CLERK, evaluations.withdraw, evaluation, "补充")
    free(year, monitoring_sheet.sheet, key)


def test_a_monitoring_that_nobody_approved_yet_goes_back_at_any_time(year: Year) -> None:
    key = watching(year)
    year.submitted()
    free(year, monitoring_sheet.sheet, key)


def test_an_approved_term_review_keeps_the_monitorings_of_its_years(term: Term) -> None:
    ids = tuple(one.id for one in term.office.ask(CLERK, of_year, term.project, 2026).entries)
    monitoring = watched(Year(term.office, term.project, (), ids), forecast=100 * WAN)
    review = term.approved()
    term.office.do(CLERK, evaluations.change, term.evaluations[-1], "更正")
    refused(term, monitorings, monitoring_sheet.sheet, monitoring, "2026 年度的期满评价 QM-2026-0001 已依据这份监控")
    term.office.do(CLERK, term_reviews.change, review, "更正")
    free(term, monitoring_sheet.sheet, monitoring)


@pytest.mark.parametrize("conclusion", [Conclusion.CANCEL, Conclusion.KEEP])
def test_a_term_review_that_is_used_or_cancelled_the_project_is_kept(term: Term, conclusion: Conclusion) -> None:
    review = term.approved(replace(term.draft(), conclusion=conclusion, adjustment="停止续租"))
    said = "结论是“取消”，签批完成后不能再修改或作废"
    if conclusion is Conclusion.KEEP:
        free(term, term_review_sheet.sheet, review)
        term.office.do(CLERK, projects.open_year, term.project, 2027, "下一期")
        said = "项目已依据这份期满评价建立 2027 年度"
    refused(term, term_reviews, term_review_sheet.sheet, review, said)
