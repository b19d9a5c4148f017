"""A draft to look at, an issued form to keep: number, code, register, and the very bytes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fundapp.errors import Damaged, Forbidden, NotFound, Refused
from fundapp.forms import payment_approval
from fundapp.forms.imprint import Imprint
from fundapp.models import AuditLine, IssuedForm
from fundapp.places import attachments_folder
from fundapp.seal import codes
from fundapp.services import evaluations, payment_paper, payments, printing
from fundapp.services.printing import IssuedRow
from fundapp.services.verification import verify
from fundapp.values.documents import FormKind, SubjectKind
from tests.builders import Office
from tests.forms.reading import pages
from tests.services.evaluation_year import AUDITOR, CLERK, Year
from tests.ui.paid_office import Paid

FORM = FormKind.PAYMENT_APPROVAL


@pytest.fixture
def approved(paid: Paid) -> int:
    """A request with every hand."""
    request = paid.office.request(paid.first)
    return paid.office.approve(request)


def issue(place: Office, request: int) -> int:
    """The clerk issues the form; gives the issue's id."""
    place.clock.pass_by(minutes=1)
    return place.do(place.clerk, printing.issue, FORM, request)


def text_of(pdf: bytes) -> str:
    """All text of a PDF."""
    return "".join(pages(pdf))


def register(place: Office) -> list[IssuedForm]:
    """Every issued form."""
    return place.ask(lambda desk: list(desk.session.scalars(select(IssuedForm).order_by(IssuedForm.id))))


