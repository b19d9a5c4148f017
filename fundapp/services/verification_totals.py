"""The sums again from the rows: paid within contract, list, milestone and appropriation, and every payment in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from fundapp.rules.access import MAY
from fundapp.services.verification_chain import Act, Chain
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import Row, Source
from fundapp.values.money import yuan

_PAID = """
    FROM disbursement JOIN payment ON payment.id = disbursement.payment_id
    JOIN milestone ON milestone.id = payment.milestone_id
"""

_OVER_CONTRACT = f"""
    SELECT contract.id, contract.number AS name, paid.total AS paid,
        contract.amount + coalesce((SELECT sum(amount) FROM amendment WHERE contract_id = contract.id), 0) AS allowed
    FROM contract JOIN (SELECT contract_id, sum(disbursement.amount) AS total {_PAID} GROUP BY contract_id) AS paid
        ON paid.contract_id = contract.id
    WHERE paid.total > allowed ORDER BY contract.id
"""  # noqa: S608
_OVER_LIST = f"""
    SELECT allocation_list.id, number AS name, paid.total AS paid, amount AS allowed
    FROM allocation_list
    JOIN (SELECT allocation_id, sum(disbursement.amount) AS total {_PAID} GROUP BY allocation_id) AS paid
        ON paid.allocation_id = allocation_list.id
    WHERE paid.total > amount ORDER BY allocation_list.id
"""  # noqa: S608
_OVER_MILESTONE = f"""
    SELECT milestone.id, milestone.name, sum(disbursement.amount) AS paid, milestone.amount AS allowed {_PAID}
    GROUP BY milestone.id HAVING sum(disbursement.amount) > milestone.amount ORDER BY milestone.id
"""
_OVER_SOURCE = """
    SELECT paid.project_id AS id, project.number || ' ' || paid.year || ' 年度 ' || paid.source AS name,
        paid.total AS paid,
        coalesce((
            SELECT sum(appropriation.amount) FROM appropriation
            JOIN project_year ON project_year.id = appropriation.project_year_id
            WHERE project_year.project_id = paid.project_id AND project_year.year = paid.year
            AND appropriation.source = paid.source
        ), 0) AS allowed
    FROM (
        SELECT payment.project_id, payment.year, share.source, sum(share.amount) AS total
        FROM disbursement JOIN payment ON payment.id = disbursement.payment_id
        JOIN payment_share AS share ON share.payment_id = payment.id
        GROUP BY payment.project_id, payment.year, share.source
    ) AS paid JOIN project ON project.id = paid.project_id
    WHERE paid.total > allowed ORDER BY paid.project_id, paid.year, paid.source
"""
_LIMITS = (
    ("contract", "份", "合同", "合同金额（含补充协议）", _OVER_CONTRACT),
    ("allocation_list", "份", "分配清单", "清单总额", _OVER_LIST),
    ("milestone", "个", "付款节点", "节点金额", _OVER_MILESTONE),
    ("project", "个", "项目", "预算指标", _OVER_SOURCE),
)

_DISBURSEMENTS = """
    SELECT disbursement.*, payment.number, payment.state, payment.round AS current, payment.amount AS requested,
        payment.author_id, payment.last_editor_id, payment.year, sign_round.id AS round_id, sign_round.outcome,
        coalesce((SELECT sum(amount) FROM payment_share WHERE payment_id = payment.id), 0) AS shared
    FROM disbursement JOIN payment ON payment.id = disbursement.payment_id
    LEFT JOIN sign_round ON sign_round.subject_kind = 'payment' AND sign_round.subject_id = payment.id
        AND sign_round.number = disbursement.round
    ORDER BY disbursement.id
"""


def check_totals(source: Source, chain: Chain, findings: Findings) -> None:
    """Sums within their limits; every disbursement of a request with every hand, by somebody apart."""
    try:
        _check_limits(source, findings)
        _check_disbursements(source, chain, findings)
    except sqlite3.OperationalError as error:
        if "overflow" not in str(error):
            raise
        findings.fault("totals", "有金额大得无法合计，不是本程序写成的。")


def _check_limits(source: Source, findings: Findings) -> None:
    for table, measure, label, limit, statement in _LIMITS:
        findings.count(f"{measure}{label}", source.size(table))
        for row in source.rows(statement):
            findings.fault(
                f"{table}#{row['id']}",
                f"{label} {row['name']} 已拨付 {yuan(row['paid'])} 元，超过{limit} {yuan(int(row['allowed']))} 元。",
            )


def _check_disbursements(source: Source, chain: Chain, findings: Findings) -> None:
    total = source.size("disbursement")
    findings.count("笔拨付", 0)
    for row in source.rows(_DISBURSEMENTS):
        findings.count("笔拨付")
        findings.watch.now_and_then(findings.kind, findings.counts["笔拨付"], total)
        for sentence in (*_disbursement_faults(row), *_hand_faults(source, row, chain.act("disbursement", row["id"]))):
            findings.fault(
                f"disbursement#{row['id']}",
                f"用款申请 {row['number']} 的拨付（disbursement 第 {row['id']} 号）{sentence}",
            )
    unpaid = """
        SELECT * FROM payment WHERE state = 'paid' AND id NOT IN (SELECT payment_id FROM disbursement) ORDER BY id
    """
    for row in source.rows(unpaid):
        findings.fault(
            f"payment#{row['id']}",
            f"{source.called('payment', row)}（payment 第 {row['id']} 号）标为已拨付，却没有拨付记录。",
        )


def _disbursement_faults(row: Row) -> Iterator[str]:
    if row["state"] != "paid":
        yield "对应的用款申请不是已拨付状态。"
    if row["outcome"] != "complete" or row["round"] != row["current"]:
        yield "没有对应的、已签齐的本轮签批。"
    if row["amount"] != row["requested"]:
        yield f"金额 {yuan(row['amount'])} 元与申请的 {yuan(row['requested'])} 元不同。"
    if row["shared"] != row["requested"]:
        yield f"的资金来源合计 {yuan(row['shared'])} 元与申请的 {yuan(row['requested'])} 元不同。"
    if not row["voucher"].strip():
        yield "没有凭证号。"
    if row["paid_on"][:4] != str(row["year"]):
        yield f"的日期 {row['paid_on']} 不在 {row['year']} 年度内。"


def _hand_faults(source: Source, row: Row, act: Act | None) -> Iterator[str]:
    cashier = row["registered_by_id"]
    signers = {hand["person_id"] for hand in source.rows("SELECT * FROM sign_off WHERE round_id IS ?", row["round_id"])}
    if cashier in (row["author_id"], row["last_editor_id"]):
        yield "由填报人或最后修改人本人登记。"
    if cashier in signers:
        yield "由签批人本人登记。"
    if act is None:
        return  # the rows say so already
    if act.person != cashier or act.at != row["registered_at"]:
        yield f"的登记人或时间与留痕第 {act.seq} 行不一致。"
    if not act.roles & MAY["disbursements.register"]:
        yield "的登记人当时不是财务。"
