"""What the leaders check has to be attached (art. 12)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fundapp.rules.figures import load
from fundapp.rules.judgement import judge
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import AttachmentKind, MilestoneKind
from tests.rules.cases import GRANT, SOUND, said
from tests.rules.spoiling import change


def without(case: PaymentCase, *kinds: AttachmentKind) -> PaymentCase:
    """The case without attachments of these kinds."""
    return replace(case, attachment_kinds=case.attachment_kinds - set(kinds))


@pytest.mark.parametrize("kind", [kind for kind in MilestoneKind if kind is not MilestoneKind.GRANT])
def test_no_contract_money_moves_without_the_contract_on_the_table(kind: MilestoneKind) -> None:
    case = replace(SOUND, milestone_kind=kind)
    assert said(case, "12-15").passed
    found = said(without(case, AttachmentKind.CONTRACT), "12-15")
    assert found.blocks
    assert "合同" in found.message


def test_no_grant_moves_without_the_document_behind_the_list() -> None:
    found = said(without(GRANT, AttachmentKind.BASIS), "12-15")
    assert found.blocks
    assert found.message == "缺少补助应附的分配文件。"


def test_a_missing_assessment_of_a_grant_takes_a_reason() -> None:
    assert said(without(GRANT, AttachmentKind.ASSESSMENT), "12-16").needs_reason


def test_missing_invoice_and_acceptance_take_one_reason_that_names_both() -> None:
    found = said(without(SOUND, AttachmentKind.INVOICE, AttachmentKind.ASSESSMENT), "12-16")
    assert found.needs_reason
    assert found.message == "缺少进度款应附的阶段验收、考核或进度确认材料、发票。"


def test_an_acceptance_serves_where_an_assessment_would() -> None:
    case = without(SOUND, AttachmentKind.ASSESSMENT)
    case = replace(case, attachment_kinds=case.attachment_kinds | {AttachmentKind.ACCEPTANCE})
    assert said(case, "12-16").passed


def test_a_final_payment_wants_the_acceptance_and_not_an_assessment() -> None:
    assert said(replace(SOUND, milestone_kind=MilestoneKind.FINAL), "12-16").needs_reason


def test_a_kind_of_milestone_for_which_the_office_demands_nothing_gives_no_line(regulation: Path) -> None:
    change(regulation, "attachments.toml", r'(?s)\[\[demand\]\]\nmilestone = "progress".*?sample = true\n', "", count=0)
    numbers = {found.rule for found in judge(SOUND, load(regulation))}
    assert "12-16" not in numbers
    assert "12-17" in numbers


def test_a_vanished_file_blocks_and_is_named() -> None:
    found = said(replace(SOUND, missing_attachments=("合同.pdf", "发票.ofd")), "12-17")
    assert found.blocks
    assert "合同.pdf、发票.ofd" in found.message
