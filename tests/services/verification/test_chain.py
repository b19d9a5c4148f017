"""Verification of the chain: a line that somebody on the inside seals with a key of his own is found."""

from __future__ import annotations

import pytest

from fundapp.seal.canonical import canonical
from fundapp.services import access
from fundapp.services.verification import Kind
from tests.forgery import Forger, found
from tests.services.verification.forgeries import FAR, LONG_AGO, Forgery, newest
from tests.signed_ledger import Signed


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
