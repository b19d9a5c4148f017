"""The closed lists of codes."""

from __future__ import annotations

import copy
import inspect
import json
import pickle

import pytest

from fundapp.values import choices
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.invoice import InvoiceKind
from fundapp.values.labelled import Labelled
from fundapp.values.roles import ROLE_ORDER, Role
from fundapp.values.score import Band, ExecutionMode, Operator

LISTS = [kind for _, kind in inspect.getmembers(choices, inspect.isclass) if kind is not Labelled]
ALL_LISTS = [*LISTS, Role, InvoiceKind, Band, ExecutionMode, Operator]


def test_all_the_lists_are_found() -> None:
    assert len(LISTS) == 25


@pytest.mark.parametrize("kind", ALL_LISTS)
def test_every_choice_has_a_code_and_a_label_of_its_own(kind: type[Labelled]) -> None:
    labels = [member.label for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert all(kind(member.value) is member for member in kind)


@pytest.mark.parametrize("kind", [kind for kind in ALL_LISTS if kind is not Operator])
def test_codes_are_plain_lower_case_words(kind: type[Labelled]) -> None:
    assert all(member.value == member.name.lower() and member.value.isascii() for member in kind)


@pytest.mark.parametrize("kind", [kind for kind in ALL_LISTS if kind is not Operator])
def test_labels_are_chinese(kind: type[Labelled]) -> None:
    assert all("\u4e00" <= member.label[0] <= "\u9fff" for member in kind)


def test_a_choice_is_its_code_wherever_text_is_wanted() -> None:
    assert f"{PaymentState.IN_APPROVAL}" == "in_approval"
    assert json.dumps(PaymentState.IN_APPROVAL) == '"in_approval"'
    assert PaymentState("paid").label == "已拨付"
    assert f"{Decision.RETURN}" == "return"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="'granted' is not a valid PaymentState"):
        PaymentState("granted")


def test_a_choice_survives_copy_and_pickle_as_itself() -> None:
    assert copy.deepcopy(Role.CLERK) is Role.CLERK
    assert pickle.loads(pickle.dumps(Role.CLERK)) is Role.CLERK  # noqa: S301 -- its own bytes


def test_roles_stand_in_the_order_of_signing() -> None:
    assert [role.label for role in ROLE_ORDER] == [
        "经办人",
        "科室负责人",
        "财务",
        "分管领导",
        "主要领导",
        "领导小组成员",
        "监督人员",
        "管理员",
    ]


def test_the_operators_are_the_signs_that_the_tables_print() -> None:
    assert [operator.value for operator in Operator] == ["≥", ">", "=", "≤", "<", "qualitative", "date"]
