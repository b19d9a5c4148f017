"""Documents: which records sign-offs, attachments and forms belong to, and how a round of sign-offs ends."""

from __future__ import annotations

from enum import StrEnum


class SubjectKind(StrEnum):
    """A kind of record that an audit line, attachment, round or form can belong to."""

    LEDGER = "ledger"
    UNIT = "unit"
    PERSON = "person"
    PAYEE = "payee"
    PROJECT = "project"
    CONTRACT = "contract"
    ALLOCATION = "allocation"
    EVIDENCE = "evidence"
    PAYMENT = "payment"
    DISBURSEMENT = "disbursement"
    EVALUATION = "evaluation"
    APPLICATION = "application"
    MONITORING = "monitoring"
    RECTIFICATION = "rectification"
    KEY_EVALUATION = "key_evaluation"
    TERM_REVIEW = "term_review"
    INDICATOR_TEMPLATE = "indicator_template"

    @property
    def label(self) -> str:
        """The office's word."""
        return _SUBJECTS[self]


_SUBJECTS = {
    SubjectKind.LEDGER: "账套",
    SubjectKind.UNIT: "单位科室",
    SubjectKind.PERSON: "人员",
    SubjectKind.PAYEE: "收款单位",
    SubjectKind.PROJECT: "项目",
    SubjectKind.CONTRACT: "合同",
    SubjectKind.ALLOCATION: "分配清单",
    SubjectKind.EVIDENCE: "佐证",
    SubjectKind.PAYMENT: "用款申请",
    SubjectKind.DISBURSEMENT: "拨付",
    SubjectKind.EVALUATION: "绩效自评",
    SubjectKind.APPLICATION: "年度申请",
    SubjectKind.MONITORING: "运行监控",
    SubjectKind.RECTIFICATION: "整改",
    SubjectKind.KEY_EVALUATION: "重点评价",
    SubjectKind.TERM_REVIEW: "期满评价",
    SubjectKind.INDICATOR_TEMPLATE: "指标模板",
}


class RoundOutcome(StrEnum):
    """How a round of sign-offs stands."""

    OPEN = "open"
    COMPLETE = "complete"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"

    @property
    def label(self) -> str:
        """The office's word."""
        return _OUTCOMES[self]


_OUTCOMES = {
    RoundOutcome.OPEN: "签批中",
    RoundOutcome.COMPLETE: "已签齐",
    RoundOutcome.RETURNED: "已退回",
    RoundOutcome.WITHDRAWN: "已撤回",
    RoundOutcome.VOIDED: "已失效",
}


class FormKind(StrEnum):
    """A printed form."""

    PAYMENT_APPROVAL = "payment_approval"
    EVALUATION = "evaluation"
    KEY_CARD = "key_card"
    APPLICATION = "application"
    MONITORING = "monitoring"
    RECTIFICATION = "rectification"
    RECTIFICATION_LIST = "rectification_list"
    TERM_REVIEW = "term_review"

    @property
    def label(self) -> str:
        """The form's title."""
        return _FORMS[self]


_FORMS = {
    FormKind.PAYMENT_APPROVAL: "项目资金支付审批表",
    FormKind.EVALUATION: "项目支出绩效自评表",
    FormKind.KEY_CARD: "密钥登记卡",
    FormKind.APPLICATION: "项目支出绩效目标申报表",
    FormKind.MONITORING: "项目支出绩效运行监控表",
    FormKind.RECTIFICATION: "整改通知及反馈表",
    FormKind.RECTIFICATION_LIST: "整改台账",
    FormKind.TERM_REVIEW: "项目期满评价表",
}
