"""Rounds of sign-offs: every hand is by the person it names, over the text it shows, in its turn and in its role."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fundapp.seal import keys
from fundapp.seal.canonical import canonical, digest
from fundapp.services.verification_chain import Act, Chain
from fundapp.services.verification_content import DOCUMENTS, Contents
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import Row, Source
from fundapp.values.roles import Role

_STANDING: dict[str, frozenset[str | None]] = {
    "draft": frozenset({None, "withdrawn", "voided"}),
    "in_approval": frozenset({"open"}),
    "returned": frozenset({"returned"}),
    "approved": frozenset({"complete"}),
    "paid": frozenset({"complete"}),
    "void": frozenset({None, "withdrawn", "voided", "returned"}),
}
"""Outcomes of the latest round that fit each state of a document."""
_LIVE = frozenset({"in_approval", "approved", "paid"})


def check_signoffs(source: Source, chain: Chain, contents: Contents, findings: Findings) -> None:
    """All rounds, their hands, and what each live document says now against what was signed."""
    total = source.size("sign_round")
    for word in ("个轮次", "个签批", "份送审内容"):
        findings.count(word, 0)
    for row in source.rows("SELECT * FROM sign_round ORDER BY id"):
        findings.count("个轮次")
        findings.watch.now_and_then(findings.kind, findings.counts["个轮次"], total)
        named = f"{source.called('sign_round', row)}（sign_round 第 {row['id']} 号）"
        steps = list(source.rows("SELECT * FROM round_step WHERE round_id = ? ORDER BY position", row["id"]))
        hands = list(source.rows("SELECT * FROM sign_off WHERE round_id = ? ORDER BY position", row["id"]))
        for sentence in _round_faults(row, steps, hands, chain.act("sign_round", row["id"])):
            findings.fault(f"sign_round#{row['id']}", f"{named}{sentence}")
        subject = source.one(row["subject_kind"], row["subject_id"]) if row["subject_kind"] in DOCUMENTS else None
        if subject is None:
            findings.fault(f"sign_round#{row['id']}", f"{named}所签的单据不在账套中。")
            continue
        for place, hand in enumerate(hands):
            findings.count("个签批")
            step = steps[place] if place < len(steps) else None
            earlier = {other["person_id"] for other in hands[:place]}
            who = source.named("person", hand["person_id"])
            for sentence in _hand_faults(chain, row, step, hand, earlier, subject):
                findings.fault(
                    f"sign_off#{hand['id']}", f"{named}中{who}的签批（sign_off 第 {hand['id']} 号）{sentence}"
                )
    for kind in DOCUMENTS:
        _check_documents(source, chain, contents, findings, kind)


def _round_faults(row: Row, steps: Sequence[Row], hands: Sequence[Row], act: Act | None) -> Iterator[str]:
    if digest(row["content"]) != row["digest"]:
        yield "的内容与其校验值不符，被改动过。"
    if act is not None and (act.person, act.at) != (row["opened_by_id"], row["opened_at"]):
        yield f"的送审人或时间与留痕第 {act.seq} 行不一致。"
    if [step["position"] for step in steps] != list(range(1, len(steps) + 1)):
        yield "的环节有缺失或顺序被改动。"
    if not any(step["role"] == Role.SUPERVISING_LEADER and step["scope"] == "charge" for step in steps):
        yield "没有分管领导核对环节（第十二条）。"
    if [hand["position"] for hand in hands] != list(range(1, len(hands) + 1)):
        yield "的签批有缺失或顺序被改动。"
    decisions = [hand["decision"] for hand in hands]
    if "return" in decisions[:-1]:
        yield "在退回之后还有签批。"
    ended = "returned" if "return" in decisions else "complete" if len(hands) >= len(steps) else "open"
    allowed = {"returned": {"returned"}, "complete": {"complete", "voided"}, "open": {"open", "withdrawn", "voided"}}
    if row["outcome"] not in allowed[ended]:
        yield f"的结果“{row['outcome']}”与其中的签批不符。"


def _hand_faults(chain: Chain, row: Row, step: Row | None, hand: Row, earlier: set[int], subject: Row) -> Iterator[str]:
    yield from _key_faults(chain, hand)
    yield from _text_faults(row, hand)
    if step is None or step["key"] != hand["step_key"]:
        yield "不是流程中这一步的签批。"
    elif hand["decision"] == "agree" and not _checked(step, hand):
        yield f"没有核对完“{step['label']}”的全部清单（第十二条）。"
    if hand["person_id"] in (row["author_id"], row["last_editor_id"]):
        yield "由填报人或最后修改人本人签的（第十五条）。"
    if hand["person_id"] in earlier:
        yield "与本轮前面的签批是同一个人（第十五条）。"
    act = chain.act("sign_off", hand["id"])
    if act is not None:
        yield from _act_faults(act, step, hand, subject)


def _key_faults(chain: Chain, hand: Row) -> Iterator[str]:
    key = chain.keys.get(hand["key_id"])
    if key is None:
        yield "所用的签字密钥不在账套中，无法核验。"
        return
    if not keys.verify(key["public_key"], hand["text"], hand["signature"]):
        yield "的签名与所签内容不符，内容、签名或密钥被替换过。"
    if key["person_id"] != hand["person_id"] or key["provisional"]:
        yield "用的不是本人的签字密钥。"
    at = hand["signed_at"]
    if at < key["made_at"] or (key["retired_at"] is not None and at > key["retired_at"]):
        yield "所用的签字密钥当时不在有效期内。"


def _text_faults(row: Row, hand: Row) -> Iterator[str]:
    """The signed text repeats what the columns say, and contains the whole document as submitted."""
    text = _parsed(hand["text"])
    if not isinstance(text, dict) or "content" not in text:
        yield "所签的文本无法读出。"
        return
    said = {name: value for name, value in text.items() if name not in ("content", "previous")}
    stands = {
        "document": [row["subject_kind"], row["subject_id"]],
        "round": row["number"],
        "step": hand["step_key"],
        "person": hand["person_id"],
        "decision": hand["decision"],
        "opinion": hand["opinion"],
        "checklist": _listed(hand["checklist"]),
        "strokes": digest(hand["strokes"]),
        "time": hand["signed_at"].removesuffix("+00:00") + "Z",
    }
    wrong = sorted(name for name in said.keys() | stands.keys() if said.get(name) != stands.get(name))
    if wrong:
        yield f"与所签的文本不一致（{'、'.join(wrong)}）。"
    if digest(_canonical_or_nothing(text["content"])) != row["digest"]:
        yield "所签的不是本轮送审的内容。"


def _act_faults(act: Act, step: Row | None, hand: Row, subject: Row) -> Iterator[str]:
    """The line that wrote the hand is of the same person and moment, and the person held the role of the step."""
    if (act.person, act.at) != (hand["person_id"], hand["signed_at"]):
        yield f"的签批人或时间与留痕第 {act.seq} 行不一致。"
    text = _parsed(hand["text"])
    if not isinstance(text, dict) or text.get("previous") != act.previous:
        yield "没有接在当时的留痕之后，可能是从别处移来的。"
    if step is None:
        return
    if step["role"] not in act.roles or Role.ADMINISTRATOR in act.roles:
        yield f"的签批人当时没有“{step['label']}”的角色（第十一条）。"
    # Scope "division" cannot be told: a person's division of that day is known by its digest only.
    if step["scope"] == "charge" and subject["division_id"] not in act.charges:
        yield "的签批人当时不分管这个科室（第十一条）。"


def _check_documents(source: Source, chain: Chain, contents: Contents, findings: Findings, kind: str) -> None:
    """The state of each document fits its rounds, and a live one still says what was signed."""
    statement = f"""
        SELECT subject.*,
            (SELECT count(*) FROM sign_round WHERE subject_kind = ?1 AND subject_id = subject.id) AS round_count,
            latest.id AS latest_id, latest.outcome AS ended, latest.author_id AS wrote, latest.last_editor_id AS edited
        FROM "{kind}" AS subject LEFT JOIN sign_round AS latest
            ON latest.subject_kind = ?1 AND latest.subject_id = subject.id AND latest.number = subject.round
        ORDER BY subject.id
    """  # noqa: S608
    total = source.size(kind)
    for done, row in enumerate(source.rows(statement, kind), start=1):
        findings.watch.now_and_then(findings.kind, done, total)
        where, named = f"{kind}#{row['id']}", f"{source.called(kind, row)}（{kind} 第 {row['id']} 号）"
        if row["round_count"] != row["round"] or row["ended"] not in _STANDING.get(row["state"], frozenset()):
            findings.fault(where, f"{named}的状态或轮次与签批记录不符。")
        elif row["state"] in _LIVE:
            findings.count("份送审内容")
            if (row["author_id"], row["last_editor_id"]) != (row["wrote"], row["edited"]):
                findings.fault(where, f"{named}的填报人或最后修改人与送审时不同。")
            if not contents.stands(kind, row["latest_id"], chain):
                findings.fault(where, f"{named}现在的内容与签批的内容不一致，送审之后被改动过。")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _listed(text: str) -> list[Any]:
    found = _parsed(text)
    return found if isinstance(found, list) else [None]


def _checked(step: Row, hand: Row) -> bool:
    """Every item of the step's checklist (key and label) was ticked."""
    ticks = _listed(hand["checklist"])
    return all(isinstance(item, list) and item[:1] and item[0] in ticks for item in _listed(step["checklist"]))


def _canonical_or_nothing(value: object) -> str:
    """Canonical text of parsed JSON; empty for what this program never writes, such as a float."""
    try:
        return canonical(value)
    except TypeError:
        return ""
