"""项目资金支付审批表: the form on which money is asked for, checked and signed (arts. 6, 12, 14).

Rows are the union of the rows of real payment forms. A grant by allocation list uses the same
form with the list's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.amount_in_words import in_words
from fundapp.values.dates import chinese_date
from fundapp.values.money import Fen, percent, yuan

TITLE = "项目资金支付审批表"
_EDGES = (0.0, 76.0, 158.0, 238.0, 314.0, 395.0, TABLE_WIDTH)
_SOURCE_EDGES = (0.0, 76.0, 158.0, 262.0, 328.0, 408.0, TABLE_WIDTH)


@dataclass(frozen=True, slots=True)
class SourceBlank:
    """What one funding source pays (art. 6).

    Args:
        source: 本级财政管理资金, 单位资金 or 上级转移支付资金.
        document: document number of the appropriation (指标文号).
        functional_class: 功能科目, code and name; may be empty.
        economic_class: 经济分类, code and name; may be empty.
        amount: its share in 分.
    """

    source: str
    document: str
    functional_class: str
    economic_class: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class InvoiceBlank:
    """An invoice or receipt: its number as printed on it (code and number, or the 20 digits), and its sum in 分."""

    number: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class CautionBlank:
    """A caution that stood when the request was submitted.

    Args:
        rule: article or number of the rule, such as 第十二条; may be empty.
        text: what was found, in words of the rule.
        reason: why the clerk went on; printed as 说明.
    """

    rule: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundBlank:
    """An earlier round that no longer counts: its number, how it ended (已退回, 已失效 …) and the opinion or cause."""

    number: int
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class DisbursementBlank:
    """The money went out: day, voucher number, bank reference, and who registered it."""

    paid_on: date
    voucher: str
    bank_reference: str
    registered_by: str = ""


@dataclass(frozen=True, slots=True)
class PaymentApprovalBlanks:
    """Everything the form says; empty texts and None print an empty cell. Amounts are 分, progress is basis points.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        division: 申请科室.
        clerk: 经办人.
        dated: 申请日期.
        project_name: 项目名称.
        project_code: 项目代码 (21 characters) or the office's own code.
        by_list: True for a grant by allocation list, which changes the words of the next nine rows.
        basis_name: name of the contract or list.
        basis_number: number of the contract, or document number of the list.
        basis_signed: day of signing, or of the list's issue.
        term_from, term_to: the contract's or list's term.
        payee, bank, account: 收款单位全称, 开户银行, 账号 (digits; printed in groups of four).
        basis_value: contract value with amendments in force, or the payee's line of the list.
        budget: the project's budget of the year.
        budget_executed: paid from it so far, without this payment.
        paid_before: paid on this contract or list line so far, without this payment.
        unpaid: value less `paid_before`, before this payment.
        instalments: how many payments were agreed; `instalment`: which one this is; `milestone`: its name.
        amount: this payment.
        agreed_progress_bp, actual_progress_bp: 约定进度, 实际进度; None when the basis names none.
        reason: 付款原因 with the clause it rests on.
        reduction_reason: why less than the milestone is paid; empty when it is paid in full.
        method: 付款方式.
        invoices: 票据.
        warranty: 质保（保修）期限; empty when there is none.
        attachments: names of the attachments, in order.
        sources: who pays how much; at least one, adding up to `amount`.
        cautions: what the form must say besides.
        signs: the route of the present round, in order.
        rounds: earlier rounds, oldest first.
        disbursement: None until the money went out.
        remark: 备注.
    """

    imprint: Imprint
    division: str
    clerk: str
    dated: date
    project_name: str
    project_code: str
    basis_name: str
    basis_number: str
    payee: str
    bank: str
    account: str
    basis_value: Fen
    budget: Fen
    budget_executed: Fen
    paid_before: Fen
    unpaid: Fen
    instalments: int
    instalment: int
    milestone: str
    amount: Fen
    reason: str
    sources: tuple[SourceBlank, ...]
    signs: tuple[SignOffBlank, ...]
    by_list: bool = False
    basis_signed: date | None = None
    term_from: date | None = None
    term_to: date | None = None
    agreed_progress_bp: int | None = None
    actual_progress_bp: int | None = None
    reduction_reason: str = ""
    method: str = ""
    invoices: tuple[InvoiceBlank, ...] = ()
    warranty: str = ""
    attachments: tuple[str, ...] = ()
    cautions: tuple[CautionBlank, ...] = ()
    rounds: tuple[RoundBlank, ...] = ()
    disbursement: DisbursementBlank | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The rows' names, which differ between a contract and an allocation list."""

    name: str
    number: str
    signed: str
    term: str
    value: str


