"""Which role may use which verb, and for whose documents (arts. 11, 13 and 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.errors import Forbidden
from fundapp.rules import access
from fundapp.rules.access import MAY, PERMISSIONS
from fundapp.values.roles import Role
from tests.rules.cases import (
    CLERK,
    DIVISION,
    FINANCE,
    HEAD,
    OTHER_DIVISION,
    PRINCIPAL,
    SUPERVISING,
    person,
)

ADMINISTRATOR = person(30, Role.ADMINISTRATOR)
AUDITOR = person(31, Role.AUDITOR)


def test_each_verb_stands_once_in_the_table() -> None:
    assert len(MAY) == len(PERMISSIONS)
    assert all(each.roles and each.label and each.article for each in PERMISSIONS)


@pytest.mark.parametrize("verb", [verb for verb in MAY if verb.endswith(".sign")])
def test_the_administrator_signs_nothing(verb: str) -> None:
    assert Role.ADMINISTRATOR not in MAY[verb]


def test_the_administrator_writes_people_units_settings_and_proposals_of_indicators_only() -> None:
    mine = {verb for verb, roles in MAY.items() if Role.ADMINISTRATOR in roles}
    everybody = {verb for verb, roles in MAY.items() if roles == frozenset(Role)}
    assert mine - everybody == {
        "ledger.settings",
        "units.edit",
        "people.edit",
        "people.reset",
        "templates.edit",
        "backups.restore",
    }


def test_the_auditor_writes_nothing_but_reads_verifies_and_backs_up() -> None:
    assert {verb for verb, roles in MAY.items() if Role.AUDITOR in roles} == {
        "ledger.read",
        "backups.make",
        "verification.run",
    }


EVERYBODY = {"ledger.read", "backups.make", "verification.run"}
DRAFTS = {f"{noun}.edit" for noun in ("applications", "payments", "monitorings", "evaluations", "term_reviews")}
LEADERS_MAY = {
    "people.witness",
    "applications.sign",
    "payments.sign",
    "monitorings.sign",
    "evaluations.sign",
    "term_reviews.sign",
    "key_evaluations.void",
    "rectifications.edit",
    "rectifications.extend",
    "rectifications.void",
    "rectifications.confirm",
    "forms.issue",
}


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        (
            Role.CLERK,
            DRAFTS
            | {"projects.edit", "contracts.edit", "allocations.edit", "indicators.edit", "evidence.add", "payees.edit"}
            | {"key_evaluations.record", "rectifications.edit", "rectifications.report"}
            | {"attachments.add", "forms.issue"},
        ),
        (
            Role.DIVISION_HEAD,
            {"projects.confirm", "contracts.confirm", "allocations.confirm"}
            | {"applications.sign", "payments.sign", "monitorings.sign", "evaluations.sign", "term_reviews.sign"}
            | {f"rectifications.{verb}" for verb in ("edit", "report", "extend", "confirm")}
            | {"forms.issue"},
        ),
        (
            Role.FINANCE,
            {"appropriations.edit", "disbursements.register", "years.close", "payees.edit", "templates.edit"}
            | {"applications.sign", "payments.sign", "term_reviews.sign"}
            | {"key_evaluations.record", "key_evaluations.void", "rectifications.edit"}
            | {"attachments.add", "forms.issue"},
        ),
        (Role.SUPERVISING_LEADER, LEADERS_MAY),
        (Role.PRINCIPAL_LEADER, LEADERS_MAY),
        (
            Role.STEERING_MEMBER,
            {"term_reviews.sign", "key_evaluations.void"}
            | {f"rectifications.{verb}" for verb in ("edit", "void", "confirm")},
        ),
    ],
)
def test_what_each_role_may_besides_what_everybody_may(role: Role, verbs: set[str]) -> None:
    assert {verb for verb, roles in MAY.items() if role in roles} == verbs | EVERYBODY


def test_only_finance_registers_money() -> None:
    assert MAY["disbursements.register"] == MAY["appropriations.edit"] == {Role.FINANCE}


def test_whoever_edits_a_contract_is_not_of_the_role_that_confirms_it() -> None:
    for noun in ("projects", "contracts", "allocations"):
        assert MAY[f"{noun}.edit"].isdisjoint(MAY[f"{noun}.confirm"])


def test_the_table_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(TypeError):
        MAY["payments.sign"] = frozenset(Role)  # type: ignore[index]  # that is what is tested


def test_the_right_role_passes() -> None:
    access.require(CLERK, "payments.edit")
    access.require(FINANCE, "appropriations.edit")
    assert access.may(HEAD, "contracts.confirm")


def test_the_wrong_role_is_told_which_role_it_takes() -> None:
    with pytest.raises(Forbidden) as refusal:
        access.require(FINANCE, "payments.edit")
    assert refusal.value.message == "“填报用款申请”须由经办人办理；您的角色是财务。"
    assert refusal.value.article == "第十二条"
    assert refusal.value.remedy == "请联系经办人。"


def test_several_roles_are_named_in_the_office_order() -> None:
    with pytest.raises(Forbidden) as refusal:
        access.require(replace(AUDITOR, roles=frozenset()), "payees.edit")
    assert refusal.value.message == "“维护收款单位和账户”须由经办人或财务办理；您的角色是（没有角色）。"


def test_a_closed_account_may_nothing() -> None:
    gone = replace(CLERK, active=False)
    assert not access.may(gone, "payments.edit")
    assert not access.may_in_division(gone, DIVISION, "payments.edit")
    with pytest.raises(Forbidden) as refusal:
        access.require(gone, "payments.edit")
    assert refusal.value.message == "您的账户已停用，不能办理业务。"


def test_an_unknown_verb_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        access.require(CLERK, "payments.burn")


def test_clerks_and_heads_act_for_their_own_division_only() -> None:
    access.require_division(CLERK, DIVISION, "payments.edit")
    access.require_division(HEAD, DIVISION, "contracts.confirm")
    with pytest.raises(Forbidden) as refusal:
        access.require_division(CLERK, OTHER_DIVISION, "payments.edit")
    assert refusal.value.message == "“填报用款申请”只能办理本科室（分管领导为所分管科室）的事项，该事项属于其他科室。"
    with pytest.raises(Forbidden):
        access.require_division(HEAD, OTHER_DIVISION, "contracts.confirm")


def test_a_missing_role_is_said_before_the_division() -> None:
    with pytest.raises(Forbidden) as refusal:
        access.require_division(FINANCE, OTHER_DIVISION, "payments.edit")
    assert "须由经办人办理" in refusal.value.message


def test_supervising_leaders_act_for_the_divisions_in_charge_only() -> None:
    access.require_division(SUPERVISING, DIVISION, "payments.sign")
    assert not access.may_in_division(SUPERVISING, SUPERVISING.division_id, "payments.sign")
    with pytest.raises(Forbidden):
        access.require_division(SUPERVISING, OTHER_DIVISION, "payments.sign")


def test_finance_and_principal_leader_act_for_every_division() -> None:
    access.require_division(FINANCE, OTHER_DIVISION, "payments.sign")
    access.require_division(PRINCIPAL, OTHER_DIVISION, "payments.sign")


def test_a_second_role_of_wider_reach_counts() -> None:
    both = person(32, Role.CLERK, Role.FINANCE)
    assert access.may_in_division(both, OTHER_DIVISION, "payees.edit")
    assert not access.may_in_division(both, OTHER_DIVISION, "payments.edit")


@pytest.mark.parametrize("writers", [(HEAD.id, 1), (1, HEAD.id)])
def test_whoever_wrote_it_does_not_confirm_it(writers: tuple[int, int]) -> None:
    access.require_second_person(HEAD, "contracts.confirm", 1, 1)
    with pytest.raises(Forbidden) as refusal:
        access.require_second_person(HEAD, "contracts.confirm", *writers)
    assert refusal.value.message == "内容由您本人填报或修改，“确认合同”须由另一人办理。"


@pytest.mark.parametrize(
    "role", [Role.FINANCE, Role.PRINCIPAL_LEADER, Role.STEERING_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_finance_principal_leader_steering_group_auditor_and_administrator_read_everything(role: Role) -> None:
    assert access.readable_divisions(person(33, role)) is None
    assert access.readable_divisions(person(33, role, Role.CLERK)) is None


def test_others_read_their_own_division_and_those_in_charge() -> None:
    assert access.readable_divisions(CLERK) == frozenset({DIVISION})
    assert access.readable_divisions(HEAD) == frozenset({DIVISION})
    assert access.readable_divisions(SUPERVISING) == frozenset({DIVISION})
    both = person(34, Role.CLERK, Role.SUPERVISING_LEADER, charges=(OTHER_DIVISION,))
    assert access.readable_divisions(both) == frozenset({DIVISION, OTHER_DIVISION})


def test_charges_without_the_leader_s_role_open_nothing() -> None:
    assert access.readable_divisions(person(35, Role.CLERK, charges=(OTHER_DIVISION,))) == frozenset({DIVISION})
    assert access.readable_divisions(person(36, charges=(OTHER_DIVISION,))) == frozenset()


def test_a_closed_account_reads_nothing() -> None:
    assert access.readable_divisions(replace(AUDITOR, active=False)) == frozenset()


def test_roles_are_written_in_the_office_order() -> None:
    assert person(37, Role.FINANCE, Role.CLERK).roles_text == "经办人、财务"
