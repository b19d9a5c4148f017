"""The words for kinds of records, outcomes of rounds and printed forms."""

from __future__ import annotations

import pytest

from fundapp.values.documents import FormKind, RoundOutcome, SubjectKind


@pytest.mark.parametrize("kind", [SubjectKind, RoundOutcome, FormKind])
def test_every_kind_has_a_chinese_word_of_its_own(kind: type[SubjectKind | RoundOutcome | FormKind]) -> None:
    labels = [member.label for member in kind]
    assert len(set(labels)) == len(labels)
    assert all("\u4e00" <= label[0] <= "\u9fff" for label in labels)


def test_the_two_signed_forms_carry_their_official_titles() -> None:
    assert FormKind.PAYMENT_APPROVAL.label == "项目资金支付审批表"
    assert FormKind.EVALUATION.label == "项目支出绩效自评表"
