"""What is set up before money moves: payees, projects of the four categories, budgets, contracts and the grant list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from fundapp.sample.files import paper
from fundapp.sample.money import day
from fundapp.sample.office import DATA_CENTRE, SERVICE_DIVISION, SMART_DIVISION, SampleOffice
from fundapp.services import allocations, contracts, milestones, payees, projects
from fundapp.services.contracts import ContractEntry, ItemEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import AccountEntry, PayeeEntry
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.values.choices import (
    AppropriationKind,
    AttachmentKind,
    ContractKind,
    EvidenceKind,
    FirmSize,
    MilestoneKind,
    PayeeKind,
    ProcurementMethod,
)

YEAR = 2026
FIRST_YEAR = 2023
WAN = 1_000_000
"""One 万元 in 分."""
COMPANIES = {
    "示例云计算有限公司": ("91330482MA00DEM143", FirmSize.MEDIUM),
    "示例软件科技有限公司": ("91330482MA00DEM22X", FirmSize.SMALL),
    "示例数字技术有限公司": ("91330482MA00DEM30Q", FirmSize.MEDIUM),
    "示例通信服务有限公司": ("91330482MA00DEM49M", FirmSize.SMALL),
}
TOWNS = tuple(
    f"示例{name}便民服务中心" for name in ("甲街道", "乙街道", "丙街道", "丁镇", "戊镇", "己镇", "庚镇", "辛镇")
)
GRANTS = (20_000_000, 19_000_000, 18_000_000, 16_400_000, 16_000_000, 16_000_000, 16_000_000, 15_000_000)
"""分 per town; 136.4 万元 in all."""


@dataclass(frozen=True)
class Books:
    """Ids of what was set up: projects by key, accounts by name, milestones by contract, lines of the grant list."""

    projects: dict[str, int]
    accounts: dict[str, int]
    milestones: dict[str, tuple[int, ...]]
    grants: tuple[int, ...]


PROJECTS = {
    "cloud": ("cloud", "政务云服务项目", DATA_CENTRE, "为市级部门提供政务云（信创区）资源租用服务。"),
    "it": ("it", "政务服务信息系统项目", DATA_CENTRE, "短信平台服务和窗口系统升级。"),
    "smart_city": ("smart_city", "数智城市底座项目", SMART_DIVISION, "物联感知接入和底座平台建设。"),
    "service_centre": ("service_centre", "便民服务中心补助项目", SERVICE_DIVISION, "补助 8 个便民服务中心日常运行。"),
    "terminal": ("it", "政务自助终端项目", SERVICE_DIVISION, "在镇街道布设政务自助办理终端。"),
}
"""Category, name, division and content of each project; all run from 2023, the last one is given up."""
CLERK = {DATA_CENTRE: "经办人（数据）", SERVICE_DIVISION: "经办人（服务）", SMART_DIVISION: "经办人（数智）"}
HEAD = {DATA_CENTRE: "科室负责人（数据）", SERVICE_DIVISION: "科室负责人（服务）", SMART_DIVISION: "科室负责人（数智）"}
BUDGETS = {
    "cloud": (("local", 450 * WAN),),
    "it": (("local", 300 * WAN),),
    "smart_city": (("local", 280 * WAN), ("transfer", 120 * WAN)),
    "service_centre": (("local", sum(GRANTS)),),
}
"""What is appropriated to 2026 by source, in 分."""


def clerk_of(key: str) -> str:
    """Who writes for a project."""
    return CLERK[PROJECTS[key][2]]


def head_of(key: str) -> str:
    """Who heads the division of a project."""
    return HEAD[PROJECTS[key][2]]


def establish(office: SampleOffice) -> Books:
    """December 2023: payees and projects; contracts and lists come year by year."""
    accounts = _payees(office)
    return Books(_projects(office), accounts, {}, ())


def sign_contracts(office: SampleOffice, books: Books) -> Books:
    """January to March 2026: the year's contracts with their milestones, and the list of grants."""
    lines = _contracts(office, books.projects, books.accounts)
    on = day(office, 3, 25)
    grants = grant_list(office, books, YEAR, on, "上半年考核合格后拨付")
    return replace(books, milestones=lines, grants=grants)


def appropriate(
    office: SampleOffice, project_id: int, year: int, serial: int, parts: tuple[tuple[str, int], ...]
) -> None:
    """Finance enters the year's first budget, source by source."""
    on = office.clock().date()
    for source, amount in parts:
        number = f"示例财预〔{year}〕{serial}号"
        entry = AppropriationEntry(source, AppropriationKind.INITIAL, amount, number, on, "2010350 事业运行")
        office.do("财务审核", projects.appropriate, project_id, year, entry)


def _payees(office: SampleOffice) -> dict[str, int]:
    entries = [
        PayeeEntry(name, PayeeKind.COMPANY, uscc, size, "联系人（示例）", account=_account(number))
        for number, (name, (uscc, size)) in enumerate(COMPANIES.items(), start=1)
    ]
    entries += [
        PayeeEntry(name, PayeeKind.TOWN, account=_account(number)) for number, name in enumerate(TOWNS, start=11)
    ]
    accounts = {}
    for entry in entries:
        payee_id = office.do("经办人（数据）", payees.save, entry)
        accounts[entry.name] = office.ledger.ask(None, payees.payee_row, payee_id).accounts[0].id
    return accounts


def _account(number: int) -> AccountEntry:
    return AccountEntry("示例银行营业部", f"33050100{number:012d}")


