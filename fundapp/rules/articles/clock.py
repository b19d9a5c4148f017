"""Art. 18: before the regulation no rule holds, and a PC with a wrong clock must not make everything pass."""

from __future__ import annotations

import datetime as dt

from fundapp.rules.book import IN_FORCE, rule
from fundapp.rules.evaluation_case import EvaluationCase
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.dates import chinese_date

_EXPLANATION = "办理日期不能早于管理办法的施行日。早于该日的，多半是电脑的系统日期不对，其他各项都无从核对。"


@rule(
    PaymentCase,
    "18-1",
    article="第十八条",
    title="办理日期在办法施行之后",
    severity=Severity.BLOCK,
    explanation=_EXPLANATION,
    since=dt.date.min,
)
def payment_after_regulation(case: PaymentCase, _: Figures) -> Verdict | None:
    """The day of judging is one for which there are rules."""
    return _early(case.on)


@rule(
    EvaluationCase,
    "18-2",
    article="第十八条",
    title="自评日期在办法施行之后",
    severity=Severity.BLOCK,
    explanation=_EXPLANATION,
    since=dt.date.min,
)
def evaluation_after_regulation(case: EvaluationCase, _: Figures) -> Verdict | None:
    """The day of judging is one for which there are rules."""
    return _early(case.on)


def _early(on: dt.date) -> Verdict | None:
    if on >= IN_FORCE:
        return None
    return unmet(
        f"日期 {chinese_date(on)}早于管理办法的施行日 {chinese_date(IN_FORCE)}，无法核对。",
        remedy="请检查电脑的系统日期。",
        field="日期",
    )
