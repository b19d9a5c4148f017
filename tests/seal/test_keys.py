"""Each person's own key."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fundapp.errors import FundError
from fundapp.seal.codes import ALPHABET
from fundapp.seal.keys import (
    PRODUCTION,
    DamagedKey,
    KdfCost,
    KeyRecord,
    SealError,
    WrongPassphrase,
    fingerprint,
    make_key,
    rewrap,
    unlock,
    verify,
)

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
PASSWORD = "分管领导-2026-章"  # noqa: S105 -- opens nothing outside this file
RECORD, KEY = make_key(PASSWORD, CHEAP)


def test_production_costs_64_mib_three_passes_and_four_lanes() -> None:
    assert str(PRODUCTION) == "argon2id;m=65536;t=3;p=4"


def test_a_key_made_at_production_cost_opens_again() -> None:
    record, key = make_key(PASSWORD, PRODUCTION)
    assert record.kdf == "argon2id;m=65536;t=3;p=4"
    assert unlock(record, PASSWORD).public_key == key.public_key


def test_a_record_is_plain_columns_and_does_not_hold_the_private_key() -> None:
    assert [field.name for field in fields(KeyRecord)] == [
        "algorithm",
        "public_key",
        "wrapped",
        "salt",
        "nonce",
        "kdf",
    ]
    assert RECORD.algorithm == "ed25519"
    assert RECORD.public_key == KEY.public_key
    assert [len(text) for text in (RECORD.public_key, RECORD.wrapped, RECORD.salt, RECORD.nonce)] == [64, 96, 32, 24]
    assert KEY._private.private_bytes_raw().hex() not in repr(RECORD)


def test_the_right_password_opens_the_key_and_a_signature_by_it_is_true() -> None:
    signature = unlock(RECORD, PASSWORD).sign("同意支付 375,000.00 元")
    assert re.fullmatch("[0-9a-f]{128}", signature)
    assert verify(RECORD.public_key, "同意支付 375,000.00 元", signature)


@pytest.mark.parametrize("wrong", ["", "分管领导-2026-印", PASSWORD + " ", PASSWORD.upper() + "x", "\ud800"])
def test_a_wrong_password_opens_nothing_and_says_so(wrong: str) -> None:
    with pytest.raises(WrongPassphrase) as refusal:
        unlock(RECORD, wrong)
    assert str(refusal.value) == "密码不正确。请检查大小写和输入法后重试。"
    assert refusal.value.field == "密码"
    assert isinstance(refusal.value, SealError)
    assert isinstance(refusal.value, FundError)


def test_a_password_typed_in_full_width_is_the_same_password() -> None:
    record, _ = make_key("Ｌｅａｄｅｒ２０２６！", CHEAP)
    assert unlock(record, "Leader2026!").public_key == record.public_key


@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
@settings(max_examples=25)
def test_any_text_can_be_a_password_and_opens_only_its_own_key(password: str, message: str) -> None:
    record, key = make_key(password, CHEAP)
    assert verify(unlock(record, password).public_key, message, key.sign(message))
    with pytest.raises(WrongPassphrase):
        unlock(record, password + "!")


def test_the_smallest_memory_that_the_lanes_need_is_enough() -> None:
    record, key = make_key(PASSWORD, KdfCost(memory_kib=16, passes=1, lanes=2))
    assert unlock(record, PASSWORD).public_key == key.public_key


def test_a_record_is_a_value_that_cannot_be_changed() -> None:
    for value in (RECORD, CHEAP):
        assert replace(value) == value
        with pytest.raises(FrozenInstanceError):
            setattr(value, fields(value)[0].name, "")


def test_two_keys_with_the_same_password_share_nothing() -> None:
    other, _ = make_key(PASSWORD, CHEAP)
    for field in ("public_key", "wrapped", "salt", "nonce"):
        assert getattr(other, field) != getattr(RECORD, field)


def test_a_changed_password_keeps_the_key_and_every_old_signature() -> None:
    before = KEY.sign("旧签批")
    dearer = KdfCost(memory_kib=16, passes=2, lanes=1)
    record = rewrap(RECORD, PASSWORD, "另一个-密码-2027", dearer)
    assert record.kdf == "argon2id;m=16;t=2;p=1"
    assert record.public_key == RECORD.public_key
    assert verify(record.public_key, "旧签批", before)
    assert verify(RECORD.public_key, "新签批", unlock(record, "另一个-密码-2027").sign("新签批"))
    with pytest.raises(WrongPassphrase):
        unlock(record, PASSWORD)


def test_the_password_is_not_changed_by_somebody_who_does_not_know_it() -> None:
    with pytest.raises(WrongPassphrase):
        rewrap(RECORD, "猜的密码", "另一个-密码-2027", CHEAP)


OTHER, _ = make_key(PASSWORD, CHEAP)


@pytest.mark.parametrize(
    "swapped",
    [
        {"public_key": OTHER.public_key},
        {"wrapped": OTHER.wrapped},
        {"salt": OTHER.salt},
        {"nonce": OTHER.nonce},
        {"kdf": "argon2id;m=16;t=1;p=1"},
        {"public_key": OTHER.public_key, "wrapped": OTHER.wrapped},
    ],
)
def test_a_column_taken_from_another_record_opens_nothing(swapped: dict[str, str]) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(replace(RECORD, **swapped), PASSWORD)


@pytest.mark.parametrize(
    "damaged",
    [
        {"algorithm": "rsa"},
        {"wrapped": "不是十六进制"},
        {"wrapped": ""},
        {"wrapped": RECORD.wrapped[:-2]},
        {"wrapped": RECORD.wrapped + "00"},
        {"salt": "abc"},
        {"salt": "00"},
        {"nonce": "00" * 11},
        {"kdf": ""},
        {"kdf": "argon2i;m=8;t=1;p=1"},
        {"kdf": "argon2id;m=8;t=0;p=1"},
        {"kdf": "argon2id;m=8;t=1;p=0"},
        {"kdf": "argon2id;m=15;t=1;p=2"},
        {"kdf": "argon2id;m=1048577;t=1;p=1"},
        {"kdf": "argon2id;m=99999999;t=1;p=1"},
    ],
)
def test_a_record_that_cannot_be_one_is_called_damaged_and_not_a_wrong_password(damaged: dict[str, str]) -> None:
    with pytest.raises(DamagedKey) as refusal:
        unlock(replace(RECORD, **damaged), PASSWORD)
    assert refusal.value.message == "密钥记录已损坏，无法读取。"
    assert "备份" in refusal.value.remedy


def test_a_signature_is_true_for_its_text_and_its_key_only() -> None:
    signature = KEY.sign("同意")
    assert verify(KEY.public_key, "同意", signature)
    assert not verify(KEY.public_key, "同意 ", signature)
    assert not verify(OTHER.public_key, "同意", signature)
    assert not verify(KEY.public_key, "同意", KEY.sign("退回"))
    assert not verify(KEY.public_key, "同意", f"{'0' if signature[0] != '0' else '1'}{signature[1:]}")


def test_a_signature_is_made_for_this_program_and_not_over_the_bare_text() -> None:
    bare = KEY._private.sign("同意".encode()).hex()
    assert not verify(KEY.public_key, "同意", bare)


@pytest.mark.parametrize(
    ("public_key", "text", "signature"),
    [
        ("", "同意", "00" * 64),
        ("不是十六进制", "同意", "00" * 64),
        ("00" * 31, "同意", "00" * 64),
        (RECORD.public_key, "同意", ""),
        (RECORD.public_key, "同意", "zz"),
        (RECORD.public_key, "同意", "00" * 63),
        (RECORD.public_key, "\ud800", "00" * 64),
    ],
)
def test_what_is_no_signature_is_simply_false(public_key: str, text: str, signature: str) -> None:
    assert verify(public_key, text, signature) is False


def test_an_unlocked_key_shows_only_its_fingerprint_and_cannot_be_copied_away() -> None:
    assert repr(KEY) == f"<UnlockedKey {fingerprint(KEY.public_key)}>"
    with pytest.raises(TypeError, match="stays where it is"):
        pickle.dumps(KEY)
    with pytest.raises(TypeError, match="stays where it is"):
        copy.copy(KEY)
    with pytest.raises(TypeError, match="stays where it is"):
        copy.deepcopy(KEY)


def test_a_fingerprint_is_four_groups_of_four_that_people_can_compare() -> None:
    shown = fingerprint(KEY.public_key)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{3}}", shown)
    assert fingerprint(KEY.public_key) == shown
    assert fingerprint(OTHER.public_key) != shown


def test_a_fingerprint_on_a_filed_card_stays_the_same_in_every_release() -> None:
    assert fingerprint("00" * 32) == "A2ZA-BMTM-4WYR-7VK6"