_CONTRACT = _Words("合同名称", "合同编号", "合同签订日期", "合同期限", "合同金额")
_LIST = _Words("分配清单名称", "清单文号", "清单下达日期", "执行期限", "清单分配金额")


def draw(blanks: PaymentApprovalBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: PaymentApprovalBlanks) -> Layout:
    """Say what stands where on the form.

    Raises:
        Refused: a character that no face draws.
    """
    heading = Heading(TITLE, left=f"单位：{blanks.imprint.office}", right="金额单位：元")
    blocks = [
        Block(_EDGES, (*_head_rows(blanks), *_basis_rows(blanks), *_money_rows(blanks))),
        _sources(blanks),
        Block(_EDGES, _note_rows(blanks)),
        Block(_EDGES, signoff_rows(blanks.signs, Halves(0, 1, 3, 4, 6)), keep=True),
        Block(_EDGES, _tail_rows(blanks)),
    ]
    return compose(heading, blocks, blanks.imprint)


def _pair(left: str, left_value: str, right: str, right_value: str) -> Row:
    return Row((label(0, left), value(1, left_value, span=2), label(3, right), value(4, right_value, span=2)))


def _triple(*pairs: tuple[str, str]) -> Row:
    cells: list[Cell] = []
    for index, (name, text) in enumerate(pairs):
        cells += [label(2 * index, name), figure(2 * index + 1, text, align="center")]
    return Row(tuple(cells))


def _wide(name: str, *texts: str) -> Row:
    return Row((label(0, name), Cell(1, tuple(Text(text) for text in texts), span=5)))


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _head_rows(blanks: PaymentApprovalBlanks) -> tuple[Row, ...]:
    return (
        _triple(("申请科室", blanks.division), ("经办人", blanks.clerk), ("申请日期", chinese_date(blanks.dated))),
        _wide("项目名称", blanks.project_name),
        _pair("项目代码", blanks.project_code, "付款节点", blanks.milestone),
    )


def _basis_rows(blanks: PaymentApprovalBlanks) -> tuple[Row, ...]:
    words = _LIST if blanks.by_list else _CONTRACT
    ends = (_day(blanks.term_from), _day(blanks.term_to))
    return (
        _wide(words.name, blanks.basis_name),
        _pair(words.number, blanks.basis_number, words.signed, _day(blanks.basis_signed)),
        _pair(words.term, "至".join(ends) if any(ends) else "", "质保（保修）期", blanks.warranty or "无"),
        _wide("收款单位全称", blanks.payee),
        _pair("开户银行", blanks.bank, "账　　号", _grouped(blanks.account)),
        _pair(words.value, f"¥{yuan(blanks.basis_value)}", "大　　写", f"人民币{in_words(blanks.basis_value)}"),
    )


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _money_rows(blanks: PaymentApprovalBlanks) -> tuple[Row, ...]:
    return (
        _pair("本年预算金额", yuan(blanks.budget), "预算累计执行", yuan(blanks.budget_executed)),
        _pair("此前累计已付", yuan(blanks.paid_before), "此前未付余额", yuan(blanks.unpaid)),
        _triple(
            ("约定付款次数", f"共 {blanks.instalments} 次"),
            ("本次第几次", f"第 {blanks.instalment} 次"),
            ("付款方式", blanks.method),
        ),
        Row(
            (
                label(0, "本次支付金额", font="bold"),
                figure(1, f"¥{yuan(blanks.amount)}", span=2, font="bold", size=11.5, align="left"),
                label(3, "大　　写", font="bold"),
                value(4, f"人民币{in_words(blanks.amount)}", span=2, font="bold"),
            ),
            min_height=25,
        ),
        _triple(
            ("约定进度", _percent(blanks.agreed_progress_bp, "未约定")),
            ("实际进度", _percent(blanks.actual_progress_bp, "—")),
            ("进度差", _difference(blanks.agreed_progress_bp, blanks.actual_progress_bp)),
        ),
    )


