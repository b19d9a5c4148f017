"""What the office keeps. Importing the package maps all tables."""

from fundapp.models.application import Application, ApplicationShare
from fundapp.models.attachment import Attachment
from fundapp.models.audit import AuditLine
from fundapp.models.base import Base
from fundapp.models.contract import AllocationList, Amendment, Contract, ContractItem
from fundapp.models.disbursement import Disbursement
from fundapp.models.document import SignedDocument
from fundapp.models.evaluation import Evaluation, EvaluationScore, Indicator
from fundapp.models.indicator_template import IndicatorTemplate, IndicatorTemplateLine
from fundapp.models.issued_form import IssuedForm
from fundapp.models.key_evaluation import KeyEvaluation
from fundapp.models.ledger import LedgerInfo, NumberSeries
from fundapp.models.milestone import Evidence, Milestone
from fundapp.models.monitoring import Monitoring, MonitoringLine
from fundapp.models.payee import Payee, PayeeAccount
from fundapp.models.payment import CautionReason, Invoice, Payment, PaymentShare
from fundapp.models.person import Person, PersonCharge, PersonKey, PersonRole
from fundapp.models.project import Appropriation, Project, ProjectYear
from fundapp.models.rectification import Rectification, RectificationNote
from fundapp.models.signoff import RoundStep, SignOff, SignRound
from fundapp.models.term_review import TermReview, TermReviewLine
from fundapp.models.unit import Division, Unit
from fundapp.models.witnessing import Witnessing

__all__ = [
    "AllocationList",
    "Amendment",
    "Application",
    "ApplicationShare",
    "Appropriation",
    "Attachment",
    "AuditLine",
    "Base",
    "CautionReason",
    "Contract",
    "ContractItem",
    "Disbursement",
    "Division",
    "Evaluation",
    "EvaluationScore",
    "Evidence",
    "Indicator",
    "IndicatorTemplate",
    "IndicatorTemplateLine",
    "Invoice",
    "IssuedForm",
    "KeyEvaluation",
    "LedgerInfo",
    "Milestone",
    "Monitoring",
    "MonitoringLine",
    "NumberSeries",
    "Payee",
    "PayeeAccount",
    "Payment",
    "PaymentShare",
    "Person",
    "PersonCharge",
    "PersonKey",
    "PersonRole",
    "Project",
    "ProjectYear",
    "Rectification",
    "RectificationNote",
    "RoundStep",
    "SignOff",
    "SignRound",
    "SignedDocument",
    "TermReview",
    "TermReviewLine",
    "Unit",
    "Witnessing",
]
