"""Verification: what somebody on the inside seals with a key of his own is found as well as what nobody sealed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fundapp.errors import Cancelled, Damaged, NotFound, Refused, TooNew
from fundapp.models import Base
from fundapp.places import attachments_folder
from fundapp.rules.access import MAY
from fundapp.seal.canonical import canonical
from fundapp.seal.codes import form_code
from fundapp.services import (
    access,
    attachments,
    contracts,
    payments,
    verification_chain,
    verification_content,
    verification_findings,
    verification_totals,
)
from fundapp.services.verification import Kind, verify
from fundapp.services.verification_source import LABELS
from fundapp.storage import backup, backup_check, migrations
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind
from tests.builders import START, office
from tests.forgery import Forger, found
from tests.signed_ledger import Signed, signed_ledger

Forgery = Callable[[Forger, Signed], object]
FAR = "2030-01-01T00:00:00.000000Z"
LONG_AGO = "2020-01-01T00:00:00.000000Z"


@pytest.fixture
def spoiled(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A copy of the finished ledger that the test may spoil."""
    return signed_ledger(tmp_path_factory.getbasetemp()).copied_to(tmp_path)


def newest(ledger: Signed) -> str:
    """Where the newest line is."""
    connection = sqlite3.connect(ledger.path)
    try:
        return f"audit_line#{connection.execute('SELECT max(id) FROM audit_line').fetchone()[0]}"
    finally:
        connection.close()


# The chain


def _reseal(forger: Forger, ledger: Signed, **said: object) -> int:
    return forger.seal(ledger.seats["经办人"], "payments.annotate", **said)  # type: ignore[arg-type]