def _percent(basis_points: int | None, none: str) -> str:
    return none if basis_points is None else percent(basis_points)


def _difference(agreed: int | None, actual: int | None) -> str:
    """Actual less agreed progress in percentage points, with its sign."""
    if agreed is None or actual is None:
        return "—"
    sign = "+" if actual > agreed else ""
    return f"{sign}{percent(actual - agreed)[:-1]} 个百分点" if actual != agreed else "无"


def _sources(blanks: PaymentApprovalBlanks) -> Block:
    names = ("资金来源", "指标文号", "功能科目", "经济分类", "金额（元）")
    total = len(blanks.sources) > 1
    count = 1 + len(blanks.sources) + total
    rows = [Row((label(0, "资金来源", rows=count), *(label(1 + index, name) for index, name in enumerate(names))))]
    for source in blanks.sources:
        classes = [text.replace(" ", "\n", 1) for text in (source.functional_class, source.economic_class)]
        texts = (source.source, source.document, *classes)
        cells = [value(1 + index, text, size=9.0) for index, text in enumerate(texts)]
        rows.append(Row((*cells, figure(5, yuan(source.amount)))))
    if total:
        summed = sum(source.amount for source in blanks.sources)
        rows.append(Row((label(1, "合　　计", span=4), figure(5, yuan(summed), font="bold"))))
    return Block(_SOURCE_EDGES, tuple(rows), heads=1)


def _note_rows(blanks: PaymentApprovalBlanks) -> tuple[Row, ...]:
    reasons = [blanks.reason]
    reasons += [f"少于节点金额的说明：{blanks.reduction_reason}"] if blanks.reduction_reason else []
    invoices = [f"{invoice.number}（{yuan(invoice.amount)} 元）" for invoice in blanks.invoices]
    rows = [
        _wide("付款原因\n（依据条款）", *reasons),
        _wide("票据号码", "；".join(invoices) or "无"),
        _wide("附　　件", _listed(blanks.attachments)),
    ]
    if blanks.cautions:
        rows.append(_wide("提示事项\n及说明", *_cautions(blanks.cautions)))
    if blanks.remark:
        rows.append(_wide("备　　注", blanks.remark))
    return tuple(rows)


def _listed(names: tuple[str, ...]) -> str:
    if not names:
        return "无"
    return f"共 {len(names)} 件：" + "；".join(f"{index}. {name}" for index, name in enumerate(names, 1))


def _cautions(cautions: tuple[CautionBlank, ...]) -> list[str]:
    lines = []
    for index, caution in enumerate(cautions, 1):
        rule = f"〔{caution.rule}〕" if caution.rule else ""
        lines.append(f"{index}. {rule}{caution.text}　说明：{caution.reason or '（未填写）'}")
    return lines


def _tail_rows(blanks: PaymentApprovalBlanks) -> tuple[Row, ...]:
    rows: list[Row] = []
    if blanks.rounds:
        lines = [f"第{item.number}轮 {item.outcome}：{item.detail}" for item in blanks.rounds]
        rows.append(_wide("历次签批", *lines))
    paid = blanks.disbursement
    if paid:
        when = f"拨付日期 {chinese_date(paid.paid_on)}　记账凭证 {paid.voucher}"
        who = f"　登记人 {paid.registered_by}" if paid.registered_by else ""
        rows.append(_wide("拨付登记", when, f"银行流水 {paid.bank_reference}{who}"))
    return tuple(rows)
