"""What a self-evaluation begins with, at its edges: the same day twice, the first and the last day, whose proof."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fundapp.models import Disbursement
from fundapp.services import allocations, evaluation_prefill, evidence, milestones, payees
from fundapp.services.allocations import AllocationEntry
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.evaluation_prefill import last_payment
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.payees import AccountEntry, PayeeEntry
from fundapp.values.choices import AttachmentKind, EvidenceKind, EvidenceResult, MilestoneKind, PayeeKind
from fundapp.values.documents import SubjectKind
from tests.services import watching
from tests.services.evaluation_year import CLERK, HEAD, WAN, Year, file
from tests.services.test_evaluation_prefill import known, prove, with_date

FINAL = EvidenceKind.ACCEPTANCE_FINAL
DAY = dt.date(2026, 11, 3)


def listed(year: Year, project: int) -> int:
    """A line of an allocation list in force of a project."""
    office = year.office
    entry = PayeeEntry(
        f"示例街道办事处{project}", PayeeKind.INSTITUTION, account=AccountEntry("示例银行", f"6600{project:012d}")
    )
    account = office.ask(CLERK, payees.payee_row, office.do(CLERK, payees.save, entry)).account
    assert account is not None
    line = MilestoneEntry("街道补助", MilestoneKind.GRANT, WAN, "按文件拨付", DAY, account_id=account.id)
    grants = AllocationEntry("补助清单", project, 2026, WAN, "示例政办〔2026〕6号", dt.date(2026, 2, 1), (line,))
    key = office.do(CLERK, allocations.save, grants)
    office.do(CLERK, allocations.attach_file, key, file(f"分配文件{project}.pdf", AttachmentKind.BASIS))
    office.do(HEAD, allocations.confirm, key)
    return office.ask(CLERK, milestones.milestones, allocation_id=key)[0].id


def test_of_two_monitorings_of_the_same_day_the_later_one_speaks(year: Year) -> None:
    first = year.indicators[0]
    for value in ("99.95", "99.96"):
        said = LineEntry(first, Decimal(value), likelihood=watching.SURE)
        later = watching.approved(year, watching.AD_HOC, a=said)
    found = known(year)[first]
    assert (found.score.actual, found.record_id) == (Decimal("99.96"), later)


def test_of_two_proofs_of_the_same_day_the_later_one_speaks(year: Year) -> None:
    key = with_date(year, "项目验收时间")
    prove(year, FINAL, "验收报告", DAY)
    prove(year, FINAL, "验收报告（更正）", DAY)
    assert known(year)[key].origin == "取自佐证“验收报告（更正）”（第1期服务费，2026年11月3日）"


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 12, 31)])
def test_a_proof_of_the_first_or_the_last_day_of_the_year_is_of_the_year(year: Year, day: dt.date) -> None:
    year.office.clock.on(dt.date(2026, 12, 31))
    key = with_date(year, "项目验收时间")
    prove(year, FINAL, "验收报告", day)
    assert known(year)[key].score == ScoreEntry(key, actual_on=day)


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2027, 1, 1)])
def test_a_proof_of_another_year_says_nothing(year: Year, day: dt.date) -> None:
    key = with_date(year, "项目验收时间")
    year.office.clock.on(dt.date(2027, 1, 4))
    prove(year, FINAL, "验收报告", day)
    assert key not in known(year)


def test_the_last_disbursement_is_that_of_the_latest_day_and_leads_to_its_own_request(year: Year) -> None:
    def said(desk: Desk) -> tuple[str, dt.date, bool]:
        found = last_payment(desk, year.project, 2026)
        assert found is not None
        paid, payment = found
        return paid.voucher, paid.paid_on, desk.get(Disbursement, paid.id).payment_id == payment.id

    assert year.office.ask(CLERK, said) == ("记-0002", dt.date(2026, 3, 2), True)
    year.office.pay(year.milestones[2], ("local", 10 * WAN))
    assert year.office.ask(CLERK, said) == ("记-0003", dt.date(2026, 12, 28), True)


def test_the_proofs_of_a_project_are_those_of_its_own_allocation_lists(year: Year) -> None:
    grants = {
        name: year.office.project(name, 2026, "便民服务点可用。", "service_centre") for name in ("补助甲", "补助乙")
    }
    for name, project in grants.items():
        entry = EvidenceEntry(FINAL, f"{name}验收", EvidenceResult.PASSED, DAY, 10000)
        year.office.do(CLERK, evidence.add, listed(year, project), entry, (file(f"{name}验收.pdf"),))

    def titles(desk: Desk, project: int) -> list[tuple[str, tuple[SubjectKind, int]]]:
        found = evaluation_prefill.proofs_of(desk, project, DAY, DAY)
        return [(proof.title, evaluation_prefill.basis_of(milestone)) for proof, milestone in found]

    assert year.office.ask(CLERK, titles, grants["补助甲"]) == [("补助甲验收", (SubjectKind.ALLOCATION, 1))]
    assert year.office.ask(CLERK, titles, grants["补助乙"]) == [("补助乙验收", (SubjectKind.ALLOCATION, 2))]
