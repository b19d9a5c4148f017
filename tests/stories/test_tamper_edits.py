"""Edits that somebody makes to what was signed, without guards: each is found by `verify` and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fundapp.seal import keys
from fundapp.seal.canonical import digest
from fundapp.seal.codes import form_code
from tests.builders import CHEAP, PASSWORD
from tests.forgery import Forger, found
from tests.signed_ledger import Signed

Edit = Callable[[Forger, Signed], object]


def _pay_in_silence(forger: Forger, ledger: Signed) -> None:
    forger.copy("disbursement", 1, payment_id=ledger.in_approval)
    forger.change("payment", ledger.in_approval, state="paid")


def _raise_with_round(forger: Forger, ledger: Signed) -> None:
    round_ = forger.do("SELECT id, content FROM sign_round WHERE subject_kind = 'payment' AND subject_id = 1")[0]
    text = round_["content"].replace('"amount":3000000', '"amount":4000000')
    forger.change("sign_round", round_["id"], content=text, digest=digest(text))


def _swap_signatures(forger: Forger, _ledger: Signed) -> None:
    first, second = forger.row("sign_off", 1)["signature"], forger.row("sign_off", 2)["signature"]
    forger.change("sign_off", 1, signature=second)
    forger.change("sign_off", 2, signature=first)


def _copy_hands(forger: Forger, ledger: Signed) -> None:
    """The paid request's hands under the request that has only one, and its round closed."""
    target = forger.do("SELECT id FROM sign_round WHERE subject_id = ? AND outcome = 'open'", ledger.in_approval)[0][
        "id"
    ]
    for hand in (2, 3):
        forger.copy("sign_off", hand, round_id=target)
    forger.change("sign_round", target, outcome="complete", closed_at="2026-03-04T01:00:00.000000+00:00")
    forger.change("payment", ledger.in_approval, state="approved")


def _own_key(forger: Forger, ledger: Signed) -> None:
    """The supervising leader's public key replaced by one whose private half the forger has."""
    leader = ledger.seats["分管领导"].key_id
    record, _ = keys.make_key(PASSWORD, CHEAP)
    columns = ("algorithm", "public_key", "wrapped", "salt", "nonce", "kdf")
    forger.change("person_key", leader, **{name: getattr(record, name) for name in columns})