def test_a_draft_bears_the_watermark_and_neither_number_nor_code(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    said = text_of(place.ask(printing.preview, FORM, request))
    assert "草稿" in said
    assert "ZF-2026-0001" not in said
    assert "30,000.00" in said


def test_before_the_last_signature_no_form_is_issued(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    with pytest.raises(Refused, match="最后一个签字完成之前只能预览草稿") as caught:
        issue(place, request)
    assert caught.value.article == "第十二条"
    place.submit(request)
    place.sign(request, place.head)
    with pytest.raises(Refused):
        issue(place, request)
    assert register(place) == []


def test_an_issued_form_bears_number_and_a_code_that_verifies_offline(paid: Paid, approved: int) -> None:
    place = paid.office
    head = place.ask(lambda desk: desk.session.scalars(select(AuditLine.hash).order_by(AuditLine.id.desc())).first())
    issued = issue(place, approved)
    (row,) = register(place)
    said = text_of(place.ask(printing.issued_pdf, issued))
    assert "草稿" not in said
    assert "ZF-2026-0001" in said
    assert codes.show(row.code) in said
    typed = codes.read(codes.show(row.code).lower())
    assert typed == row.code == codes.form_code(row.digest, row.chain_head)
    assert row.chain_head == head
    blanks = place.ask(payment_paper.blanks, approved, Imprint("示例市政务服务管理局"))
    assert printing.content_digest(blanks) == row.digest
    assert (row.number, row.round, row.issued_by_id) == ("ZF-2026-0001", 1, place.clerk.person_id)
    place.ledger.close()
    assert verify(place.path).ok


def test_the_act_names_the_form_its_number_and_its_code(paid: Paid, approved: int) -> None:
    issue(paid.office, approved)
    (row,) = register(paid.office)
    line = paid.office.ask(
        lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one()
    )
    assert (line.verb, line.subject_kind, line.subject_id) == ("printing.issue", SubjectKind.PAYMENT, approved)
    assert line.summary == f"出具项目资金支付审批表 ZF-2026-0001，核验码 {codes.show(row.code)}"


def test_the_preview_is_the_printed_page_byte_for_byte_but_for_its_imprint(paid: Paid, approved: int) -> None:
    place = paid.office
    assert place.ask(printing.preview, FORM, approved) == place.ask(printing.preview, FORM, approved)
    assert place.ask(printing.shown, FORM, approved) == place.ask(printing.preview, FORM, approved)
    issued = issue(place, approved)
    (row,) = register(place)
    final = Imprint(
        office="示例市政务服务管理局",
        final=True,
        number=row.number,
        code=row.code,
        qr_text=f"{row.number} {codes.show(row.code)}",
        printed_on=place.clock.today,
    )
    drawn = payment_approval.draw(place.ask(payment_paper.blanks, approved, final))
    kept = place.ask(printing.issued_pdf, issued)
    assert kept == drawn
    assert place.ask(printing.shown, FORM, approved) == kept
    place.clock.pass_by(days=3)
    assert place.ask(printing.shown, FORM, approved) == kept


def test_a_form_issued_again_gets_another_code_and_only_the_newest_is_current(paid: Paid, approved: int) -> None:
    place = paid.office
    first, second = issue(place, approved), issue(place, approved)
    one, two = register(place)
    assert one.code != two.code
    assert one.digest == two.digest
    assert not place.ask(printing.issued_row, first).current
    assert place.ask(printing.issued_row, second) == IssuedRow(
        second, FORM, "ZF-2026-0001", codes.show(two.code), current=True
    )
    assert place.ask(printing.latest, FORM, approved) == place.ask(printing.issued_row, second)


def test_a_form_says_no_longer_what_the_ledger_says_once_the_money_left(paid: Paid, approved: int) -> None:
    place = paid.office
    issued = issue(place, approved)
    place.pay(approved)
    assert not place.ask(printing.issued_row, issued).current
    assert place.ask(printing.shown, FORM, approved) == place.ask(printing.preview, FORM, approved)
    again = issue(place, approved)
    assert place.ask(printing.issued_row, again).current
    assert "记-" in text_of(place.ask(printing.issued_pdf, again))
    assert "记-" not in text_of(place.ask(printing.issued_pdf, issued))


def test_a_form_of_a_request_that_was_opened_again_is_void(paid: Paid, approved: int) -> None:
    place = paid.office
    issued = issue(place, approved)
    place.do(place.clerk, payments.change, approved, "换发票")
    assert place.ask(printing.latest, FORM, approved) is None
    assert not place.ask(printing.issued_row, issued).current
    assert place.ask(printing.issued_pdf, issued)


def test_a_lost_or_altered_original_is_not_shown_as_one(paid: Paid, approved: int) -> None:
    place = paid.office
    issued = issue(place, approved)
    (row,) = register(place)
    kept = attachments_folder(place.path) / row.pdf_sha256[:2] / row.pdf_sha256[2:]
    kept.write_bytes(kept.read_bytes() + b" ")
    with pytest.raises(Damaged, match="ZF-2026-0001"):
        place.ask(printing.issued_pdf, issued)
    kept.unlink()
    with pytest.raises(NotFound, match="ZF-2026-0001"):
        place.ask(printing.issued_pdf, issued)


def test_a_button_says_beforehand_what_the_verb_would_say(paid: Paid, approved: int) -> None:
    place = paid.office
    ask = place.ledger.ask
    assert ask(place.clerk, printing.why_not, FORM, approved) == ""
    assert ask(place.supervisor, printing.why_not, FORM, approved) == ""
    assert "您的角色只能查看" in ask(place.auditor, printing.why_not, FORM, approved)
    assert "您的角色只能查看" in place.ask(printing.why_not, FORM, approved)
    with pytest.raises(Forbidden, match="出具表单"):
        place.do(place.auditor, printing.issue, FORM, approved)
    draft = place.request(paid.second)
    assert "只能预览草稿" in ask(place.clerk, printing.why_not, FORM, draft)
    with pytest.raises(NotFound):
        ask(place.clerk, printing.why_not, FORM, 9999)


def test_a_self_evaluation_is_issued_after_its_last_hand(year: Year) -> None:
    kind = FormKind.EVALUATION
    evaluation = year.submitted()
    assert "草稿" in text_of(year.office.ask(CLERK, printing.preview, kind, evaluation))
    with pytest.raises(Refused):
        year.office.do(CLERK, printing.issue, kind, evaluation)
    year.office.do(CLERK, evaluations.withdraw, evaluation, "再核对")
    year.office.do(CLERK, evaluations.submit, evaluation)
    for who in ("科室负责人", "分管领导"):
        year.office.agree(who, evaluation)
    issued = year.office.do(CLERK, printing.issue, kind, evaluation)
    said = text_of(year.office.ask(AUDITOR, printing.issued_pdf, issued))
    assert "ZP-2026-0001" in said
    assert "草稿" not in said
    assert year.office.ask(AUDITOR, printing.latest, kind, evaluation) is not None


def test_a_form_with_layouts_is_issued_in_the_one_that_was_chosen_and_remembers_it(year: Year) -> None:
    kind = FormKind.EVALUATION
    key = year.approved()
    ask, do = year.office.ask, year.office.do
    assert [one for one, _ in ask(CLERK, printing.layouts, kind, key)] == ["central", "sichuan"]
    assert "度量" in text_of(ask(CLERK, printing.preview, kind, key, "sichuan"))
    assert "度量" not in text_of(ask(CLERK, printing.preview, kind, key))
    first = do(CLERK, printing.issue, kind, key)
    row = ask(CLERK, printing.latest, kind, key)
    assert row is not None
    assert (row.id, row.current, row.layout) == (first, True, "central")
    second = do(CLERK, printing.issue, kind, key, "sichuan")
    newest = ask(CLERK, printing.issued_row, second)
    assert (newest.current, newest.layout) == (True, "sichuan")
    assert not ask(CLERK, printing.issued_row, first).current
    assert ask(CLERK, printing.issued_row, first).layout == ""
    pdf = ask(CLERK, printing.issued_pdf, second)
    assert "度量" in text_of(pdf)
    assert ask(CLERK, printing.shown, kind, key) == pdf
    summaries = ask(CLERK, lambda desk: list(desk.session.scalars(select(AuditLine.summary).order_by(AuditLine.id))))
    assert "（省级版式（四川样式））" in summaries[-1]
    assert "版式" not in summaries[-2]
    assert verify(year.office.ledger.path).breaks == ()


def test_an_unknown_layout_is_not_issued(year: Year) -> None:
    key = year.approved()
    with pytest.raises(NotFound, match="没有名为“hubei”的自评表版式"):
        year.office.do(CLERK, printing.issue, FormKind.EVALUATION, key, "hubei")
    assert year.office.ask(CLERK, printing.latest, FormKind.EVALUATION, key) is None


def test_a_form_of_one_layout_has_none_to_choose(paid: Paid, approved: int) -> None:
    assert paid.office.ask(printing.layouts, FORM, approved) == ()
    issued = issue(paid.office, approved)
    assert paid.office.ask(printing.issued_row, issued).layout == ""
