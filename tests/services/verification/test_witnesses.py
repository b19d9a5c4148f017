"""Verification of witnessings: the administrator with a program of his own makes nobody a leader alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.seal import keys
from fundapp.services.seat import Seat
from fundapp.services.verification import Kind
from tests.builders import CHEAP, PASSWORD
from tests.forgery import Forger, found
from tests.services.verification.forgeries import newest
from tests.signed_ledger import Signed

SAVE, RESET, CLOSE, REOPEN = "people.save_person", "people.reset_key", "people.close_person", "people.reopen_person"
NONE = "没有另一位领导的见证（第十一条）"
NOBODY = "的见证人当时不是另一位有自己密码的在用领导（第十一条）"
WRONG_KEY = "所用的签字密钥当时不是见证人本人的有效密钥"
MOVED = "可能是从别处移来的"
Rows = list[tuple[str, int] | tuple[str, int, str]]


def act(forger: Forger, ledger: Signed, verb: str, person: int, rows: Rows, witnessing: int | None = None) -> None:
    """The administrator seals a line about a person, with a witnessing in it or none."""
    more: Rows = [] if witnessing is None else [("witnessing", witnessing)]
    forger.seal(ledger.seats["管理员"], verb, [*rows, *more], subject=("person", person))


def promote(forger: Forger, ledger: Signed, who: str = "财务", role: str = "principal_leader") -> Rows:
    """Another role for somebody, not sealed yet."""
    return [("person_role", forger.insert("person_role", person_id=ledger.seats[who].person_id, role=role))]


def close(forger: Forger, ledger: Signed, who: str) -> None:
    """Somebody leaves."""
    person = ledger.seats[who].person_id
    forger.change("person", person, closed_on="2026-03-05")
    act(forger, ledger, CLOSE, person, [("person", person)])


def said_of_newest(ledger: Signed) -> str:
    """What verification says of the newest line; empty when nothing."""
    return found(ledger.path, Kind.CHAIN).get(newest(ledger), "")


def said_of_promotion(
    ledger: Signed, witness: Seat, part: str = "name", said: object = "示例", *, signed_by: Seat | None = None
) -> str:
    """What verification says of a role given before this witness, who signed this in some part of the text."""
    finance = ledger.seats["财务"].person_id
    with Forger(ledger.path) as forger:
        rows = promote(forger, ledger)
        seen = forger.witness(witness, SAVE, finance, signed_by=signed_by, **{part: said})
        act(forger, ledger, SAVE, finance, rows, seen)
    return said_of_newest(ledger)


def test_a_role_that_a_leader_witnessed_passes(spoiled: Signed) -> None:
    assert said_of_promotion(spoiled, spoiled.seats["主要领导"]) == ""
    assert found(spoiled.path) == {}


@pytest.mark.parametrize("role", ["principal_leader", "supervising_leader"])
def test_a_leader_s_role_given_by_the_administrator_alone_is_found(spoiled: Signed, role: str) -> None:
    with Forger(spoiled.path) as forger:
        act(forger, spoiled, SAVE, spoiled.seats["财务"].person_id, promote(forger, spoiled, role=role))
    assert NONE in said_of_newest(spoiled)


def test_another_role_needs_no_witness(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        act(forger, spoiled, SAVE, spoiled.seats["财务"].person_id, promote(forger, spoiled, role="auditor"))
    assert found(spoiled.path) == {}


def test_a_leader_entered_by_the_administrator_alone_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        person = forger.copy("person", 5, name="新领导")
        role = forger.insert("person_role", person_id=person, role="principal_leader")
        act(forger, spoiled, "people.add_person", person, [("person", person), ("person_role", role)])
    assert NONE in said_of_newest(spoiled)


def test_a_division_in_charge_given_by_the_administrator_alone_is_found(spoiled: Signed) -> None:
    leader = spoiled.seats["外科室分管领导"].person_id
    with Forger(spoiled.path) as forger:
        charge = forger.insert("person_charge", person_id=leader, division_id=1)
        act(forger, spoiled, SAVE, leader, [("person_charge", charge)])
    assert NONE in said_of_newest(spoiled)


def test_power_given_to_somebody_else_than_the_line_says_is_found(spoiled: Signed) -> None:
    clerk = spoiled.seats["经办人"].person_id
    with Forger(spoiled.path) as forger:
        rows = promote(forger, spoiled)
        act(forger, spoiled, SAVE, clerk, rows, forger.witness(spoiled.seats["主要领导"], SAVE, clerk))
    assert "给了另一个人领导角色或分管科室" in said_of_newest(spoiled)


def made_key(forger: Forger, ledger: Signed, who: str) -> tuple[Rows, str]:
    """A first password for somebody, not sealed yet, and the fingerprint of its key."""
    record, _ = keys.make_key(PASSWORD, CHEAP)
    seat = ledger.seats[who]
    moment = forger.do("SELECT max(at) AS at FROM audit_line")[0]["at"]
    columns = {name: getattr(record, name) for name in ("algorithm", "public_key", "wrapped", "salt", "nonce", "kdf")}
    new = forger.copy("person_key", seat.key_id, **columns, made_at=moment, provisional=1, announced=0)
    forger.change("person_key", seat.key_id, retired_at=moment)
    return [("person_key", seat.key_id), ("person_key", new)], keys.fingerprint(record.public_key)


def test_a_reset_by_the_administrator_alone_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        rows, _ = made_key(forger, spoiled, "经办人")
        act(forger, spoiled, RESET, spoiled.seats["经办人"].person_id, rows)
    assert NONE in said_of_newest(spoiled)


def test_the_witness_of_a_reset_signed_the_very_key(spoiled: Signed) -> None:
    clerk = spoiled.seats["经办人"].person_id
    with Forger(spoiled.path) as forger:
        rows, fingerprint = made_key(forger, spoiled, "经办人")
        act(
            forger,
            spoiled,
            RESET,
            clerk,
            rows,
            forger.witness(spoiled.seats["主要领导"], RESET, clerk, fingerprint=fingerprint),
        )
    assert found(spoiled.path) == {}
    with Forger(spoiled.path) as forger:
        act(forger, spoiled, RESET, clerk, rows, forger.witness(spoiled.seats["主要领导"], RESET, clerk))
    assert "与这件事不一致（fingerprint）" in said_of_newest(spoiled)


@pytest.mark.parametrize("rows", [[], [("person_key", 999, "0" * 64)]])
def test_a_reset_that_made_no_key_has_no_fingerprint(spoiled: Signed, rows: Rows) -> None:
    clerk = spoiled.seats["经办人"].person_id
    with Forger(spoiled.path) as forger:
        act(
            forger,
            spoiled,
            RESET,
            clerk,
            rows,
            forger.witness(spoiled.seats["主要领导"], RESET, clerk, fingerprint="示例"),
        )
    assert "与这件事不一致（fingerprint）" in said_of_newest(spoiled)


def test_a_leader_who_came_back_by_the_administrator_alone_is_found(spoiled: Signed) -> None:
    leader = spoiled.seats["外科室分管领导"].person_id
    with Forger(spoiled.path) as forger:
        close(forger, spoiled, "外科室分管领导")
        forger.change("person", leader, closed_on=None)
        act(forger, spoiled, REOPEN, leader, [("person", leader)])
    assert NONE in said_of_newest(spoiled)


def test_others_come_back_without_a_witness(spoiled: Signed) -> None:
    clerk = spoiled.seats["经办人"].person_id
    with Forger(spoiled.path) as forger:
        close(forger, spoiled, "经办人")
        forger.change("person", clerk, closed_on=None)
        act(forger, spoiled, REOPEN, clerk, [("person", clerk)])
    assert found(spoiled.path) == {}


def test_somebody_who_came_back_by_another_act_is_found(spoiled: Signed) -> None:
    leader = spoiled.seats["外科室分管领导"].person_id
    with Forger(spoiled.path) as forger:
        close(forger, spoiled, "外科室分管领导")
        forger.change("person", leader, closed_on=None)
        act(forger, spoiled, SAVE, leader, [("person", leader)])
    assert "外科室分管领导的停用状态与留痕中的不同" in found(spoiled.path, Kind.CHAIN)[f"person#{leader}"]


def test_only_an_administrator_closes_people(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.seal(spoiled.seats["经办人"], CLOSE, [("person", 9)], subject=("person", 9))
    assert "的经办人当时没有办理这件事的角色" in said_of_newest(spoiled)


def test_a_witnessing_copied_from_another_act_is_found(spoiled: Signed) -> None:
    finance = spoiled.seats["财务"].person_id
    with Forger(spoiled.path) as forger:
        rows = promote(forger, spoiled)
        act(forger, spoiled, SAVE, finance, rows, forger.copy("witnessing", 4, person_id=finance))
    said = said_of_newest(spoiled)
    assert "的见证（witnessing 第 6 号）与这件事不一致（charges、person、previous、roles、time）" in said
    assert MOVED in said


def test_one_witnessing_does_not_serve_two_acts(spoiled: Signed) -> None:
    finance = spoiled.seats["财务"].person_id
    with Forger(spoiled.path) as forger:
        act(forger, spoiled, SAVE, finance, promote(forger, spoiled), 4)
    said = said_of_newest(spoiled)
    assert MOVED in said
    assert "登记的事项、人员或时间与这件事不一致" in said


@pytest.mark.parametrize("who", ["出纳", "科室负责人", "监督人员"])
def test_a_witness_without_a_leader_s_role_is_found(spoiled: Signed, who: str) -> None:
    assert NOBODY in said_of_promotion(spoiled, spoiled.seats[who])


def test_the_administrator_as_witness_is_found(spoiled: Signed) -> None:
    assert NOBODY in said_of_promotion(spoiled, spoiled.seats["管理员"])


def test_a_leader_who_witnessed_the_own_promotion_is_found(spoiled: Signed) -> None:
    leader = spoiled.seats["分管领导"].person_id
    with Forger(spoiled.path) as forger:
        rows = promote(forger, spoiled, "分管领导")
        act(forger, spoiled, SAVE, leader, rows, forger.witness(spoiled.seats["分管领导"], SAVE, leader))
    assert NOBODY in said_of_newest(spoiled)


def test_a_witness_who_had_left_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        close(forger, spoiled, "主要领导")
    assert NOBODY in said_of_promotion(spoiled, spoiled.seats["主要领导"])


@pytest.mark.parametrize("who", ["财务", "旧密钥", "新来人员"])
def test_a_key_that_is_not_the_witness_s_own_in_force_is_found(spoiled: Signed, who: str) -> None:
    other = spoiled.seats[who]
    witness = replace(spoiled.seats["主要领导"], key_id=other.key_id, key=other.key)
    assert WRONG_KEY in said_of_promotion(spoiled, witness)


def test_a_key_that_is_not_there_is_found(spoiled: Signed) -> None:
    assert WRONG_KEY in said_of_promotion(spoiled, replace(spoiled.seats["主要领导"], key_id=999))


def test_a_witness_whose_key_was_reset_signs_nothing_with_the_old_one(spoiled: Signed) -> None:
    leader = spoiled.seats["主要领导"].person_id
    with Forger(spoiled.path) as forger:
        rows, fingerprint = made_key(forger, spoiled, "主要领导")
        seen = forger.witness(spoiled.seats["分管领导"], RESET, leader, fingerprint=fingerprint)
        act(forger, spoiled, RESET, leader, rows, seen)
    said = said_of_promotion(spoiled, spoiled.seats["主要领导"])
    assert NOBODY in said
    assert WRONG_KEY in said


def test_a_witnessing_signed_by_the_administrator_is_found(spoiled: Signed) -> None:
    said = said_of_promotion(spoiled, spoiled.seats["主要领导"], signed_by=spoiled.seats["管理员"])
    assert "的签名与所见证的内容不符" in said


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("verb", RESET),
        ("person", 2),
        ("fingerprint", "示例"),
        ("roles", ["finance"]),
        ("charges", [1]),
        ("administrator", 2),
        ("time", "2026-03-02T01:00:00.000000Z"),
        ("previous", "0" * 64),
        ("more", "示例"),
    ],
)
def test_a_witness_who_signed_something_else_is_found(spoiled: Signed, part: str, value: object) -> None:
    assert f"与这件事不一致（{part}）" in said_of_promotion(spoiled, spoiled.seats["主要领导"], part, value)


def test_a_witness_who_signed_another_name_is_found(spoiled: Signed) -> None:
    assert "所写的姓名与这件事不一致" in said_of_promotion(spoiled, spoiled.seats["主要领导"], "name", "经办人")


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_a_text_that_cannot_be_read_is_found(spoiled: Signed, text: str) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("witnessing", 4, text=text)
    said = "".join(found(spoiled.path, Kind.CHAIN).values())
    assert "的见证（witnessing 第 4 号）所签的文本无法读出" in said
    assert "的见证（witnessing 第 4 号）的签名与所见证的内容不符" in said


def test_a_text_that_is_written_otherwise_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE witnessing SET text = replace(text, ',', ', ') WHERE id = 4")
    assert "与这件事不一致（text）" in "".join(found(spoiled.path, Kind.CHAIN).values())


@pytest.mark.parametrize(
    "columns", [{"verb": RESET}, {"person_id": 2}, {"at": "2026-03-02T01:00:00.000000+00:00"}], ids=str
)
def test_columns_that_differ_from_the_act_are_found(spoiled: Signed, columns: dict[str, object]) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("witnessing", 4, **columns)
    said = "".join(found(spoiled.path, Kind.CHAIN).values())
    assert "的见证（witnessing 第 4 号）登记的事项、人员或时间与这件事不一致" in said


def test_a_witnessing_that_was_deleted_is_told_as_a_missing_row(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("DELETE FROM witnessing WHERE id = 4")
    assert "被删除了" in found(spoiled.path)["witnessing#4"]


def test_a_witnessing_written_by_another_act_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.seal(spoiled.seats["管理员"], "units.add_unit", [("witnessing", 4)])
    assert "写入了见证（witnessing 第 4 号），这件事无权写入它" in said_of_newest(spoiled)


def test_an_office_left_without_a_leader_who_can_witness_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        close(forger, spoiled, "外科室分管领导")
        close(forger, spoiled, "主要领导")
    assert found(spoiled.path) == {}
    with Forger(spoiled.path) as forger:
        leader = spoiled.seats["分管领导"].person_id
        gone = forger.do("SELECT id FROM person_role WHERE person_id = ?", leader)[0]["id"]
        forger.do("DELETE FROM person_role WHERE id = ?", gone)
        act(forger, spoiled, SAVE, leader, [("person_role", gone, "")])
    assert "之后没有一位有自己密码的在用领导，没有人能见证（第十一条）" in said_of_newest(spoiled)
