"""Money leaves only on complete signatures, in its year, and by a hand of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.errors import Forbidden, Invalid, Refused
from fundapp.models import Disbursement
from fundapp.places import attachments_folder
from fundapp.services import disbursements, payments, people, projects
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.people import PersonEntry
from fundapp.services.seat import Seat
from fundapp.storage.engine import write_transaction
from fundapp.values.choices import PaymentState
from fundapp.values.roles import Role
from tests.builders import Office
from tests.services.paying import finding, invoiced, last_act, sheet, state
from tests.ui.paid_office import Paid


@pytest.fixture
def approved(paid: Paid) -> int:
    """A request with every hand, signed on 2 March 2026."""
    return paid.office.approve(paid.office.request(paid.first, with_evidence=False))


def pay(place: Office, payment_id: int, entry: DisbursementEntry, by: Seat | None = None) -> int:
    """The cashier registers exactly this."""
    return place.do(by or place.cashier, disbursements.register, payment_id, entry)


def entry(place: Office, voucher: str = "记-0001", on: dt.date | None = None) -> DisbursementEntry:
    """A sound disbursement of today."""
    return DisbursementEntry(on or place.clock.today, voucher, "HD1")


def count(place: Office) -> int:
    """How many disbursements there are."""
    return place.ask(lambda desk: desk.session.query(Disbursement).count())


def test_a_disbursement_takes_amount_and_round_from_the_request(place: Office, approved: int) -> None:
    key = place.do(
        place.cashier,
        disbursements.register,
        approved,
        DisbursementEntry(place.clock.today, " 记-0001 ", " HD1 "),
        (place.file("回单.pdf"),),
    )
    found = sheet(place, approved)
    assert found.state is PaymentState.PAID
    assert found.disbursement is not None
    assert (found.disbursement.id, found.disbursement.amount, found.disbursement.voucher) == (key, 30_000_00, "记-0001")
    assert (found.disbursement.bank_reference, found.disbursement.registered_by) == ("HD1", "出纳")
    assert [row.file_name for row in found.disbursement.files] == ["回单.pdf"]
    assert last_act(place) == ("disbursements.register", "登记拨付：ZF-2026-0001，30,000.00 元，凭证 记-0001")


def test_nothing_is_paid_before_the_last_hand(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    for act in (lambda: None, lambda: place.submit(payment_id), lambda: place.sign(payment_id, place.head)):
        act()
        with pytest.raises(Refused):
            pay(place, payment_id, entry(place))
    place.sign(payment_id, place.finance)
    with pytest.raises(Refused):
        pay(place, payment_id, entry(place))
    assert count(place) == 0


def test_a_request_is_paid_once(place: Office, approved: int) -> None:
    pay(place, approved, entry(place))
    with pytest.raises(Refused, match="已拨付"):
        pay(place, approved, entry(place, "记-0002"))
    assert count(place) == 1


def test_only_finance_pays(place: Office, approved: int) -> None:
    for seat in (place.clerk, place.head, place.supervisor, place.principal, place.administrator, place.auditor):
        with pytest.raises(Forbidden):
            pay(place, approved, entry(place), seat)
    assert (count(place), state(place, approved)) == (0, PaymentState.APPROVED)


def test_finance_that_signed_does_not_pay(place: Office, approved: int) -> None:
    with pytest.raises(Forbidden, match="您已签批过本单，不能再登记拨付"):
        pay(place, approved, entry(place), place.finance)
    assert last_act(place)[0] == "disbursements.register.refused"
    assert count(place) == 0


def test_who_wrote_the_request_does_not_pay_it_even_as_finance_later(place: Office, approved: int) -> None:
    moved = PersonEntry("经办人", place.division_id, frozenset({Role.FINANCE}), frozenset())
    place.do(place.administrator, people.save_person, place.clerk.person_id, moved)
    with pytest.raises(Forbidden, match="您是本单的填报人，不能再登记拨付"):
        pay(place, approved, entry(place), place.clerk)


def test_a_disbursement_carries_its_voucher_number(place: Office, approved: int) -> None:
    with pytest.raises(Invalid) as caught:
        pay(place, approved, entry(place, "　"))
    assert caught.value.field == "凭证号"


def test_money_has_not_left_tomorrow(place: Office, approved: int) -> None:
    with pytest.raises(Invalid, match="不能晚于今天"):
        pay(place, approved, entry(place, on=place.clock.today + dt.timedelta(days=1)))


def test_money_did_not_leave_before_the_last_hand(place: Office, approved: int) -> None:
    place.clock.pass_by(days=3)
    with pytest.raises(Invalid, match="早于最后一次签字的日期") as caught:
        pay(place, approved, entry(place, on=dt.date(2026, 3, 1)))
    assert caught.value.field == "拨付日期"
    pay(place, approved, entry(place, on=dt.date(2026, 3, 2)))
    assert state(place, approved) is PaymentState.PAID


def test_the_day_of_the_last_hand_is_the_offices_day_not_greenwichs(paid: Paid) -> None:
    place = paid.office
    place.clock.at = dt.datetime(2026, 3, 3, 0, 30, tzinfo=OFFICE_ZONE)
    payment_id = place.approve(place.request(paid.first, with_evidence=False))
    with pytest.raises(Invalid, match="早于最后一次签字的日期"):
        pay(place, payment_id, entry(place, on=dt.date(2026, 3, 2)))


def test_money_of_a_year_leaves_in_that_year(paid: Paid) -> None:
    place = paid.office
    place.clock.at = dt.datetime(2026, 12, 31, 9, 0, tzinfo=OFFICE_ZONE)
    payment_id = place.approve(place.request(paid.first, with_evidence=False))
    place.clock.at = dt.datetime(2027, 1, 4, 9, 0, tzinfo=OFFICE_ZONE)
    with pytest.raises(Refused, match="2026 年度的资金应在当年拨付") as caught:
        pay(place, payment_id, entry(place))
    assert caught.value.article == "第十六条"
    pay(place, payment_id, entry(place, on=dt.date(2026, 12, 31)))
    assert state(place, payment_id) is PaymentState.PAID


def test_a_year_with_money_on_its_way_is_not_closed(place: Office, paid: Paid, approved: int) -> None:
    with pytest.raises(Refused, match="还有签批中或待拨付的用款申请"):
        place.do(place.finance, projects.close_year, paid.project, 2026)
    pay(place, approved, entry(place))
    place.do(place.finance, projects.close_year, paid.project, 2026)


def tampered(place: Office, table: str, change: str) -> None:
    """Somebody takes the guards of a table away and changes it with raw SQL."""
    with write_transaction(place.ledger.file.engine) as connection:
        query = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
        for name in connection.exec_driver_sql(query).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(f"UPDATE {table} SET {change}")


def test_a_request_that_says_something_else_than_was_signed_is_not_paid(place: Office, approved: int) -> None:
    tampered(place, "payment", "purpose = '另一用途'")
    with pytest.raises(Refused, match="签字之后内容已变化，不能拨付"):
        pay(place, approved, entry(place))
    assert count(place) == 0


@pytest.mark.parametrize("change", ["outcome = 'voided'", "closed_at = NULL"])
def test_a_round_that_was_ended_behind_the_programs_back_pays_nothing(
    place: Office, approved: int, change: str
) -> None:
    tampered(place, "sign_round", change)
    with pytest.raises(Refused, match="签批还没有完成，不能登记拨付"):
        pay(place, approved, entry(place))
    assert count(place) == 0


@pytest.mark.parametrize(
    ("table", "change", "article", "sentence"),
    [
        ("appropriation", "amount = 2000000", "第六条、第十六条", "本级财政管理资金可用 20,000.00 元"),
        ("payee_account", "closed_on = '2026-03-02'", "第十二条", "已于 2026-03-02 停用"),
        ("project", "state = 'closed'", "第十五条", "未确认立项，或已结束"),
        ("project_year", "closed = 1", "第十六条", "2026 年度已关闭"),
        ("contract", "state = 'closed'", "第十二条", "不在履行中"),
    ],
)
def test_money_that_breaks_a_refusing_rule_since_the_hands_is_refused_in_the_rules_own_words(
    place: Office, approved: int, table: str, change: str, article: str, sentence: str
) -> None:
    tampered(place, table, change)
    with pytest.raises(Refused, match=sentence) as caught:
        pay(place, approved, entry(place))
    assert caught.value.article == article
    assert (count(place), state(place, approved)) == (0, PaymentState.APPROVED)


def test_money_is_not_registered_on_papers_that_have_vanished_since_the_hands(place: Office, approved: int) -> None:
    for file in attachments_folder(place.path).rglob("*"):
        if file.is_file() and "发票.pdf".encode() in file.read_bytes():
            file.chmod(0o600)
            file.unlink()
    with pytest.raises(Refused, match=r"以下附件找不到或内容已改变：发票[.]pdf"):
        pay(place, approved, entry(place))
    assert count(place) == 0


def test_a_caution_that_came_up_while_people_signed_does_not_hold_up_the_money(place: Office, approved: int) -> None:
    place.clock.pass_by(days=60)
    overdue = next(one for one in sheet(place, approved).findings if one.rule == "sme-1")
    assert overdue.needs_reason
    pay(place, approved, entry(place))
    assert state(place, approved) is PaymentState.PAID


def test_a_draft_that_names_the_same_invoice_does_not_hold_up_the_request_that_was_submitted_with_it(
    paid: Paid, approved: int
) -> None:
    place = paid.office
    mine = sheet(place, approved).draft.invoices
    other = place.do(place.clerk, payments.save, invoiced(place.draft(paid.second), *mine))
    assert finding(place, sheet(place, other).draft, "5-2", other).blocks
    pay(place, approved, entry(place))
    assert state(place, approved) is PaymentState.PAID
