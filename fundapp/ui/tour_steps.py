"""The steps of the tour: one function per person at work, in the order of the main job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from fundapp.sample.hands import STROKES
from fundapp.sample.office import PASSWORD
from fundapp.ui.backup.page import BackupPage
from fundapp.ui.contracts.detail import BasisDetail
from fundapp.ui.disbursements.list import DisbursementPage
from fundapp.ui.people.page import PeoplePage
from fundapp.ui.performance.list import PerformanceList
from fundapp.ui.projects.detail import ProjectDetail
from fundapp.ui.screen import Page
from fundapp.ui.signing.desk import SigningDesk

if TYPE_CHECKING:
    from fundapp.ui.tour import Tour

P = TypeVar("P", bound=Page)

CLOUD, WINDOW, GRANTS = 1, 2, 4
"""Projects of the sample year."""
WAITING, RETURNED, UNPAID, PAID = 53, 52, 50, 44
"""Requests of the sample year: waits for the leader, returned, signed but not paid, paid."""
WINDOW_CONTRACT, GRANT_LIST, EVALUATED, KEY_EVALUATED = 15, 4, 16, 13
APPLIED, POOR, MONITORED, DOUBTFUL, ADJUSTED, CANCELLED = 17, 15, 13, 10, 2, 5
OVERDUE, REPORTED, CLOSED = 7, 8, 1
"""Other records of the sample: contract, list, self-evaluations, applications (the second after a poor year),
monitorings (the second without hope), term reviews, rectifications."""


def _page(tour: Tour, kind: type[P]) -> P:
    shown = tour.main.page()
    if not isinstance(shown, kind):
        raise TypeError(f"{kind.__name__} did not open, but {type(shown).__name__}")
    return shown


def login(tour: Tour) -> None:
    """The login card, and a wrong password."""
    window = tour.program.window
    tour.picture("登录", window)
    for _ in range(3):
        tour.program.log_in(tour.people["领导小组成员（一）"], "not the password")
    tour.picture("登录 密码不正确", window)


def clerk(tour: Tour) -> None:
    """The clerk looks at projects and contracts and writes a request."""
    tour.log_in("经办人（数据）")
    tour.picture("工作台 经办人")
    tour.go("projects")
    tour.picture("项目列表")
    tour.go("projects", CLOUD)
    detail = _page(tour, ProjectDetail)
    for place in range(detail.tabs.count()):
        detail.tabs.setCurrentIndex(place)
        tour.picture(f"项目 {detail.tabs.tabText(place)}")
    tour.go("projects", "new")
    tour.picture("新建项目")
    tour.go("contracts")
    tour.picture("合同列表")
    tour.go("contracts", ("contract", WINDOW_CONTRACT))
    tour.picture("合同")
    tour.press("登记佐证…")
    tour.dialog("登记佐证")
    tour.press("补充协议…")
    tour.dialog("补充协议")
    contract = _page(tour, BasisDetail)
    for place in range(1, contract.tabs.count()):
        contract.tabs.setCurrentIndex(place)
        tour.picture(f"合同 {contract.tabs.tabText(place)}")
    tour.go("contracts", ("new_contract", WINDOW))
    tour.picture("新建合同")
    tour.go("contracts", ("new_allocation", WINDOW))
    tour.picture("新建分配清单")
    tour.go("payees")
    tour.picture("收款单位列表")
    tour.go("payees", 1)
    tour.picture("收款单位")
    tour.press("变更账户…")
    tour.dialog("变更账户")
    tour.go("payments")
    tour.picture("用款申请列表")
    tour.go("payments", ("contract", WINDOW_CONTRACT))
    tour.picture("新建用款申请")
    tour.go("payments", RETURNED)
    tour.picture("用款申请 已退回")
    tour.press("预览表单")
    tour.picture("表单预览 支付审批表")
    tour.main.sidebar.password_wanted.emit()
    tour.dialog("修改密码")


def evaluation(tour: Tour) -> None:
    """The clerk writes indicators, and begins the self-evaluation of a year."""
    tour.go("performance")
    listed = _page(tour, PerformanceList)
    listed.tabs.setCurrentIndex(1)
    tour.picture("绩效 尚未自评")
    tour.go("performance", ("indicators", CLOUD))
    tour.picture("绩效指标")
    tour.go("performance")
    listed.begin(next(row for row in listed.missing.rows() if row.project_id == CLOUD))
    tour.settle()
    tour.picture("绩效自评 填报")


def grants(tour: Tour) -> None:
    """The grants to eight towns, paid by list."""
    tour.log_in("经办人（服务）")
    tour.go("contracts", ("allocation", GRANT_LIST))
    tour.picture("补助分配清单")
    tour.go("performance")
    tour.picture("绩效自评列表")
    tour.go("performance", EVALUATED)
    tour.picture("绩效自评 已定稿")
    tour.press("打印…")
    tour.picture("正式表单 绩效自评表")


def performance(tour: Tour) -> None:
    """The evaluation year around the self-evaluation: application, monitoring, rectification, review."""
    tour.log_in("经办人（数据）")
    tour.go("applications")
    tour.picture("年度申请列表")
    tour.go("applications", APPLIED)
    tour.picture("年度申请")
    tour.go("monitoring")
    tour.picture("运行监控列表")
    tour.go("monitoring", MONITORED)
    tour.picture("运行监控")
    tour.go("performance", KEY_EVALUATED - 1)
    tour.picture("绩效自评 上年度")
    tour.go("rectifications")
    tour.picture("整改台账")
    tour.go("rectifications", OVERDUE)
    tour.picture("整改 逾期")
    tour.go("rectifications", CLOSED)
    tour.picture("整改 已销号")
    tour.go("term_reviews")
    tour.picture("期满评价列表")
    tour.go("term_reviews", ADJUSTED)
    tour.picture("期满评价 调整")
    tour.log_in("经办人（服务）")
    tour.go("applications", POOR)
    tour.picture("年度申请 上年度较差")
    tour.go("monitoring", DOUBTFUL)
    tour.picture("运行监控 不能完成")
    tour.go("term_reviews", CANCELLED)
    tour.picture("期满评价 取消")
    tour.log_in("财务审核")
    tour.go("performance", KEY_EVALUATED)
    tour.picture("绩效自评与重点评价")
    tour.go("templates")
    tour.picture("指标模板列表")
    tour.go("templates", 1)
    tour.picture("指标模板")
    tour.log_in("科室负责人（数据）")
    tour.go("rectifications", REPORTED)
    tour.picture("整改 待确认")


def leaders(tour: Tour) -> None:
    """The supervising leader checks and signs, then the principal leader."""
    tour.log_in("分管领导")
    tour.picture("工作台 分管领导")
    tour.go("signing")
    tour.picture("签批台 未核对")
    for name in ("分管领导", "主要领导"):
        if name != "分管领导":
            tour.log_in(name)
            tour.go("signing")
        desk = _page(tour, SigningDesk)
        desk.panel.tick_all()
        tour.settle()
        tour.picture(f"签批台 {name}")
        desk.sign()
        if desk.dialog is None:
            raise AssertionError(desk.panel.barred())
        desk.dialog.pad.sheet.strokes += [[(x, y) for x, y in stroke] for stroke in STROKES]
        desk.dialog.pad.sheet.written.emit()
        tour.picture(f"签字 {name}", desk.dialog)
        desk.dialog.password.line.setText(PASSWORD)
        desk.dialog.ask()
        tour.picture(f"签批台 {name}已签")


def cashier(tour: Tour) -> None:
    """The cashier registers what the leaders have signed, and prints."""
    tour.log_in("财务出纳")
    tour.go("disbursements")
    tour.picture("待拨付")
    page = _page(tour, DisbursementPage)
    page.pay(WAITING)
    tour.dialog("登记拨付")
    page.tabs.setCurrentIndex(1)
    tour.picture("拨付登记簿")
    tour.go("payments", PAID)
    tour.picture("用款申请 已拨付")
    tour.press("打印…")
    tour.picture("正式表单 支付审批表")
    tour.go("projects", CLOUD)
    _page(tour, ProjectDetail).tabs.setCurrentIndex(1)
    tour.settle()  # a tab is filled when it is looked at
    tour.press("登记指标…")
    tour.dialog("登记预算指标")


def administrator(tour: Tour) -> None:
    """People, divisions, backups, verification."""
    tour.log_in("管理员")
    tour.go("people")
    tour.picture("人员与科室")
    people = _page(tour, PeoplePage)
    people.add_person()
    tour.dialog("新增人员")
    people.table.select(tour.people["分管领导"])
    people.reset_key()
    tour.dialog("重置密码")
    people.tabs.setCurrentIndex(1)
    tour.picture("单位与科室")
    people.add_division()
    tour.dialog("新增科室")
    people.tabs.setCurrentIndex(0)
    people.show_card()
    tour.picture("密钥登记卡")
    tour.go("backup")
    _page(tour, BackupPage).back_up(None)
    _page(tour, BackupPage).verify()
    tour.picture("备份与校验")


STEPS: tuple[Callable[[Tour], None], ...] = (
    login,
    clerk,
    evaluation,
    grants,
    performance,
    leaders,
    cashier,
    administrator,
)
