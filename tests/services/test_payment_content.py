"""What a signature on a request approves: everything it says, and nothing that stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fundapp.models import Payment
from fundapp.seal.canonical import canonical, digest
from fundapp.services import evidence, payments
from fundapp.services.desk import Desk
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payment_content import content_of, snapshot_of
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.values.choices import EvidenceKind, EvidenceResult
from tests.builders import COMPANY
from tests.services.paying import stored
from tests.ui.paid_office import Paid


def content(paid: Paid, payment_id: int) -> dict[str, Any]:
    """What the request says now."""
    return paid.office.ask(lambda desk: content_of(desk, desk.get(Payment, payment_id)))


def sealed(paid: Paid, payment_id: int) -> str:
    """The digest hands would sign."""
    return digest(canonical(content(paid, payment_id)))


def test_a_contract_request_says_all_that_is_approved(paid: Paid) -> None:
    place = paid.office
    draft = replace(place.draft(paid.first), shares=(("own", 10_000_00), ("local", 20_000_00)))
    found = content(paid, stored(place, draft))
    assert found["basis"] == {
        "kind": "contract", "number": "HT-2026-0001", "name": "政务服务平台运行维护合同", "value": 80_000_00,
        "party": COMPANY,
    }  # fmt: skip
    assert found["milestone"] == {
        "id": 1, "sequence": 1, "name": "第1期进度款", "condition": "阶段工作完成并经确认", "amount": 30_000_00,
    }  # fmt: skip
    assert (found["payee"], found["account"][0], found["amount"]) == (COMPANY, "示例银行营业部", 30_000_00)
    assert found["shares"] == [["local", 20_000_00], ["own", 10_000_00]]
    assert found["invoices"] == [[draft.invoices[0].number, "2026-03-02", COMPANY, 30_000_00]]
    assert found["evidence"] == [[1, "progress", "passed", "2026-03-02", 10000]]
    assert [row[:3] for row in found["attachments"]] == [
        ["contract", "contract", "合同扫描件.pdf"],
        ["evidence", "acceptance", "进度确认单.pdf"],
        ["payment", "invoice", "发票.pdf"],
    ]
    assert found["author"] == [place.clerk.person_id, "经办人"]
    assert found["last_editor"] == place.clerk.person_id


def test_a_grant_request_names_its_list(paid: Paid) -> None:
    found = content(paid, stored(paid.office, paid.office.draft(paid.listed.milestones[1])))
    assert (found["basis"]["kind"], found["basis"]["number"], found["invoices"]) == ("allocation", "QD-2026-0001", [])


def _invoice(draft: PaymentDraft) -> PaymentDraft:
    return replace(draft, invoices=(InvoiceEntry("26449999999999999999", draft.dated, COMPANY, draft.amount),))


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: replace(draft, amount=29_999_99),
        lambda draft: replace(draft, milestone_id=2),
        lambda draft: replace(draft, shares=(("own", 30_000_00),)),
        lambda draft: replace(draft, economic_class="30214"),
        lambda draft: replace(draft, purpose="另一用途"),
        lambda draft: replace(draft, method="财政直接支付"),
        lambda draft: replace(draft, actual_progress_bp=9999),
        lambda draft: replace(draft, reduction_reason="扣款"),
        lambda draft: replace(draft, reasons=(("12-2", "另有原因"),)),
        lambda draft: replace(draft, year=2027),
        _invoice,
    ],
    ids=["金额", "节点", "来源", "科目", "用途", "方式", "进度", "少付原因", "理由", "年度", "发票"],
)
def test_whatever_is_typed_differently_is_another_content(
    paid: Paid, change: Callable[[PaymentDraft], PaymentDraft]
) -> None:
    place = paid.office
    draft = place.draft(paid.first)
    payment_id = stored(place, draft)
    before = sealed(paid, payment_id)
    place.do(place.clerk, payments.save, draft, payment_id)
    assert sealed(paid, payment_id) == before
    place.do(place.clerk, payments.save, change(draft), payment_id)
    assert sealed(paid, payment_id) != before


def test_evidence_and_files_are_part_of_what_is_signed(paid: Paid) -> None:
    place = paid.office
    payment_id = stored(place, place.draft(paid.first))
    seen = {sealed(paid, payment_id)}
    entry = EvidenceEntry(EvidenceKind.OTHER, "说明", EvidenceResult.PASSED, place.clock.today, 10000)
    place.do(place.clerk, evidence.add, paid.first, entry, ())
    seen.add(sealed(paid, payment_id))
    place.do(place.clerk, payments.attach_file, payment_id, place.file("说明.pdf"))
    seen.add(sealed(paid, payment_id))
    assert len(seen) == 3


def test_remark_and_filing_number_are_not_part_of_what_is_signed(paid: Paid) -> None:
    place = paid.office
    payment_id = stored(place, place.draft(paid.first))
    before = sealed(paid, payment_id)
    place.do(place.clerk, payments.annotate, payment_id, "急件", "2026-永久-1")
    assert sealed(paid, payment_id) == before


def test_the_snapshot_leaves_the_request_itself_out(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, 10_000_00, with_evidence=False)))
    place.submit(place.request(paid.first, 5_000_00, with_evidence=False))
    draft = replace(place.draft(paid.first, 15_000_00), shares=(("local", 14_000_00), ("own", 1_000_00)))
    third = stored(place, draft)
    place.submit(third)

    def question(desk: Desk) -> dict[str, int]:
        return snapshot_of(desk, desk.get(Payment, third))

    expected = {
        "basis_value": 80_000_00,
        "basis_paid": 10_000_00,
        "basis_in_flight": 5_000_00,
        "milestone_amount": 30_000_00,
        "milestone_paid": 10_000_00,
        "year_budget": 120_000_00,
        "year_paid": 10_000_00,
        "source_local": 100_000_00,
        "source_local_paid": 10_000_00,
        "source_own": 20_000_00,
        "source_own_paid": 0,
    }
    assert place.ask(question) == expected
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(third, seat)
    place.pay(third)
    assert place.ask(question) == expected