def _projects(office: SampleOffice) -> dict[str, int]:
    found = {}
    for serial, (key, (category, name, division, content)) in enumerate(PROJECTS.items(), start=1):
        goal = office.ledger.figures.category(category, office.clock().date()).goal
        entry = ProjectEntry(name, category, office.divisions[division], FIRST_YEAR, content, goal)
        found[key] = office.do(CLERK[division], projects.save, entry)
        document = f"示例政数〔{FIRST_YEAR}〕{serial}号"
        office.do(HEAD[division], projects.confirm, found[key], document, office.clock().date())
    return found


def _contracts(office: SampleOffice, found: dict[str, int], accounts: dict[str, int]) -> dict[str, tuple[int, ...]]:
    quarters = tuple(
        MilestoneEntry(
            f"{YEAR} 年第{'一二三四'[index]}季度服务费",
            MilestoneKind.PROGRESS,
            103_125_000,
            "季度服务考核合格后支付",
            dt.date(YEAR, month, 20),
            EvidenceKind.ASSESSMENT,
            2500 * (index + 1),
        )
        for index, month in enumerate((4, 7, 10, 12))
    )
    return {
        "cloud": contract(
            office, DATA_CENTRE, found["cloud"], "政务云（信创区）资源服务合同", accounts["示例云计算有限公司"],
            ProcurementMethod.OPEN_TENDER, FirmSize.MEDIUM, quarters, (1, 26), "服务期内",
        ),
        "sms": contract(
            office, DATA_CENTRE, found["it"], "短信平台服务合同", accounts["示例通信服务有限公司"],
            ProcurementMethod.INQUIRY, FirmSize.SMALL, _stages(24 * WAN, ((5, 30), (10, 15), (12, 10))), (2, 10),
            "一年",
        ),
        "window": contract(
            office, DATA_CENTRE, found["it"], "窗口系统升级开发合同", accounts["示例软件科技有限公司"],
            ProcurementMethod.COMPETITIVE_CONSULTATION, FirmSize.SMALL,
            _stages(180 * WAN, ((3, 20), (8, 20), (11, 30))), (3, 2),
            "三年",
        ),
        "base": contract(
            office, SMART_DIVISION, found["smart_city"], "城市底座平台二期建设合同", accounts["示例数字技术有限公司"],
            ProcurementMethod.OPEN_TENDER, FirmSize.MEDIUM, _stages(320 * WAN, ((4, 10), (9, 30), (12, 20))), (3, 18),
            "三年",
        ),
    }  # fmt: skip


def _stages(total: int, due: tuple[tuple[int, int], ...]) -> tuple[MilestoneEntry, ...]:
    advance, progress = total * 40 // 100, total * 40 // 100
    return (
        MilestoneEntry("预付款", MilestoneKind.ADVANCE, advance, "合同生效后支付", dt.date(YEAR, *due[0]), None, 0),
        MilestoneEntry(
            "初验款", MilestoneKind.PROGRESS, progress, "初验合格后支付", dt.date(YEAR, *due[1]),
            EvidenceKind.ACCEPTANCE_INITIAL, 8000,
        ),
        MilestoneEntry(
            "终验款", MilestoneKind.FINAL, total - advance - progress, "终验合格后支付", dt.date(YEAR, *due[2]),
            EvidenceKind.ACCEPTANCE_FINAL, 10000,
        ),
    )  # fmt: skip


def contract(
    office: SampleOffice,
    division: str,
    project_id: int,
    name: str,
    account_id: int,
    method: ProcurementMethod,
    size: FirmSize,
    lines: tuple[MilestoneEntry, ...],
    signed: tuple[int, int],
    warranty: str,
) -> tuple[int, ...]:
    on = day(office, *signed)
    total = sum(line.amount for line in lines)
    entry = ContractEntry(
        name=name,
        project_id=project_id,
        account_id=account_id,
        kind=ContractKind.SERVICES,
        method=method,
        amount=total,
        signed_on=on,
        start_on=on,
        end_on=dt.date(on.year, 12, 31),
        milestones=lines,
        items=(ItemEntry(name.removesuffix("合同"), Decimal(1), "项", total, total),),
        firm_size=size,
        warranty=warranty,
    )
    contract_id = office.do(CLERK[division], contracts.save, entry)
    scan = paper(f"{name}扫描件", AttachmentKind.CONTRACT, name)
    office.do(CLERK[division], contracts.attach_file, contract_id, scan)
    office.do(HEAD[division], contracts.confirm, contract_id)
    return tuple(row.id for row in office.ledger.ask(None, milestones.milestones, contract_id=contract_id))


def grant_list(office: SampleOffice, books: Books, year: int, on: dt.date, condition: str) -> tuple[int, ...]:
    """The allocation list of a year for the 8 towns, in force; gives its lines."""
    lines = tuple(
        MilestoneEntry(
            f"{town}补助", MilestoneKind.GRANT, amount, condition, max(on, dt.date(year, 7, 31)),
            EvidenceKind.ASSESSMENT, 10000, books.accounts[town],
        )
        for town, amount in zip(TOWNS, GRANTS, strict=True)
    )  # fmt: skip
    entry = allocations.AllocationEntry(
        f"{year} 年度便民服务中心补助分配清单", books.projects["service_centre"], year, sum(GRANTS),
        f"示例政数〔{year}〕12号", on, lines,
    )  # fmt: skip
    list_id = office.do("经办人（服务）", allocations.save, entry)
    office.do(
        "经办人（服务）", allocations.attach_file, list_id, paper("补助分配文件", AttachmentKind.BASIS, entry.name)
    )
    office.do("科室负责人（服务）", allocations.confirm, list_id)
    return tuple(row.id for row in office.ledger.ask(None, milestones.milestones, allocation_id=list_id))
