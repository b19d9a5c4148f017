"""Verification of hands, rounds and what was signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundapp.services import attachments, contracts, disbursements, payments, verification_content
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.verification import Kind, verify
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind
from tests.builders import office
from tests.forgery import Forger, found
from tests.services.verification.forgeries import FAR, LONG_AGO, Forgery
from tests.signed_ledger import Signed

OPEN = 4
"""The open round of the request in approval: the division head signed, finance and the leader have not."""


def _third(forger: Forger, ledger: Signed, who: str, **said: object) -> int:
    """An honest hand of finance, then this one at the leader's step."""
    forger.sign(OPEN, ledger.seats["财务"], 2)
    return forger.sign(OPEN, ledger.seats[who], 3, **said)  # type: ignore[arg-type]


def _beyond_the_route(forger: Forger, ledger: Signed) -> None:
    hand = forger.copy("sign_off", 3, position=4)
    forger.seal(ledger.seats["分管领导"], "payments.sign", [("sign_off", hand)])


def _administrator_signs(forger: Forger, ledger: Signed) -> None:
    finance = ledger.seats["财务"]
    role = forger.insert("person_role", person_id=finance.person_id, role="administrator")
    forger.seal(ledger.seats["管理员"], "people.save_person", [("person_role", role)])
    forger.sign(OPEN, finance, 2)


def _last(forger: Forger) -> int:
    return int(forger.do("SELECT max(id) AS id FROM sign_off")[0]["id"])


def _with_text(forger: Forger, text: str) -> None:
    forger.change("sign_off", _last(forger), text=text)


HANDS: dict[str, tuple[Forgery, str]] = {
    "without the role": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["监督人员"], 2),
        "的签批人当时没有“财务审核”的角色（第十一条）",
    ),
    "by the administrator": (
        lambda forger, ledger: forger.sign(OPEN, ledger.seats["管理员"], 2),
        "的签批人当时没有“财务审核”的角色（第十一条）",
    ),
    "by finance that is the administrator too": (
        _administrator_signs,
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
        lambda forger, _: forger.change("sign_off", _last(forger), key_id=999),
        "所用的签字密钥不在账套中，无法核验",
    ),
    "with another person's key": (
        lambda forger, ledger: forger.change("sign_off", _last(forger), key_id=ledger.seats["经办人"].key_id),
        "用的不是本人的签字密钥",
    ),
    "over an empty text": (lambda forger, _: _with_text(forger, "{}"), "所签的文本无法读出"),
    "over nothing": (lambda forger, _: _with_text(forger, "[]"), "所签的文本无法读出"),
    "over no text": (lambda forger, _: _with_text(forger, "同意"), "所签的文本无法读出"),
    "over a fraction": (lambda forger, _: _with_text(forger, '{"content":0.5}'), "所签的不是本轮送审的内容"),
    "with a checklist that is none": (
        lambda forger, _: forger.change("sign_off", _last(forger), checklist='"x"'),
        "与所签的文本不一致（checklist）",
    ),
}


@pytest.mark.parametrize("name", HANDS)
def test_a_hand_that_is_not_right_is_found(spoiled: Signed, name: str) -> None:
    forgery, sentence = HANDS[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
        hand = _last(forger)
    assert sentence in found(spoiled.path, Kind.SIGN_OFFS)[f"sign_off#{hand}"]


def test_an_honest_hand_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.sign(OPEN, spoiled.seats["财务"], 2)
    assert found(spoiled.path) == {}


def test_whoever_returns_a_request_need_not_have_ticked_anything(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        _third(forger, spoiled, "分管领导", decision="return", opinion="进度不符", checklist=[])
        forger.change("sign_round", OPEN, outcome="returned", closed_at="2026-12-28T02:02:00.000000+00:00")
        forger.change("payment", spoiled.in_approval, state="returned")
        changed = [("sign_round", OPEN), ("payment", spoiled.in_approval)]
        forger.seal(spoiled.seats["分管领导"], "payments.sign", changed)
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


def _newest_round(forger: Forger) -> int:
    return int(forger.do("SELECT max(id) AS id FROM sign_round")[0]["id"])


NEWEST = "sign_round#{}"
ROUNDS: dict[str, tuple[Forgery, str, str]] = {
    "opened in another's name": (_opened_for_another, NEWEST, "的送审人或时间与留痕第"),
    "steps renumbered": (
        lambda forger, _: forger.do("UPDATE round_step SET position = 9 WHERE round_id = 1 AND position = 2"),
        "sign_round#1",
        "的环节有缺失或顺序被改动",
    ),
    "of a document that is not there": (
        lambda forger, _: forger.copy("sign_round", OPEN, subject_id=99),
        NEWEST,
        "用款申请第 99 号第 1 轮签批（sign_round 第 {} 号）所签的单据不在账套中",
    ),
    "of itself": (
        lambda forger, _: forger.copy(
            "sign_round", OPEN, subject_kind="sign_round", subject_id=_newest_round(forger) + 1
        ),
        NEWEST,
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
        newest = _newest_round(forger)
    assert sentence.format(newest) in found(spoiled.path, Kind.SIGN_OFFS)[where.format(newest)]


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
    documents = {"application#1", "monitoring#1", "evaluation#1", "term_review#1"}
    assert {"payment#1", "payment#2", "payment#3", "payment#4"} | documents == said.keys()


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
    place.do(place.cashier, disbursements.register, paid, DisbursementEntry(place.clock.today, "记-0001"))
    (file,) = place.ask(attachments.owned_by, SubjectKind.PAYMENT, draft)
    place.do(place.clerk, payments.detach_file, draft, file.id)
    place.do(place.clerk, contracts.attach_file, contract.id, place.file("补充材料.pdf", AttachmentKind.OTHER))
    assert place.ask(attachments.owned_by, SubjectKind.CONTRACT, contract.id)[-1].id == file.id
    place.ledger.close()
    assert verify(place.path).ok


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, []),
        ({"a": [1, {"b": 2}], "c": 0}, {"a": [1, {"b": 3}], "c": 1}, [("a", 1, "b"), ("c",)]),
        ({"a": 1}, {"b": 1}, [()]),
        ({"a": [1]}, {"a": [1, 2]}, [("a",)]),
        ({"a": {}}, {"a": []}, [("a",)]),
        ({"a": []}, {"a": {}}, [("a",)]),
        ({"a": {"b": 1}}, {"a": None}, [("a",)]),
        ({"a": 1}, [], [()]),
        ([], {"a": 1}, [()]),
    ],
)
def test_two_contents_differ_where_they_differ(
    one: object, other: object, places: list[verification_content.Place]
) -> None:
    assert list(verification_content._differing(one, other)) == places
