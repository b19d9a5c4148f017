"""The closed lists: what is stored as a code and chosen on screen by its Chinese word.

What an office may extend (categories, funding sources, classifications) is dated data, not here.
"""

from __future__ import annotations

from fundapp.values.labelled import Labelled


class MilestoneKind(Labelled):
    """What a payment node of a contract pays for."""

    ADVANCE = "advance", "预付款"
    PROGRESS = "progress", "进度款"
    FINAL = "final", "尾款"
    RETENTION = "retention", "质保金"
    GRANT = "grant", "补助"


class EvidenceKind(Labelled):
    """What shows that a payment condition is met (art. 12: actual progress)."""

    DELIVERY = "delivery", "到货（交付）确认"
    PROGRESS = "progress", "进度确认单"
    ASSESSMENT = "assessment", "考核表"
    ACCEPTANCE_INITIAL = "acceptance_initial", "初验报告"
    ACCEPTANCE_FINAL = "acceptance_final", "终验报告"
    RETENTION_RELEASE = "retention_release", "质保期满确认"
    ALLOCATION = "allocation", "分配文件"
    OTHER = "other", "其他"


class EvidenceResult(Labelled):
    """What an acceptance or assessment found."""

    PASSED = "passed", "合格"
    REPAIRED = "repaired", "整改后合格"
    FAILED = "failed", "不合格"


class PayeeKind(Labelled):
    """What kind of body is paid."""

    COMPANY = "company", "企业"
    INSTITUTION = "institution", "事业单位"
    TOWN = "town", "镇街道"
    PERSON = "person", "个人"


class FirmSize(Labelled):
    """The firm's size as declared when the contract was signed (保障中小企业款项支付条例 第三条)."""

    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"
    NONE = "none", "不适用"


class ContractKind(Labelled):
    """What is bought (政府采购法 第二条)."""

    GOODS = "goods", "货物"
    SERVICES = "services", "服务"
    WORKS = "works", "工程"


class ProcurementMethod(Labelled):
    """How the supplier was chosen: the statutory methods first, then the ways outside them."""

    OPEN_TENDER = "open_tender", "公开招标"
    INVITED_TENDER = "invited_tender", "邀请招标"
    COMPETITIVE_NEGOTIATION = "competitive_negotiation", "竞争性谈判"
    SINGLE_SOURCE = "single_source", "单一来源"
    INQUIRY = "inquiry", "询价"
    COMPETITIVE_CONSULTATION = "competitive_consultation", "竞争性磋商"
    FRAMEWORK = "framework", "框架协议"
    INNOVATION = "innovation", "合作创新采购"
    BELOW_LIMIT = "below_limit", "限额以下自行采购"
    ONLINE = "online", "网上超市（在线询价）"
    DIRECT = "direct", "直接委托"
    NOT_APPLICABLE = "not_applicable", "不适用（补助）"


class PaymentState(Labelled):
    """Where a payment request stands."""

    DRAFT = "draft", "草稿"
    IN_APPROVAL = "in_approval", "签批中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已签批"
    PAID = "paid", "已拨付"
    VOID = "void", "已作废"


class DocumentState(Labelled):
    """Where a signed document other than a payment request stands."""

    DRAFT = "draft", "草稿"
    IN_APPROVAL = "in_approval", "签批中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已定稿"
    VOID = "void", "已作废"


class ContractState(Labelled):
    """Where a contract or an allocation list stands."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "履行中"
    CLOSED = "closed", "已完结"
    VOID = "void", "已作废"


class ProjectState(Labelled):
    """Where a project stands."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "执行中"
    CLOSED = "closed", "已结束"


class ProjectStanding(Labelled):
    """Where a project stands as people see it: its state, and that a term review ended it (art. 16)."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "执行中"
    CANCELLED = "cancelled", "已取消"
    CLOSED = "closed", "已结束"


class AppropriationKind(Labelled):
    """What an appropriation document did to the year's budget."""

    INITIAL = "initial", "年初预算"
    ADDITION = "addition", "追加"
    CUT = "cut", "调减"
    CARRY_OVER = "carry_over", "上年结转"


class Decision(Labelled):
    """What a signer decided."""

    AGREE = "agree", "同意"
    RETURN = "return", "退回"


class AttachmentKind(Labelled):
    """What an attached file is."""

    CONTRACT = "contract", "合同"
    INVOICE = "invoice", "发票"
    ACCEPTANCE = "acceptance", "验收材料"
    ASSESSMENT = "assessment", "考核材料"
    BASIS = "basis", "依据文件"
    VOUCHER = "voucher", "付款凭证"
    ACCOUNT_LETTER = "account_letter", "账户变更函"
    SIGNED_PAPER = "signed_paper", "签字扫描件"
    RECTIFICATION = "rectification", "整改佐证"
    OTHER = "other", "其他"


class BasisKind(Labelled):
    """What a payment rests on (art. 12: contract or list)."""

    CONTRACT = "contract", "合同"
    ALLOCATION = "allocation", "分配清单"


class MonitoringKind(Labelled):
    """Why the performance of a year is monitored (arts. 5, 15; 财预〔2019〕136号)."""

    ROUND = "round", "集中监控"
    AD_HOC = "ad_hoc", "专项监控"


class Likelihood(Labelled):
    """How likely a target will be reached by the end of the year (财预〔2019〕136号)."""

    CERTAIN = "certain", "确定能"
    POSSIBLE = "possible", "有可能"
    IMPOSSIBLE = "impossible", "完全不可能"


class Cause(Labelled):
    """The five causes of a deviation (财预〔2019〕136号)."""

    FUNDING = "funding", "经费保障"
    RULES = "rules", "制度保障"
    STAFF = "staff", "人员保障"
    EQUIPMENT = "equipment", "硬件条件保障"
    OTHER = "other", "其他"


class ProblemSource(Labelled):
    """Where a problem that has to be rectified was found (arts. 13, 15)."""

    SELF_EVALUATION = "self_evaluation", "绩效自评"
    MONITORING = "monitoring", "运行监控"
    KEY_EVALUATION = "key_evaluation", "重点评价"
    INSPECTION = "inspection", "监督检查"
    AUDIT = "audit", "审计"


class ProblemType(Labelled):
    """What a problem that has to be rectified is about."""

    FUNDS = "funds", "资金管理"
    PROGRESS = "progress", "项目进度"
    GOALS = "goals", "绩效目标"
    PROCUREMENT = "procurement", "合同采购"
    RECORDS = "records", "资料档案"
    OTHER = "other", "其他"


class RectificationState(Labelled):
    """Where the rectification of a problem stands."""

    OPEN = "open", "整改中"
    REPORTED = "reported", "待确认"
    CLOSED = "closed", "已销号"
    VOID = "void", "已作废"


class RectificationStep(Labelled):
    """What was noted about a rectification."""

    PROGRESS = "progress", "进展"
    EXTENSION = "extension", "延期"
    HANDOVER = "handover", "更换责任人"
    REPORT = "report", "报告完成"
    REJECTION = "rejection", "退回整改"
    CONFIRMATION = "confirmation", "确认销号"


class Evaluator(Labelled):
    """Who made a key evaluation (重点评价; art. 16)."""

    STEERING_GROUP = "steering_group", "项目支出领导小组"
    FINANCE_BUREAU = "finance_bureau", "市财政局"


class Conclusion(Labelled):
    """What becomes of a project when its term ends (art. 16)."""

    KEEP = "keep", "保留"
    ADJUST = "adjust", "调整"
    CANCEL = "cancel", "取消"