LINES: dict[str, tuple[Forgery, str]] = {
    "a second founding": (
        lambda forger, ledger: forger.seal(ledger.seats["管理员"], "ledger.create"),
        "建立账套是且只能是第 1 行",
    ),
    "an act without signature": (lambda forger, _: forger.seal(None, "payments.annotate"), "没有签名"),
    "a refused login that writes": (
        lambda forger, _: forger.seal(None, access.REFUSED, [("payment", 1)]),
        "没有签名；只有密码错误的登录可以没有签名，而且不能改动任何内容",
    ),
    "a refused login with a name under it": (
        lambda forger, ledger: forger.seal(ledger.seats["经办人"], access.REFUSED, signature=""),
        "没有签名",
    ),
    "a key that is not there": (lambda forger, ledger: _reseal(forger, ledger, key=999), "签字密钥不在账套中"),
    "another person's name": (
        lambda forger, ledger: _reseal(forger, ledger, person=ledger.seats["分管领导"].person_id),
        "所用的签字密钥属于另一个人",
    ),
    "another person's signature": (
        lambda forger, ledger: _reseal(forger, ledger, signature="00" * 64),
        "的签名不是所列密钥签的",
    ),
    "a moment before the key was made": (
        lambda forger, ledger: _reseal(forger, ledger, at=LONG_AGO),
        "所用的签字密钥当时不在有效期内",
    ),
    "a key that was retired": (
        lambda forger, ledger: forger.seal(ledger.seats["旧密钥"], "payments.annotate", at=FAR),
        "所用的签字密钥当时不在有效期内",
    ),
    "a first password": (
        lambda forger, ledger: forger.seal(ledger.seats["新来人员"], "payments.annotate"),
        "初始密码只能用来设置自己的密码",
    ),
    "a person added by a clerk": (
        lambda forger, ledger: forger.seal(ledger.seats["经办人"], "people.add_person", [("person", 1)]),
        "的经办人当时没有办理这件事的角色",
    ),
    "a disbursement written by another act": (
        lambda forger, ledger: forger.seal(ledger.seats["出纳"], "payments.annotate", [("disbursement", 1)]),
        "写入了拨付（disbursement 第 1 号），这件事无权写入它",
    ),
    "somebody else's key rewrapped": (
        lambda forger, ledger: forger.seal(ledger.seats["经办人"], "access.change_password", [("person_key", 13)]),
        "改动了别人的签字密钥（person_key 第 13 号）",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_nobody_had_the_right_to_write_is_found(spoiled: Signed, name: str) -> None:
    forgery, sentence = LINES[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
    assert sentence in found(spoiled.path, Kind.CHAIN)[newest(spoiled)]


WRONG: tuple[dict[str, object], ...] = (
    {"seq": "9"},
    {"seq": True},
    {"at": None},
    {"person": []},
    {"key": "1"},
    {"subject": ["a"]},
    {"subject": [1, "a"]},
    {"rows": [1]},
    {"rows": [["payment", 1]]},
    {"rows": [["payment", "1", ""]]},
    {"rows": [["nowhere", 1, ""]]},
)


def test_lines_whose_text_the_program_never_wrote_are_found(spoiled: Signed) -> None:
    right = {"seq": 9, "at": "", "person": 1, "key": 1, "verb": "", "subject": ["a", 1], "summary": "", "rows": []}
    bodies = ["", "[]", "{}", "[" * 100_000, '{"seq":1}', *(canonical(right | wrong) for wrong in WRONG)]
    with Forger(spoiled.path) as forger:
        for seq, body in enumerate(bodies, start=40):
            forger.change("audit_line", seq, body=body)
    said = found(spoiled.path, Kind.CHAIN)
    for seq in range(40, 40 + len(bodies)):
        assert "的正文无法读出，不是本程序写成的" in said[f"audit_line#{seq}"]


def test_an_honest_line_added_by_hand_passes(spoiled: Signed) -> None:
    """The forger of these tests writes what the program would write; otherwise they would prove nothing."""
    with Forger(spoiled.path) as forger:
        forger.change("payment", 1, remark="另行归档")
        forger.seal(spoiled.seats["经办人"], "payments.annotate", [("payment", 1)])
    assert found(spoiled.path) == {}


def test_a_ledger_without_any_line_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("DELETE FROM audit_line")
    said = found(spoiled.path)
    assert "连建立账套的一行也没有" in said["audit_line"]
    assert "没有任何留痕" in said["payment#1"]


def test_a_key_that_no_line_registered_signs_nothing(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        key = forger.copy("person_key", spoiled.seats["经办人"].key_id)
        _reseal(forger, spoiled, key=key)
    assert "所用的签字密钥在此之前没有登记过" in found(spoiled.path, Kind.CHAIN)[newest(spoiled)]


def test_a_key_that_only_a_line_knows_of_is_told_as_a_missing_row(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.seal(spoiled.seats["经办人"], "access.change_password", [("person_key", 999, "0" * 64)])
    assert found(spoiled.path).keys() == {"person_key#999"}


def test_a_role_that_cannot_be_made_out_is_no_role(spoiled: Signed) -> None:
    """The administrator's role is recorded with a digest that fits nothing: his next act has no role behind it."""
    with Forger(spoiled.path) as forger:
        administrator = spoiled.seats["管理员"]
        forger.seal(administrator, "people.save_person", [("person_role", 1, "0" * 64)])
        forger.seal(administrator, "people.save_person", [("person", 2)])
    said = found(spoiled.path)
    assert "person_role#1" in said
    assert "没有办理这件事的角色" in said[newest(spoiled)]


def test_a_row_that_was_deleted_and_came_back_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        former = spoiled.seats["科室负责人（已调任）"].person_id
        forger.insert("person_role", id=4, person_id=former, role="division_head")
    assert "已经删除，又出现在表中" in found(spoiled.path, Kind.ROWS)["person_role#4"]


# Hands. Round 4 is the open one of the request in approval: the division head signed, finance and the leader have not.

OPEN = 4


def _third(forger: Forger, ledger: Signed, who: str, **said: object) -> int:
    """An honest hand of finance, then this one at the leader's step."""
    forger.sign(OPEN, ledger.seats["财务"], 2)
    return forger.sign(OPEN, ledger.seats[who], 3, **said)  # type: ignore[arg-type]


def _beyond_the_route(forger: Forger, ledger: Signed) -> None:
    hand = forger.copy("sign_off", 3, position=4)
    forger.seal(ledger.seats["分管领导"], "payments.sign", [("sign_off", hand)])


def _with_text(forger: Forger, text: str) -> None:
    forger.change("sign_off", 14, text=text)


HANDS: dict[str, tuple[Forgery, str]] = {
    "without the role": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["监督人员"], 2),
        "的签批人当时没有“财务审核”的角色（第十一条）",
    ),
    "by the administrator": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["管理员"], 2),
        "的签批人当时没有“财务审核”的角色（第十一条）",
    ),
    "by the author": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["经办人"], 2),
        "由填报人或最后修改人本人签的（第十五条）",
    ),
    "by a leader of another division": (
        lambda forger, ledger: _third(forger, ledger, "外科室分管领导"),
        "的签批人当时不分管这个科室（第十一条）",
    ),
    "twice by one person": (
        lambda forger, ledger: _third(forger, ledger, "财务"),
        "与本轮前面的签批是同一个人（第十五条）",
    ),
    "with an open checklist": (
        lambda forger, ledger: _third(forger, ledger, "分管领导", checklist=["basis", "amount"]),
        "没有核对完“分管领导核对”的全部清单（第十二条）",
    ),
    "out of turn": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["分管领导"], 2, step="supervising_leader"),
        "不是流程中这一步的签批",
    ),
    "beyond the route": (_beyond_the_route, "不是流程中这一步的签批"),
    "moved from elsewhere": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["财务"], 2, previous="0" * 64),
        "没有接在当时的留痕之后，可能是从别处移来的",
    ),
    "at another moment": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["财务"], 2, time=FAR),
        "的签批人或时间与留痕第",
    ),
    "with a first password": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["新来人员"], 2),
        "用的不是本人的签字密钥",
    ),
    "with a retired key": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["旧密钥"], 2, time=FAR),
        "所用的签字密钥当时不在有效期内",
    ),
    "with a key made later": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["财务"], 2, time=LONG_AGO),
        "所用的签字密钥当时不在有效期内",
    ),
    "with a key that is gone": (
        lambda forger, _: forger.change("sign_off", 14, key_id=999),
        "所用的签字密钥不在账套中，无法核验",
    ),
    "with another person's key": (
        lambda forger, ledger: forger.change("sign_off", 14, key_id=ledger.seats["经办人"].key_id),
        "用的不是本人的签字密钥",
    ),
    "over nothing": (lambda forger, _: _with_text(forger, "[]"), "所签的文本无法读出"),
    "over no text": (lambda forger, _: _with_text(forger, "同意"), "所签的文本无法读出"),
    "over a fraction": (lambda forger, _: _with_text(forger, '{"content":0.5}'), "所签的不是本轮送审的内容"),
    "with a checklist that is none": (
        lambda forger, _: forger.change("sign_off", 14, checklist='"x"'),
        "与所签的文本不一致（checklist）",
    ),
}


