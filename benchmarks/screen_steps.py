"""Who visits which screen: one function per person, in the order of the main job."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from fundapp.values.documents import FormKind

if TYPE_CHECKING:
    from benchmarks.screen_walk import Walk

P = TypeVar("P", bound=QWidget)

WINDOW, GRANTS = 2, 4
"""Projects of the sample year: one with contracts, one paid by list."""
CONTRACT, ALLOCATION = 15, 4
PAID, RETURNED, WAITING, APPROVED = 51, 52, 53, 50
"""Requests of the sample year."""
EVALUATED, DRAFT = 16, 17
"""Self-evaluations: one approved, and the one that is added to be measured."""
PAYEE = 3
APPLIED, MONITORED, PROBLEM, REVIEWED = 17, 13, 7, 2
"""Application, monitoring, rectification and term review of the sample."""


def _page(walk: Walk, kind: type[P]) -> P:
    shown = walk.page()
    if not isinstance(shown, kind):
        raise TypeError(f"{kind.__name__} did not open, but {type(shown).__name__}")
    return shown


def _dialog() -> QWidget:
    shown = QApplication.activeModalWidget()
    if shown is None:
        raise AssertionError("no dialog opened")
    return shown


def clerk(walk: Walk) -> None:
    """Projects, contracts, payees, payment requests."""
    walk.enter("经办人（数据）")
    walk.visit("项目列表", "projects")
    walk.visit("项目", "projects", WINDOW)
    _tabs(walk)
    walk.detail("新建项目", "projects", "new")
    walk.visit("合同列表", "contracts")
    walk.visit("合同", "contracts", ("contract", CONTRACT))
    walk.time("修改合同", lambda: _contract(walk))
    walk.detail("新建合同", "contracts", ("new_contract", WINDOW))
    walk.visit("收款单位列表", "payees")
    walk.visit("收款单位", "payees", PAYEE)
    walk.visit("用款申请列表", "payments")
    walk.visit("用款申请", "payments", PAID)
    walk.detail("新建用款申请（空）", "payments", "new")
    walk.detail("新建用款申请（按合同）", "payments", ("contract", CONTRACT))
    walk.time("修改用款申请", lambda: _request(walk))
    walk.time("用款申请：输入后的核对", lambda: _type_amount(walk))
    walk.detail("打印预览（已出具）", "payments", PAID)
    walk.time("打印预览", lambda: _paper(walk, PAID))
    walk.time("打印预览（草稿）", lambda: _paper(walk, RETURNED))
    walk.visit("绩效列表", "performance")
    walk.visit("绩效指标", "performance", ("indicators", WINDOW))
    walk.detail("绩效自评（填报）", "performance", DRAFT)
    walk.time("绩效自评：输入后的核对", lambda: _type_actual(walk))
    walk.time("打印预览（自评草稿）", lambda: _paper(walk, DRAFT, FormKind.EVALUATION))


def performance(walk: Walk) -> None:
    """The evaluation year around the self-evaluation."""
    walk.enter("经办人（数据）")
    for name, key, record in (
        ("年度申请", "applications", APPLIED),
        ("运行监控", "monitoring", MONITORED),
        ("整改", "rectifications", PROBLEM),
        ("期满评价", "term_reviews", REVIEWED),
    ):
        walk.visit(f"{name}列表", key)
        walk.visit(name, key, record)


def grants(walk: Walk) -> None:
    """The grants to eight towns, paid by list, and their self-evaluation."""
    walk.enter("经办人（服务）")
    walk.visit("补助分配清单", "contracts", ("allocation", ALLOCATION))
    walk.time("修改分配清单", lambda: _allocation(walk))
    walk.detail("新建分配清单", "contracts", ("new_allocation", GRANTS))
    walk.visit("绩效列表", "performance")
    walk.visit("绩效自评（已批）", "performance", EVALUATED)


def leader(walk: Walk) -> None:
    """What waits for a signature."""
    walk.enter("分管领导")
    walk.visit("签批台", "signing")
    walk.time("签批台：换到已签", lambda: _signed(walk))


def cashier(walk: Walk) -> None:
    """What is signed and not paid."""
    walk.enter("财务出纳")
    walk.visit("拨付登记", "disbursements")
    walk.time("登记拨付", lambda: _register(walk))
    _close(walk)
    walk.time("打印预览（待出具）", lambda: _paper(walk, APPROVED))


def administrator(walk: Walk) -> None:
    """People and backups."""
    walk.enter("管理员")
    walk.visit("人员与科室", "people")
    walk.time("新增人员", lambda: _person(walk))
    _close(walk)
    walk.visit("备份与校验", "backup")


def _tabs(walk: Walk) -> None:
    from fundapp.ui.projects.detail import ProjectDetail  # noqa: PLC0415 - loaded by the screen, as for everybody

    tabs = _page(walk, ProjectDetail).tabs

    def show(place: int) -> QWidget:
        tabs.setCurrentIndex(place)
        return tabs

    for place in range(1, tabs.count()):
        walk.time(f"项目：{tabs.tabText(place).partition(' ')[0]}", partial(show, place))
    tabs.setCurrentIndex(0)


def _contract(walk: Walk) -> QWidget:
    from fundapp.ui.contracts.editor import ContractEditor  # noqa: PLC0415

    walk.main.open(ContractEditor(walk.session, CONTRACT))
    return walk.page()


def _allocation(walk: Walk) -> QWidget:
    from fundapp.ui.contracts.allocation_editor import AllocationEditor  # noqa: PLC0415

    walk.main.open(AllocationEditor(walk.session, ALLOCATION))
    return walk.page()


def _request(walk: Walk) -> QWidget:
    from fundapp.ui.payments.editor import PaymentEditor  # noqa: PLC0415

    walk.main.open(PaymentEditor(walk.session, RETURNED))
    return walk.page()


def _type_amount(walk: Walk) -> QWidget:
    from fundapp.ui.payments.editor import PaymentEditor  # noqa: PLC0415

    page = _page(walk, PaymentEditor)
    page.form.field("本次金额").set_raw("12,345.67")
    page.live.now()
    return page.panel


def _type_actual(walk: Walk) -> QWidget:
    from fundapp.ui.performance.evaluation import EvaluationPage  # noqa: PLC0415

    page = _page(walk, EvaluationPage)
    page.table.rows[0].actual.set_raw("1")
    page.live.now()
    return page.frame.card


def _paper(walk: Walk, key: int, kind: FormKind = FormKind.PAYMENT_APPROVAL) -> QWidget:
    from fundapp.ui.paper.page import PaperPage  # noqa: PLC0415

    walk.main.open(PaperPage(walk.session, kind, key))
    return walk.page()


def _signed(walk: Walk) -> QWidget:
    from fundapp.ui.signing.desk import SigningDesk  # noqa: PLC0415

    desk = _page(walk, SigningDesk)
    desk.queue.list_chosen.emit("signed")
    return desk.panel


def _register(walk: Walk) -> QWidget:
    from fundapp.ui.disbursements.list import DisbursementPage  # noqa: PLC0415

    _page(walk, DisbursementPage).pay(APPROVED)
    return _dialog()


def _person(walk: Walk) -> QWidget:
    from fundapp.ui.people.page import PeoplePage  # noqa: PLC0415

    _page(walk, PeoplePage).add_person()
    return _dialog()


def _close(walk: Walk) -> None:
    _dialog().close()
    walk.settle()


STEPS = (clerk, performance, grants, leader, cashier, administrator)
