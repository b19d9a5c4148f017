"""Acts that a leader had to witness: the witnessing stands in the same line, by the own key of somebody who could.

Who could witness, and whether one was due, follows from the chain alone: roles from the digests of their rows, keys
from the acts that made them, and who had left from the acts that closed and reopened people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fundapp.seal import keys
from fundapp.seal.canonical import canonical
from fundapp.services import witnessing
from fundapp.services.verification_roles import Power, RoleHistory
from fundapp.services.verification_source import Row, Source

FOUNDING = "ledger.create"
OWN_KEY = "access.make_own_key"
CLOSE = "people.close_person"
_MATTERS = frozenset({FOUNDING, OWN_KEY, CLOSE, witnessing.ADD, witnessing.SAVE, witnessing.REOPEN, witnessing.RESET})


@dataclass
class Witnesses:
    """Who could witness after the lines taken so far. `keys` and `rows` hold the stored keys and witnessings by id."""

    keys: dict[int, Row]
    rows: dict[int, Row]
    roles: RoleHistory
    closed: set[int] = field(default_factory=set)
    _own: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, stored_keys: dict[int, Row], roles: RoleHistory) -> Witnesses:
        """Before the first line."""
        return cls(stored_keys, {row["id"]: row for row in source.rows("SELECT * FROM witnessing")}, roles)

    def before(self, verb: str) -> Before | None:
        """How things stand before a line is taken; None for acts that neither need nor change witnesses."""
        return Before(self.roles.power(), self._able(), dict(self._own)) if verb in _MATTERS else None

    def _able(self) -> frozenset[int]:
        return frozenset(
            person for person in self._own if person not in self.closed and self.roles.of(person) & witnessing.LEADERS
        )

    def faults(self, line: Row, body: dict[str, Any], before: Before) -> Iterator[str]:
        """Takes a line whose roles have been taken already, and says what is wrong with its witnessing."""
        subject, power = body["subject"][1], self.roles.power()
        self._follow(body, subject)
        gained = {
            one for one in power if one not in before.power or (body["verb"], one[0]) == (witnessing.REOPEN, subject)
        }
        if any(person != subject for person, _ in gained):
            yield "给了另一个人领导角色或分管科室。"
        could = before.able - {subject, body["person"]}
        ids = [key for table, key, _ in body["rows"] if table == "witnessing"]
        if not ids and (body["verb"] == witnessing.RESET or (gained and could)):
            yield "没有另一位领导的见证（第十一条）。"
        for row in (self.rows[key] for key in ids if key in self.rows):  # the rows section tells what was deleted
            for sentence in (*self._hand_faults(row, could, before), *self._text_faults(row, line, body)):
                yield f"的见证（witnessing 第 {row['id']} 号）{sentence}"
        if before.able and not self._able():
            yield "之后没有一位有自己密码的在用领导，没有人能见证（第十一条）。"

    def _follow(self, body: dict[str, Any], subject: int) -> None:
        for key in (self.keys.get(key) for table, key, _ in body["rows"] if table == "person_key"):
            if key is None:
                continue
            if body["verb"] == witnessing.RESET:
                self._own.pop(key["person_id"], None)
            elif body["verb"] in (FOUNDING, OWN_KEY) and not key["provisional"]:
                self._own[key["person_id"]] = key["id"]
        if body["verb"] == CLOSE:
            self.closed.add(subject)
        elif body["verb"] == witnessing.REOPEN:
            self.closed.discard(subject)

    def _hand_faults(self, row: Row, could: frozenset[int], before: Before) -> Iterator[str]:
        if row["witness_id"] not in could:
            yield "的见证人当时不是另一位有自己密码的在用领导（第十一条）。"
        key = self.keys.get(row["key_id"])
        if key is None or before.own.get(row["witness_id"]) != row["key_id"]:
            yield "所用的签字密钥当时不是见证人本人的有效密钥。"
        elif not keys.verify(key["public_key"], row["text"], row["signature"]):
            yield "的签名与所见证的内容不符。"

    def _text_faults(self, row: Row, line: Row, body: dict[str, Any]) -> Iterator[str]:
        """The text says what the line did, and the columns repeat it."""
        try:
            said = json.loads(row["text"])
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            yield "所签的文本无法读出。"
            return
        subject = body["subject"][1]
        stands = witnessing.text_of(
            verb=body["verb"],
            person=subject,
            name=str(said.get("name")),  # older names are known by their digest only
            fingerprint=self._fingerprint(body),
            roles=self.roles.of(subject),
            charges=self.roles.charges_of(subject),
            administrator=body["person"],
            at=body["at"],
            previous=line["previous"],
        )
        wrong = sorted(name for name in said.keys() | stands.keys() if said.get(name) != stands.get(name))
        if wrong or row["text"] != canonical(stands):
            yield f"与这件事不一致（{'、'.join(wrong) or 'text'}），可能是从别处移来的。"
        if stands["name"] not in line["summary"]:
            yield "所写的姓名与这件事不一致。"
        if (row["verb"], row["person_id"], row["at"]) != (body["verb"], subject, line["at"]):
            yield "登记的事项、人员或时间与这件事不一致。"

    def _fingerprint(self, body: dict[str, Any]) -> str:
        """Of the key that a reset made: the newest one that it wrote."""
        if body["verb"] != witnessing.RESET:
            return ""
        newest = max((key for table, key, _ in body["rows"] if table == "person_key"), default=0)
        return keys.fingerprint(self.keys[newest]["public_key"]) if newest in self.keys else ""


@dataclass(frozen=True)
class Before:
    """How things stood when a line was written: who held what power, who could witness, and with which key."""

    power: Power
    able: frozenset[int]
    own: dict[int, int]