@pytest.mark.parametrize("name", HANDS)
def test_a_hand_that_is_not_right_is_found(spoiled: Signed, name: str) -> None:
    forgery, sentence = HANDS[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
        hand = forger.do("SELECT max(id) AS id FROM sign_off")[0]["id"]
    assert sentence in found(spoiled.path, Kind.SIGN_OFFS)[f"sign_off#{hand}"]


def test_an_honest_hand_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.sign(OPEN, spoiled.seats["财务"], 2)
    assert found(spoiled.path) == {}


def test_a_hand_after_a_return_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.sign(OPEN, spoiled.seats["财务"], 2, decision="return", opinion="不同意")
        forger.sign(OPEN, spoiled.seats["分管领导"], 3)
    assert "在退回之后还有签批" in found(spoiled.path)["sign_round#4"]


def test_a_step_with_a_checklist_that_is_none_is_never_ticked(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("""UPDATE round_step SET checklist = '[["x"],[],"y"]' WHERE round_id = 1 AND position = 3""")
    assert "没有核对完“分管领导核对”的全部清单" in found(spoiled.path)["sign_off#3"]


def _opened_for_another(forger: Forger, ledger: Signed) -> int:
    round_ = forger.copy("sign_round", OPEN, number=2)
    forger.seal(ledger.seats["财务"], "payments.submit", [("sign_round", round_)])
    return round_


ROUNDS: dict[str, tuple[Forgery, str, str]] = {
    "opened in another's name": (_opened_for_another, "sign_round#8", "的送审人或时间与留痕第"),
    "steps renumbered": (
        lambda forger, _: forger.do("UPDATE round_step SET position = 9 WHERE round_id = 1 AND position = 2"),
        "sign_round#1",
        "的环节有缺失或顺序被改动",
    ),
    "of a document that is not there": (
        lambda forger, _: forger.copy("sign_round", OPEN, subject_id=99),
        "sign_round#8",
        "用款申请第 99 号第 1 轮签批（sign_round 第 8 号）所签的单据不在账套中",
    ),
    "of itself": (
        lambda forger, _: forger.copy("sign_round", OPEN, subject_kind="sign_round", subject_id=8),
        "sign_round#8",
        "所签的单据不在账套中",
    ),
    "of a request in a state that there is not": (
        lambda forger, _: forger.change("payment", 2, state="ready"),
        "payment#2",
        "的状态或轮次与签批记录不符",
    ),
    "of a request that skips a round": (
        lambda forger, _: forger.change("payment", 2, round=3),
        "payment#2",
        "的状态或轮次与签批记录不符",
    ),
    "of a request whose milestone is gone": (
        lambda forger, _: forger.do("DELETE FROM milestone WHERE id = 2"),
        "payment#2",
        "现在的内容与签批的内容不一致，送审之后被改动过",
    ),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_that_is_not_right_is_found(spoiled: Signed, name: str) -> None:
    forgery, where, sentence = ROUNDS[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
    assert sentence in found(spoiled.path, Kind.SIGN_OFFS)[where]


def test_an_approved_request_copied_with_its_round_says_something_else(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        payment = forger.copy("payment", 2, number="ZF-2026-0099", round=1)
        forger.copy("sign_round", 3, subject_id=payment, number=1)
    said = found(spoiled.path, Kind.SIGN_OFFS)
    assert "用款申请 ZF-2026-0099（payment 第 6 号）现在的内容与签批的内容不一致" in said["payment#6"]


def test_a_name_changed_without_an_act_is_a_change_of_what_was_signed(spoiled: Signed) -> None:
    """The payee's later name came by an act of its own; the same name put back in silence did not."""
    assert verify(spoiled.path).ok
    with Forger(spoiled.path) as forger:
        forger.change("person", spoiled.seats["经办人"].person_id, name="另一个人")
    said = found(spoiled.path, Kind.SIGN_OFFS)
    assert {"payment#1", "payment#2", "payment#3", "payment#4", "evaluation#1"} == said.keys()


def test_evidence_added_in_silence_behind_a_request_in_approval_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.copy("evidence", 1, milestone_id=forger.row("payment", spoiled.in_approval)["milestone_id"])
    assert "现在的内容与签批的内容不一致" in found(spoiled.path, Kind.SIGN_OFFS)[f"payment#{spoiled.in_approval}"]


def test_contents_are_the_same_when_what_was_read_is_forgotten_now_and_then(
    spoiled: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification_content, "_FORGET_AFTER", 1)
    assert verify(spoiled.path).ok


def test_a_paid_request_stands_although_the_id_of_a_file_taken_off_a_draft_was_given_out_again(tmp_path: Path) -> None:
    place = office(tmp_path)
    contract = place.contract()
    paid = place.request(contract.milestones[0])
    draft = place.do(place.clerk, payments.save, place.draft(contract.milestones[1]))
    place.do(place.clerk, payments.attach_file, draft, place.file("草稿附件.pdf"))
    place.approve(paid)
    place.pay(paid)
    (file,) = place.ask(attachments.owned_by, SubjectKind.PAYMENT, draft)
    place.do(place.clerk, payments.detach_file, draft, file.id)
    place.do(place.clerk, contracts.attach_file, contract.id, place.file("补充材料.pdf", AttachmentKind.OTHER))
    place.ledger.close()
    assert verify(place.path).ok


# Money


def _disburse(forger: Forger, ledger: Signed, who: str = "出纳", **columns: object) -> None:
    """A disbursement of the approved request, sealed by somebody, as the program would write it."""
    last = forger.do("SELECT at FROM audit_line ORDER BY id DESC LIMIT 1")[0]["at"]
    seat = ledger.seats[who]
    row = {
        "payment_id": ledger.approved,
        "round": 2,
        "amount": 2_000_000,
        "paid_on": "2026-12-28",
        "registered_by_id": seat.person_id,
        "registered_at": last,
    }
    made = forger.copy("disbursement", 1, **(row | columns))
    forger.change("payment", ledger.approved, state="paid")
    forger.seal(seat, "disbursements.register", [("disbursement", made), ("payment", ledger.approved)])


def test_an_honest_disbursement_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        _disburse(forger, spoiled)
    assert found(spoiled.path) == {}


DISBURSEMENTS: dict[str, tuple[Forgery, str]] = {
    "without voucher": (lambda forger, ledger: _disburse(forger, ledger, voucher=" "), "没有凭证号"),
    "in another year": (
        lambda forger, ledger: _disburse(forger, ledger, paid_on="2027-01-04"),
        "的日期 2027-01-04 不在 2026 年度内",
    ),
    "of a former round": (
        lambda forger, ledger: _disburse(forger, ledger, round=1),
        "没有对应的、已签齐的本轮签批",
    ),
    "of less": (
        lambda forger, ledger: _disburse(forger, ledger, amount=1_999_999),
        "金额 19,999.99 元与申请的 20,000.00 元不同",
    ),
    "by the author": (
        lambda forger, ledger: _disburse(forger, ledger, "经办人"),
        "由填报人或最后修改人本人登记",
    ),
    "by a signer": (lambda forger, ledger: _disburse(forger, ledger, "财务"), "由签批人本人登记"),
    "in another's name": (
        lambda forger, ledger: _disburse(forger, ledger, registered_by_id=ledger.seats["监督人员"].person_id),
        "的登记人或时间与留痕第",
    ),
    "by somebody who is not finance": (
        lambda forger, ledger: _disburse(forger, ledger, "监督人员"),
        "的登记人当时不是财务",
    ),
}


@pytest.mark.parametrize("name", DISBURSEMENTS)
def test_a_sealed_disbursement_that_is_not_right_is_found(spoiled: Signed, name: str) -> None:
    forgery, sentence = DISBURSEMENTS[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
    said = found(spoiled.path, Kind.TOTALS)["disbursement#3"]
    assert said.startswith("用款申请 ZF-2026-0002 的拨付（disbursement 第 3 号）")
    assert sentence in said


def test_sums_too_large_for_the_file_are_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.copy("payment_share", 1, source="own", amount=2**63 - 1)
    assert "有金额大得无法合计" in found(spoiled.path, Kind.TOTALS)["totals"]


def test_a_contract_value_too_large_for_the_file_is_said_in_words(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("PRAGMA ignore_check_constraints = ON")
        forger.change("amendment", 1, amount=-(2**63))
        forger.change("contract", 1, amount=0)
    assert "超过合同金额（含补充协议）" in found(spoiled.path, Kind.TOTALS)["contract#1"]


def test_a_mistake_in_the_program_is_not_taken_for_a_finding(spoiled: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = (("contract", "份", "合同", "合同金额", "SELECT 1 FROM nowhere"),)
    monkeypatch.setattr(verification_totals, "_LIMITS", limits)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        verify(spoiled.path)


# Paper


def _issue(forger: Forger, ledger: Signed, **columns: object) -> None:
    last = forger.do("SELECT at, hash FROM audit_line ORDER BY id DESC LIMIT 1")[0]
    seat = ledger.seats["经办人"]
    said = {"chain_head": last["hash"], "issued_by_id": seat.person_id, "issued_at": last["at"]} | columns
    form = forger.row("issued_form", 1)
    code = form_code(form["digest"], str(said["chain_head"]))
    made = forger.copy("issued_form", 1, code=code, **said)
    forger.seal(seat, "printing.issue", [("issued_form", made)])


def test_an_honest_form_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        _issue(forger, spoiled)
    assert found(spoiled.path) == {}


@pytest.mark.parametrize("column", ["chain_head", "issued_by_id", "issued_at"])
def test_a_form_whose_head_issuer_or_moment_is_not_that_of_its_line_is_found(spoiled: Signed, column: str) -> None:
    with Forger(spoiled.path) as forger:
        early = forger.row("audit_line", 5)
        other = {"chain_head": early["hash"], "issued_by_id": 1, "issued_at": early["at"]}
        _issue(forger, spoiled, **{column: other[column]})
    assert "与登记它的那一行留痕不一致" in found(spoiled.path)["issued_form#3"]


# The file


def test_tables_and_columns_that_are_not_ours_are_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
        forger.do("CREATE VIEW paid AS SELECT 1")
        forger.do("DROP INDEX uq_invoice_live_key")
    said = found(spoiled.path)
    assert said.keys() == {"notes", "paid", "invoice"}
    assert "文件中多出了表“notes”" in said["notes"]
    assert "表“invoice”（发票）的唯一性与索引与本程序建立的不同" in said["invoice"]


def test_nothing_is_read_from_tables_of_another_make(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("ALTER TABLE unit ADD COLUMN share REAL DEFAULT 1.5")
        forger.do("ALTER TABLE caution_reason RENAME TO gone")
    report = verify(spoiled.path)
    said = {fault.where: fault.sentence for fault in report.breaks if fault.kind is Kind.FILE}
    assert "表“unit”（单位）的列与本程序建立的不同" in said["unit"]
    assert "缺少表“caution_reason”（情况说明）" in said["caution_reason"]
    unread = [section.kind for section in report.sections if not section.counts]
    assert unread == [Kind.CHAIN, Kind.ROWS, Kind.SIGN_OFFS, Kind.TOTALS, Kind.ATTACHMENTS, Kind.FORMS]
    assert report.sections[-1].sentence == "已出具表单：未核对，账套结构与本程序不符。"
    assert not report.ok


def test_a_table_made_anew_without_types_and_references_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("CREATE TABLE other AS SELECT * FROM disbursement")
        forger.do("DROP TABLE disbursement")
        forger.do("ALTER TABLE other RENAME TO disbursement")
    said = found(spoiled.path)["disbursement"]
    for part in ("列", "类型检查", "唯一性与索引", "引用关系"):
        assert f"的{part}与本程序建立的不同，被改动过" in said


def test_a_row_that_refers_to_nothing_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("payment", 1, payee_id=77)
    expected = "用款申请 ZF-2026-0001（payment 第 1 号）引用的 payee 记录不存在"
    assert expected in found(spoiled.path, Kind.FILE)["payment#1"]


def test_text_that_is_no_text_is_found_like_any_other_change(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE payee SET name = CAST(x'ff41' AS TEXT) WHERE id = 1")
        forger.do("UPDATE audit_line SET summary = CAST(x'ff41' AS TEXT) WHERE id = 3")
    assert {"payee#1", "audit_line#3"} <= found(spoiled.path).keys()


def test_a_file_of_an_older_release_is_to_be_opened_first(spoiled: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "REVISIONS", ("r0000", *migrations.REVISIONS))
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE alembic_version SET version_num = 'r0000'")
    with pytest.raises(Refused, match=r"旧版本的结构（r0000）.*先用本程序打开它一次"):
        verify(spoiled.path)


def test_what_is_no_ledger_is_said_in_words(spoiled: Signed, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify(tmp_path / "没有.fund")
    (tmp_path / "文本.fund").write_text("不是账套" * 1000, encoding="utf-8")
    with pytest.raises(Damaged, match="不是账套文件"):
        verify(tmp_path / "文本.fund")
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE alembic_version SET version_num = 'r9999'")
    with pytest.raises(TooNew):
        verify(spoiled.path)


def test_verification_writes_nothing(spoiled: Signed) -> None:
    before = spoiled.path.read_bytes()
    names = sorted(one.name for one in spoiled.path.parent.iterdir())
    assert verify(spoiled.path).ok
    assert spoiled.path.read_bytes() == before
    assert sorted(one.name for one in spoiled.path.parent.iterdir()) == names


def test_a_backup_is_verified_with_the_attachments_that_backups_share(spoiled: Signed, tmp_path: Path) -> None:
    made = backup.back_up(spoiled.path, tmp_path / "备份", backup.Reason.MANUAL, START)
    assert verify(made.path).ok
    files = backup_check.files_folder(tmp_path / "备份")
    one = next(path for path in sorted(files.rglob("*")) if path.is_file())
    one.unlink()
    assert len(verify(made.path).breaks) == 1


def test_a_ledger_beside_a_folder_named_files_keeps_to_its_own(spoiled: Signed) -> None:
    (spoiled.path.parent / "files").mkdir()
    assert attachments_folder(spoiled.path).is_dir()
    assert verify(spoiled.path).ok


# What is told while it works


def test_progress_is_told_for_every_part_and_the_person_can_stop_it(
    spoiled: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification_findings, "EVERY", 2)
    told: list[tuple[int, int, str]] = []
    report = verify(spoiled.path, lambda done, total, text: told.append((done, total, text)), lambda: False)
    assert report.ok
    for kind in (Kind.CHAIN, Kind.ROWS, Kind.SIGN_OFFS, Kind.TOTALS, Kind.ATTACHMENTS):
        assert f"正在核对{kind.label}…" in [text for _, _, text in told]
    assert all(0 < done <= total + 1 for done, total, _ in told)
    with pytest.raises(Cancelled, match="校验已取消"):
        verify(spoiled.path, cancel=lambda: True)


def test_a_section_says_in_one_line_what_it_looked_at_and_what_it_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("payment", 1, remark="改")
        lines = forger.do("SELECT count(*) AS n FROM audit_line")[0]["n"]
    report = verify(spoiled.path)
    sentences = {section.kind: section.sentence for section in report.sections}
    assert sentences[Kind.CHAIN] == f"留痕：{lines} 行，{lines - 1} 个签名；无误。"
    assert sentences[Kind.ROWS].endswith("；发现 1 处问题。")
    assert report.sentence == "发现 1 处问题"


# The tables that the verification goes by


def test_every_table_has_its_word() -> None:
    assert LABELS.keys() == Base.metadata.tables.keys()


def test_what_grows_behind_a_request_is_listed_in_one_order() -> None:
    listed = [kind.__tablename__ for kind in verification_content._GROWING]
    assert listed == list(verification_chain.GROWING)


def test_every_right_that_a_line_needs_is_one_that_the_rules_give() -> None:
    assert set(verification_chain.RIGHTS.values()) <= MAY.keys()


def test_the_documents_that_are_signed_are_those_that_rounds_can_belong_to() -> None:
    assert {kind: document.record.__tablename__ for kind, document in verification_content.DOCUMENTS.items()} == {
        "payment": "payment",
        "evaluation": "evaluation",
    }