EDITS: dict[str, tuple[Edit, tuple[tuple[str, str], ...]]] = {
    "a disbursement of a half-signed request": (
        _pay_in_silence,
        (
            ("disbursement#3", "拨付（用款申请 ZF-2026-0003）（disbursement 第 3 号）没有任何留痕"),
            ("disbursement#3", "没有对应的、已签齐的本轮签批"),
            ("disbursement#3", "金额 30,000.00 元与申请的 10,000.00 元不同"),
            ("payment#3", "用款申请 ZF-2026-0003（payment 第 3 号）与留痕第"),
            ("payment#3", "的状态或轮次与签批记录不符"),
            ("milestone#3", "已拨付 30,000.00 元，超过节点金额 10,000.00 元"),
        ),
    ),
    "a paid amount raised": (
        lambda forger, _: forger.change("disbursement", 1, amount=999_999_00),
        (
            ("disbursement#1", "与留痕第"),
            ("disbursement#1", "金额 999,999.00 元与申请的 30,000.00 元不同"),
            ("contract#1", "合同 HT-2026-0001 已拨付 999,999.00 元，超过合同金额（含补充协议） 61,000.00 元"),
            ("milestone#1", "超过节点金额"),
        ),
    ),
    "a paid share raised": (
        lambda forger, _: forger.change("payment_share", 1, amount=100_000_00),
        (
            ("payment_share#1", "资金来源分摊（用款申请 ZF-2026-0001）（payment_share 第 1 号）与留痕第"),
            ("disbursement#1", "的资金来源合计 100,000.00 元与申请的 30,000.00 元不同"),
            ("project#1", "项目 XM-2024-0001 2026 年度 local 已拨付 100,000.00 元，超过预算指标 99,000.00 元"),
        ),
    ),
    "a list paid beyond its sum": (
        lambda forger, _: forger.change("allocation_list", 1, amount=9_999_99),
        (("allocation_list#1", "分配清单 QD-2026-0001 已拨付 10,000.00 元，超过清单总额 9,999.99 元"),),
    ),
    "a disbursement taken back": (
        lambda forger, _: forger.do("DELETE FROM disbursement WHERE id = 1"),
        (
            ("disbursement#1", "表中却没有，被删除了"),
            ("payment#1", "标为已拨付，却没有拨付记录"),
        ),
    ),
    "sums too large to add": (
        lambda forger, _: forger.do("UPDATE disbursement SET amount = 9223372036854775807"),
        (("disbursement#1", "与留痕第"),),
    ),
    "a sign-off deleted": (
        lambda forger, _: forger.do("DELETE FROM sign_off WHERE id = 3"),
        (
            ("sign_off#3", "被删除了"),
            ("sign_round#1", "用款申请 ZF-2026-0001第 1 轮签批（sign_round 第 1 号）的结果“complete”与其中的签批不符"),
        ),
    ),
    "the first sign-off deleted": (
        lambda forger, _: forger.do("DELETE FROM sign_off WHERE id = 1"),
        (("sign_round#1", "的签批有缺失或顺序被改动"), ("sign_off#2", "不是流程中这一步的签批")),
    ),
    "a return turned into an agreement": (
        lambda forger, _: forger.do("UPDATE sign_off SET decision = 'agree' WHERE decision = 'return'"),
        (("sign_off#5", "与所签的文本不一致（decision）"), ("sign_off#5", "与留痕第")),
    ),
    "an opinion reworded": (
        lambda forger, _: forger.change("sign_off", 1, opinion="不同意"),
        (("sign_off#1", "与所签的文本不一致（opinion）"),),
    ),
    "handwriting exchanged": (
        lambda forger, _: forger.change("sign_off", 1, strokes="[[[1,1]]]"),
        (("sign_off#1", "与所签的文本不一致（strokes）"),),
    ),
    "what was submitted reworded": (
        lambda forger, _: forger.do("UPDATE sign_round SET content = replace(content, '阶段', '全部') WHERE id = 1"),
        (("sign_round#1", "的内容与其校验值不符"), ("sign_round#1", "与留痕第")),
    ),
    "what was submitted reworded with its digest": (
        _raise_with_round,
        (("sign_off#1", "所签的不是本轮送审的内容"), ("payment#1", "现在的内容与签批的内容不一致")),
    ),
    "a step taken out of a route": (
        lambda forger, _: forger.do("DELETE FROM round_step WHERE round_id = 1 AND role = 'supervising_leader'"),
        (("sign_round#1", "没有分管领导核对环节（第十二条）"), ("sign_off#3", "不是流程中这一步的签批")),
    ),
    "signatures swapped": (
        _swap_signatures,
        (("sign_off#1", "的签名与所签内容不符"), ("sign_off#2", "的签名与所签内容不符")),
    ),
    "sign-offs copied to another request": (
        _copy_hands,
        (
            ("sign_off#27", "没有任何留痕"),
            ("sign_off#27", "与所签的文本不一致（document）"),
            ("sign_off#27", "所签的不是本轮送审的内容"),
            ("payment#3", "与留痕第"),
        ),
    ),
    "a public key replaced": (
        _own_key,
        (
            ("person_key#13", "签字密钥（人员 分管领导）（person_key 第 13 号）与留痕第"),
            ("sign_off#3", "的签名与所签内容不符"),
        ),
    ),
    "an audit line reworded": (
        lambda forger, _: forger.change("audit_line", 30, summary="改过"),
        (("audit_line#30", "的 summary 列与封存的正文不一致"),),
    ),
    "an audit line reworded in its sealed text": (
        lambda forger, _: forger.do("UPDATE audit_line SET body = replace(body, 'seq', 'seq ') WHERE id = 30"),
        (("audit_line#30", "的内容与其校验值不符"), ("audit_line#30", "的正文无法读出")),
    ),
    "an audit line reworded and the chain linked anew": (
        lambda forger, _: forger.rewrite(30, summary="改过"),
        (("audit_line#30", "的签名不是所列密钥签的"), ("audit_line#31", "的签名不是所列密钥签的")),
    ),
    "an audit line taken out": (
        lambda forger, _: forger.do("DELETE FROM audit_line WHERE id = 30"),
        (("audit_line#31", "之前缺少留痕：这里应是第 30 行"), ("audit_line#31", "没有接在上一行之后")),
    ),
    "an account number changed before payment": (
        lambda forger, _: forger.change("payee_account", 1, number="6666000011112222"),
        (("payee_account#1", "收款账户 6666000011112222"), ("payment#2", "现在的内容与签批的内容不一致")),
    ),
    "the author exchanged": (
        lambda forger, ledger: forger.change("payment", ledger.approved, author_id=3),
        (("payment#2", "填报人或最后修改人与送审时不同"),),
    ),
    "an attachment taken over by another request": (
        lambda forger, _: forger.change("attachment", 1, owner_id=77),
        (
            ("attachment#1", "附件 合同扫描件.pdf（attachment 第 1 号）与留痕第"),
            ("payment#1", "现在的内容与签批的内容不一致"),
        ),
    ),
    "a printed code exchanged": (
        lambda forger, _: forger.change("issued_form", 1, code=form_code("1" * 64, "2" * 64)),
        (("issued_form#1", "已出具表单 ZF-2026-0001（issued_form 第 1 号）的核验码与其内容不符"),),
    ),
    "a printed chain head exchanged": (
        lambda forger, _: forger.change("issued_form", 1, chain_head="2" * 64),
        (("issued_form#1", "上的留痕校验值不在账套的留痕中"), ("issued_form#1", "与登记它的那一行留痕不一致")),
    ),
}
"""What was done, and what must be said of which row."""


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_without_guards_is_found_and_named(spoiled: Signed, name: str) -> None:
    edit, expected = EDITS[name]
    with Forger(spoiled.path) as forger:
        edit(forger, spoiled)
    said = found(spoiled.path)
    for where, sentence in expected:
        assert sentence in said.get(where, ""), (where, said)
