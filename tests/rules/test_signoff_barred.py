"""Who is barred from a step whatever roles he holds (arts. 11, 12 and 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.errors import Refused
from fundapp.rules.signoff import Signed, Verb, offers, refuse_unless_offered
from fundapp.values.roles import Role
from tests.rules.cases import APPROVED, CASHIER, CLERK, DIVISION, HANDS, OTHER_DIVISION, SUBMITTED, person
from tests.rules.signoff_cases import DRAFT, RETURNED, allowed, almighty, offer, signed_by


def test_the_head_of_another_division_does_not_sign() -> None:
    other = person(20, Role.DIVISION_HEAD, division=OTHER_DIVISION)
    found = offer(SUBMITTED, other, Verb.AGREE)
    assert not found.allowed
    assert found.why == "“科室负责人审核”须由本单所属科室的科室负责人签批。"


def test_a_supervising_leader_signs_only_for_the_divisions_in_charge() -> None:
    other = person(20, Role.SUPERVISING_LEADER, division=DIVISION, charges=(OTHER_DIVISION,))
    found = offer(signed_by(SUBMITTED, 2), other, Verb.AGREE)
    assert not found.allowed
    assert found.why == "“分管领导核对”须由分管本单所属科室的分管领导签批。"
    assert found.article == "第十二条"


@pytest.mark.parametrize("count", range(4))
def test_the_author_is_barred_from_every_step_whatever_roles_he_holds(count: int) -> None:
    case = replace(signed_by(SUBMITTED, count), author_id=50, last_editor_id=51)
    found = offer(case, almighty(50), Verb.AGREE)
    assert not found.allowed
    assert "您是本单的填报人" in found.why
    assert found.article == "第十五条"


@pytest.mark.parametrize("count", range(4))
def test_the_last_editor_is_barred_from_every_step_whatever_roles_he_holds(count: int) -> None:
    case = replace(signed_by(SUBMITTED, count), author_id=50, last_editor_id=51)
    found = offer(case, almighty(51), Verb.AGREE)
    assert not found.allowed
    assert "您是本单的最后修改人" in found.why


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_earlier_signer_is_barred_from_each_further_step(count: int) -> None:
    signed = (*HANDS[: count - 1], Signed(HANDS[count - 1].step_key, 50))
    found = offer(replace(SUBMITTED, signed=signed), almighty(50), Verb.AGREE)
    assert not found.allowed
    assert found.why == "您已签批过本单，不能再签批；各环节须由不同的人办理。"


def test_somebody_else_with_the_same_roles_is_not_barred() -> None:
    assert Verb.AGREE in allowed(signed_by(SUBMITTED, 3), almighty(52))


@pytest.mark.parametrize("count", range(4))
def test_an_administrator_signs_nothing_even_as_a_leader(count: int) -> None:
    found = offer(signed_by(SUBMITTED, count), person(50, *Role, charges=(DIVISION,)), Verb.AGREE)
    assert not found.allowed
    assert found.why == "管理员只维护系统，不参与签批。"


def test_an_administrator_does_not_pay_even_as_finance() -> None:
    found = offer(APPROVED, person(50, Role.FINANCE, Role.ADMINISTRATOR), Verb.DISBURSE)
    assert not found.allowed
    assert found.why == "管理员只维护系统，不登记拨付。"


def test_a_closed_account_does_nothing() -> None:
    for case in (DRAFT, SUBMITTED, RETURNED, APPROVED):
        gone = replace(almighty(CLERK.id), active=False)
        assert offers(case, gone)
        assert allowed(case, gone) == set()
        assert all("账户已停用" in each.why for each in offers(case, gone))


def test_in_approval_with_every_hand_there_is_nothing_left_to_sign() -> None:
    case = signed_by(SUBMITTED, 4)
    assert offer(case, almighty(50), Verb.AGREE).why == "本轮签批已全部完成。"
    with pytest.raises(Refused):
        refuse_unless_offered(case, almighty(50), Verb.AGREE)


@pytest.mark.parametrize("field", ["author_id", "last_editor_id"])
def test_whoever_wrote_the_request_does_not_pay_it(field: str) -> None:
    case = replace(APPROVED, **{field: CASHIER.id})  # type: ignore[arg-type]  # both are ints
    assert Verb.DISBURSE not in allowed(case, CASHIER)
