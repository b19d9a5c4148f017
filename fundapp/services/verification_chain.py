"""The audit chain, line by line: unbroken, signed by the person named with a key in force, each act within its right.

Walking it also gathers what the later sections hold the rows against: the last digest of every row, who wrote the rows
that matter, and which roles that person held then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fundapp.rules.access import MAY
from fundapp.seal import keys
from fundapp.seal.chain import GENESIS, link
from fundapp.services.access import LOG_IN, REFUSED
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_roles import RoleHistory
from fundapp.services.verification_source import LABELS, Row, Source
from fundapp.services.verification_witness import FOUNDING, OWN_KEY, Witnesses
from fundapp.values.roles import Role

PROVISIONAL = frozenset({LOG_IN, OWN_KEY})
"""All that a provisional key may sign (`access.PROVISIONAL_VERBS`)."""

WRITERS = {
    "person_key": frozenset(
        {FOUNDING, OWN_KEY, LOG_IN, "access.change_password", "people.add_person", "people.reset_key"}
    ),
    "person_role": frozenset({FOUNDING, "people.add_person", "people.save_person"}),
    "person_charge": frozenset({FOUNDING, "people.add_person", "people.save_person"}),
    "witnessing": frozenset({"people.add_person", "people.save_person", "people.reopen_person", "people.reset_key"}),
    "sign_off": frozenset(
        {"payments.sign", "applications.sign", "monitorings.sign", "evaluations.sign", "term_reviews.sign"}
    ),
    "disbursement": frozenset({"disbursements.register"}),
    "appropriation": frozenset({"projects.appropriate"}),
}
"""Tables on which power or money hangs, and the only acts that write them."""

RIGHTS = {
    "people.add_person": "people.edit",
    "people.save_person": "people.edit",
    "people.close_person": "people.edit",
    "people.reopen_person": "people.edit",
    "people.reset_key": "people.reset",
    "projects.appropriate": "appropriations.edit",
    "projects.confirm": "projects.confirm",
    "contracts.confirm": "contracts.confirm",
    "allocations.confirm": "allocations.confirm",
    "payments.sign": "payments.sign",
    "applications.sign": "applications.sign",
    "monitorings.sign": "monitorings.sign",
    "evaluations.sign": "evaluations.sign",
    "term_reviews.sign": "term_reviews.sign",
    "rectifications.extend": "rectifications.extend",
    "rectifications.reject": "rectifications.confirm",
    "rectifications.confirm": "rectifications.confirm",
    "rectifications.void": "rectifications.void",
    "key_evaluations.record": "key_evaluations.record",
    "key_evaluations.void": "key_evaluations.void",
    "disbursements.register": "disbursements.register",
}
"""Acts that need a role, and the permission that gives it (`rules.access`)."""

REMEMBERED = frozenset({"sign_round", "sign_off", "disbursement", "issued_form"})
GROWING = ("evidence", "attachment", "amendment")
"""What may be added behind a request after it was paid."""

_OPTIONAL = (int, type(None))
_BODY: dict[str, tuple[type, ...]] = {
    "seq": (int,),
    "at": (str,),
    "person": _OPTIONAL,
    "key": _OPTIONAL,
    "verb": (str,),
    "subject": (list,),
    "summary": (str,),
    "rows": (list,),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What the chain says of one row: digest after the last act (empty: deleted), its first and its last line."""

    digest: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Act:
    """The line that first wrote a row: who, when, in which roles, and how far the growing tables reached by then."""

    seq: int
    at: str
    person: int | None
    verb: str
    previous: str
    roles: frozenset[Role]
    charges: frozenset[int]
    reach: tuple[int, ...]


@dataclass
class Chain:
    """What the walk leaves behind."""

    keys: dict[int, Row]
    roles: RoleHistory
    witnesses: Witnesses
    hashes: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[int, Written]] = field(default_factory=lambda: {name: {} for name in LABELS})
    highest: dict[str, int] = field(default_factory=dict)
    acts: dict[tuple[str, int], Act] = field(default_factory=dict)

    def act(self, table: str, key: int) -> Act | None:
        """The line that first wrote a row of a remembered table."""
        return self.acts.get((table, key))

    def last_line(self, table: str, key: int) -> int:
        """Number of the line that wrote a row last; 0 when none did."""
        written = self.rows[table].get(key)
        return 0 if written is None else written.last


def walk(source: Source, findings: Findings) -> Chain:
    """Goes through all lines and gathers what they say."""
    stored, roles = {row["id"]: row for row in source.rows("SELECT * FROM person_key")}, RoleHistory()
    chain = Chain(stored, roles, Witnesses.of(source, stored, roles))
    total = source.size("audit_line")
    findings.count("行", 0)
    findings.count("个签名", 0)
    head, expected = GENESIS, 1
    for line in source.rows("SELECT * FROM audit_line ORDER BY id"):
        for sentence in (*_link_faults(line, head, expected), *_line_faults(chain, line, findings)):
            findings.fault(f"audit_line#{line['id']}", f"留痕第 {line['id']} 行（{line['summary']}）{sentence}")
        # Each line is held against the one before as it stands, so that one edit is one break, not a thousand.
        head, expected = str(line["hash"]), line["id"] + 1
        chain.hashes[head] = line["id"]
        findings.count("行")
        findings.watch.now_and_then(findings.kind, expected, total)
    for person in source.rows("SELECT * FROM person ORDER BY id"):
        if (person["closed_on"] is not None) != (person["id"] in chain.witnesses.closed):
            findings.fault(f"person#{person['id']}", f"{source.called('person', person)}的停用状态与留痕中的不同。")
    if expected == 1:
        findings.fault("audit_line", "账套中没有任何留痕，连建立账套的一行也没有。")
    return chain


