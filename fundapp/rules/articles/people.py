"""Arts. 11 and 15: the project was approved, and every hand on a request belongs to another person."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase


@rule(
    PaymentCase,
    "15-1",
    article="第十五条",
    title="项目已立项并在执行中",
    severity=Severity.BLOCK,
    explanation="项目须经立项审批并确认，未确认或已结束的项目不能付款。",
)
def project_in_force(case: PaymentCase, _: Figures) -> Verdict | None:
    """The project is chosen, confirmed and not closed."""
    if not case.project_name:
        return unmet("尚未选择项目。", remedy="请选择项目。", field="项目")
    if not case.project_in_force:
        return unmet(
            f"项目“{case.project_name}”未确认立项，或已结束。",
            remedy="请先由科室负责人确认立项。",
            field="项目",
        )
    return met(f"项目“{case.project_name}”执行中。")


@rule(
    PaymentCase,
    "15-2",
    article="第十一条、第十五条",
    title="经办、签批与拨付人员分离",
    severity=Severity.BLOCK,
    explanation="填报、各环节签批与登记拨付须由不同的人办理（财会〔2012〕21号）；每个环节都要有人可以办理才能送审。",
)
def hands_are_distinct(case: PaymentCase, _: Figures) -> Verdict | None:
    """Every step of the route, and the disbursement, has somebody free to take it."""
    if case.unstaffed_steps:
        return unmet(
            f"以下环节除填报人和其他环节签批人外没有可以办理的人：{'、'.join(case.unstaffed_steps)}。",
            remedy="请换人填报，或请管理员为该环节设置人员。",
            field="签批流程",
        )
    return met("经办与签批人员分离。")