def _link_faults(line: Row, head: str, expected: int) -> Iterator[str]:
    if line["id"] != expected:
        yield f"之前缺少留痕：这里应是第 {expected} 行，有行被删除或改号。"
    if line["previous"] != head:
        yield "没有接在上一行之后，有行被替换、插入或删除。"
    if len(line["previous"]) != len(GENESIS) or line["hash"] != link(line["previous"], line["body"]):
        yield "的内容与其校验值不符，内容被改动过。"


def _line_faults(chain: Chain, line: Row, findings: Findings) -> Iterator[str]:
    body = _body(line["body"])
    if body is None:
        yield "的正文无法读出，不是本程序写成的。"
        return
    wrong = [column for column, value in _repeated(body).items() if line[column] != value]
    if wrong:
        yield f"的 {'、'.join(wrong)} 列与封存的正文不一致，被改动过。"
    if (line["id"] == 1) != (body["verb"] == FOUNDING):
        yield "的位置不对：建立账套是且只能是第 1 行。"
    if line["signature"]:
        findings.count("个签名")
        yield from _signature_faults(chain, line, body)
    elif body["verb"] != REFUSED or body["rows"] or (body["person"], body["key"]) != (None, None):
        yield "没有签名；只有密码错误的登录可以没有签名，而且不能改动任何内容。"
    before = chain.witnesses.before(body["verb"])
    yield from _row_faults(chain, line, body)
    if before is not None:
        yield from chain.witnesses.faults(line, body, before)


def _body(text: str) -> dict[str, Any] | None:
    """The sealed text as the unit of work writes it; None for anything else."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or body.keys() != _BODY.keys():
        return None
    well = all(type(body[name]) in kinds for name, kinds in _BODY.items())
    well = well and [type(part) for part in body["subject"]] == [str, int]
    return body if well and all(_entry(one) for one in body["rows"]) else None


def _entry(entry: object) -> bool:
    """One row that a line wrote; of a table that this release knows."""
    return isinstance(entry, list) and [type(part) for part in entry] == [str, int, str] and entry[0] in LABELS


def _repeated(body: dict[str, Any]) -> dict[str, object]:
    """What the other columns have to say, from the sealed text."""
    return {
        "id": body["seq"],
        "at": body["at"].removesuffix("Z") + "+00:00",
        "person_id": body["person"],
        "key_id": body["key"],
        "verb": body["verb"],
        "subject_kind": body["subject"][0],
        "subject_id": body["subject"][1],
        "summary": body["summary"],
    }


def _signature_faults(chain: Chain, line: Row, body: dict[str, Any]) -> Iterator[str]:
    key = chain.keys.get(body["key"])
    if key is None:
        yield "所用的签字密钥不在账套中，无法核验。"
        return
    if not keys.verify(key["public_key"], line["hash"], line["signature"]):
        yield "的签名不是所列密钥签的，可能被冒签或密钥被替换。"
    if key["person_id"] != body["person"]:
        yield "所用的签字密钥属于另一个人。"
    at = line["at"]
    if at < key["made_at"] or (key["retired_at"] is not None and at > key["retired_at"]):
        yield "所用的签字密钥当时不在有效期内。"
    born = chain.rows["person_key"].get(key["id"])
    if born is None and body["verb"] != FOUNDING:
        yield "所用的签字密钥在此之前没有登记过。"
    if key["provisional"] and body["verb"] not in PROVISIONAL:
        yield "用初始密码的密钥签名；初始密码只能用来设置自己的密码。"
    right = RIGHTS.get(body["verb"])
    if right is not None and not chain.roles.of(body["person"]) & MAY[right]:
        yield "的经办人当时没有办理这件事的角色。"


def _row_faults(chain: Chain, line: Row, body: dict[str, Any]) -> Iterator[str]:
    seq, verb = line["id"], body["verb"]
    chain.roles.take(body["rows"], body["subject"][1])
    for table, key, digest in body["rows"]:
        before = chain.rows[table].get(key)
        # The id of a deleted row may be given out again; that is another row.
        chain.rows[table][key] = Written(digest, before.first if before and before.digest else seq, seq)
        chain.highest[table] = max(key, chain.highest.get(table, 0))
        if verb not in WRITERS.get(table, {verb}):
            yield f"写入了{LABELS[table]}（{table} 第 {key} 号），这件事无权写入它。"
        if table == "person_key" and verb.startswith("access.") and not _own_key(chain, key, body["person"]):
            yield f"改动了别人的签字密钥（person_key 第 {key} 号）。"
        if table in REMEMBERED and (table, key) not in chain.acts:
            chain.acts[table, key] = _act(chain, line, body)


def _own_key(chain: Chain, key: int, person: object) -> bool:
    row = chain.keys.get(key)
    return row is None or row["person_id"] == person


def _act(chain: Chain, line: Row, body: dict[str, Any]) -> Act:
    person = body["person"]
    return Act(
        seq=line["id"],
        at=line["at"],
        person=person,
        verb=body["verb"],
        previous=line["previous"],
        roles=chain.roles.of(person),
        charges=chain.roles.charges_of(person),
        reach=tuple(chain.highest.get(table, 0) for table in GROWING),
    )
