"""2023 to January 2026 in the sample: three fiscal years of every project, a poor one, and what the reviews decided.

Each year has its application, money, contract or list, monitoring and self-evaluation; the year after it asks for its
money on that result (arts. 13, 16). The year 2023 begins in December, with the regulation itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.sample import performance
from fundapp.sample.books import (
    FIRST_YEAR,
    GRANTS,
    PROJECTS,
    WAN,
    YEAR,
    Books,
    appropriate,
    clerk_of,
    contract,
    grant_list,
    head_of,
)
from fundapp.sample.files import paper
from fundapp.sample.money import approve, day, pay, prove, request
from fundapp.sample.office import SampleOffice
from fundapp.services import applications, key_evaluations, projects
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.values.choices import (
    AttachmentKind,
    Conclusion,
    Evaluator,
    EvidenceKind,
    FirmSize,
    MilestoneKind,
    MonitoringKind,
    ProblemSource,
    ProcurementMethod,
)
from fundapp.values.documents import SubjectKind

PAST = (2023, 2024, 2025)
TARGETS = {
    "cloud": ("99.9", "2", "100", "99.99", "95"),
    "it": ("95", "40", "2", "100", "500000", "92"),
    "smart_city": ("20000", "8000", "12", "50000", "95"),
    "service_centre": ("8", "95", "100", "120", "95"),
    "terminal": ("95", "40", "2", "100", "500000", "92"),
}
"""Targets per project in the order of the indicators of art. 9; sample figures."""
MONEY = {"cloud": 412, "it": 200, "smart_city": 320, "terminal": 60}
"""What a year asks for, in 万元; the grants have their list."""
FIRMS = {
    "cloud": ("示例云计算有限公司", FirmSize.MEDIUM, "30214"),
    "it": ("示例软件科技有限公司", FirmSize.SMALL, "31007"),
    "smart_city": ("示例数字技术有限公司", FirmSize.MEDIUM, "31007"),
    "terminal": ("示例通信服务有限公司", FirmSize.SMALL, "31007"),
}
WORDS = ("按系统数量、单价和合同约定测算。", "一季度签订合同，年中监控，十一月验收付款。")


@dataclass(frozen=True)
class Result:
    """What came of a year: share of the budget spent in per cent, and (actual, explanation) per indicator."""

    spent: int
    actuals: tuple[tuple[str, str], ...]
    problems: str = ""


def _good(*figures: str) -> tuple[tuple[str, str], ...]:
    return tuple((figure, "") for figure in figures)


_SLOW = "采购流程延后，设备到货晚，已督促供应商加快。"
_DOCS = "个别部门反映接口文档更新慢，已设专人。"
_FEW = "点位选址反复，布设数量不足，访问量偏低。"
RESULTS = {
    "cloud": {year: Result(100, _good("99.9", "1.6", "100", "99.99", "95")) for year in PAST},
    "it": {
        2023: Result(95, _good("96", "41", "1.8", "98", "512000", "93")),
        2024: Result(
            80,
            (("70", _SLOW), ("28", _SLOW), ("3", "新旧系统并行，故障增多，已完成切换。"), ("100", ""),
             ("330000", "办事入口调整期间访问量下降，已恢复。"), ("80", "窗口系统响应慢，已扩容。")),
            "硬件到货延后，系统故障率和满意度未达标。",
        ),
        2025: Result(96, _good("97", "44", "1.6", "99", "560000", "94")),
    },
    "smart_city": {
        2023: Result(100, _good("20500", "8200", "12", "51000", "95")),
        2024: Result(100, _good("21000", "8100", "13", "52000", "95")),
        2025: Result(94, (("20800", ""), ("8050", ""), ("12", ""), ("50600", ""), ("94", _DOCS))),
    },
    "service_centre": {year: Result(100, _good("8", "96", "100", "124", "95.5")) for year in PAST},
    "terminal": {
        2023: Result(92, _good("95", "42", "1.6", "100", "505000", "92")),
        2024: Result(
            25,
            (("40", _FEW), ("16", _FEW), ("5", "网络不稳定，故障偏多。"), ("100", ""), ("150000", _FEW), ("60", _FEW)),
            "终端布设数量、访问量和满意度远低于目标。",
        ),
        2025: Result(
            30,
            (("50", _FEW), ("18", _FEW), ("4", "网络不稳定，故障偏多。"), ("100", ""), ("160000", _FEW), ("62", _FEW)),
            "移动端已能办理同类事项，终端使用率持续偏低。",
        ),
    },
}  # fmt: skip
"""2024 is a poor year for two projects; the terminals never recover."""


def tell(office: SampleOffice, books: Books) -> None:
    """Three years, one after the other; afterwards it is January 2026 and every term has been reviewed."""
    for year in PAST:
        office.clock.year = year
        if year == FIRST_YEAR:
            day(office, 12, 15)
        for key in PROJECTS:
            _begin(office, books, key, year)
        for key in PROJECTS:
            _spend(office, books, key, year)
        if year == 2025:
            _look_closer(office, books)
        office.clock.year = year + 1
        day(office, 1, 5)
        for key in PROJECTS:
            _evaluate(office, books, key, year)
    _key_evaluation(office, books)
    _reviews(office, books)


def _begin(office: SampleOffice, books: Books, key: str, year: int) -> None:
    """Plan, application, hands, budget. After a poor year the first attempt is refused until things are put right."""
    who, project_id = clerk_of(key), books.projects[key]
    total = sum(GRANTS) if key == "service_centre" else MONEY[key] * WAN
    shares = (("local", total),)
    performance.plan(office, who, project_id, year, PROJECTS[key][0], TARGETS[key])
    poor = RESULTS[key].get(year - 1, Result(100, ())).problems
    draft = performance.application(
        office,
        who,
        project_id,
        year,
        shares,
        WORDS,
        "减少新增采购，先整改后扩面，指标按整改后的能力确定。" if poor else "",
    )
    if poor:
        office.refused(who, applications.submit, draft)
        _put_right(office, key, year - 1)
    performance.send(office, who, head_of(key), SubjectKind.APPLICATION, draft)
    appropriate(office, project_id, year, list(PROJECTS).index(key) + 1, shares)


def _put_right(office: SampleOffice, key: str, year: int) -> None:
    who = clerk_of(key)
    evaluation = office.found[key, year]
    item = performance.rectify(office, who, ProblemSource.SELF_EVALUATION, evaluation, dt.date(year + 1, 3, 31))
    performance.put_right(office, who, head_of(key), item, "供应商已补齐设备，故障清零，满意度回访达标。")


def _spend(office: SampleOffice, books: Books, key: str, year: int) -> None:
    """Contract or list, a monitoring at mid-year, proof, request, hands, disbursement."""
    who, head, project_id = clerk_of(key), head_of(key), books.projects[key]
    result = RESULTS[key][year]
    first = year == FIRST_YEAR
    if key == "service_centre":
        lines = grant_list(office, books, year, day(office, 12, 18) if first else day(office, 3, 20), "考核合格后拨付")
        if not first:
            _monitor(office, books, key, year)
        for number, line in enumerate(lines, start=1):
            day(office, 12 if first else 8, 20)
            prove(office, who, line, EvidenceKind.ASSESSMENT, f"{year} 年度考核结果（{number}）")
            payment = request(office, who, line, economic_class="39999", assessment=True)
            approve(office, who, head, payment)
            pay(office, payment, f"记-{year}-{'12' if first else '08'}-{number:04d}")
        return
    firm, size, economic_class = FIRMS[key]
    amount = MONEY[key] * WAN * result.spent // 100
    name = f"{PROJECTS[key][1].removesuffix('项目')}合同（{year}）"
    due = dt.date(year, 12, 20)
    stage = MilestoneEntry(
        "年度服务款", MilestoneKind.PROGRESS, amount, "年度考核合格后支付", due, EvidenceKind.ASSESSMENT, 10000
    )
    (milestone,) = contract(
        office, PROJECTS[key][2], project_id, name, books.accounts[firm], ProcurementMethod.COMPETITIVE_CONSULTATION,
        size, (stage,), (12, 19) if first else (3, 25), "一年",
    )  # fmt: skip
    if not first:
        _monitor(office, books, key, year)
    day(office, 12 if first else 11, 20)
    prove(office, who, milestone, EvidenceKind.ASSESSMENT, f"{year} 年度服务考核表")
    serial = list(PROJECTS).index(key)
    payment = request(
        office, who, milestone, invoice=f"{year % 100}33200000000{serial}00001", economic_class=economic_class
    )
    approve(office, who, head, payment)
    pay(office, payment, f"记-{year}-{'12' if first else '11'}-00{serial + 10}")


def _monitor(office: SampleOffice, books: Books, key: str, year: int) -> None:
    day(office, 7, 8)
    doubt = _FEW if key == "terminal" and year == 2025 else ""
    actuals = [figure for figure, _ in RESULTS[key][year].actuals]
    monitoring = performance.monitor(
        office, clerk_of(key), books.projects[key], year, actuals, doubt=doubt, forecast=_expected(key, year)
    )
    performance.send(office, clerk_of(key), head_of(key), SubjectKind.MONITORING, monitoring)
    if doubt:
        performance.rectify(office, clerk_of(key), ProblemSource.MONITORING, monitoring, dt.date(year, 12, 31))


def _expected(key: str, year: int) -> int | None:
    """What the year will take, as the contract of the year says; None where all of it is granted by list."""
    return MONEY[key] * WAN * RESULTS[key][year].spent // 100 if key in MONEY else None


def _look_closer(office: SampleOffice, books: Books) -> None:
    """November 2025: the terminals are monitored once more, because nothing has changed since July."""
    key = "terminal"
    day(office, 12, 5)
    actuals = [figure for figure, _ in RESULTS[key][2025].actuals]
    monitoring = performance.monitor(
        office,
        clerk_of(key),
        books.projects[key],
        2025,
        actuals,
        kind=MonitoringKind.AD_HOC,
        doubt=_FEW,
        forecast=_expected(key, 2025),
    )
    performance.send(office, clerk_of(key), head_of(key), SubjectKind.MONITORING, monitoring)
    performance.rectify(office, clerk_of(key), ProblemSource.MONITORING, monitoring, dt.date(YEAR, 3, 31))


def _evaluate(office: SampleOffice, books: Books, key: str, year: int) -> None:
    result = RESULTS[key][year]
    evaluation = performance.evaluate(
        office,
        clerk_of(key),
        books.projects[key],
        year,
        result.actuals,
        f"{year} 年度{PROJECTS[key][1]}按计划实施。" if not result.problems else "未完成全部年度目标。",
        problems=result.problems,
        measures="列入整改，逐月跟踪。" if result.problems else "",
        why_slow="采购延后，未按计划支付。" if result.spent < 90 else "",
    )
    performance.send(office, clerk_of(key), head_of(key), SubjectKind.EVALUATION, evaluation)
    office.found[key, year] = evaluation


def _key_evaluation(office: SampleOffice, books: Books) -> None:
    """January 2026: the finance bureau's own evaluation of the city base in 2025."""
    day(office, 1, 9)
    entry = KeyEvaluationEntry(
        Evaluator.FINANCE_BUREAU,
        office.clock().date(),
        "示例财监〔2026〕2号",
        8850,
        "接入设备利用率有待提高。",
        "建立设备共享台账，按季通报。",
    )
    report = paper("重点评价报告", AttachmentKind.OTHER, "示例：得分 88.50")
    office.do("财务审核", key_evaluations.record, books.projects["smart_city"], 2025, entry, (report,))


CONCLUSIONS = {
    "cloud": (Conclusion.KEEP, "三年按期供给云资源，运行稳定。", ""),
    "it": (Conclusion.ADJUST, "2024 年度评价为中，整改后恢复。", "下一实施期压减新建，侧重运行维护，逐季考核供应商。"),
    "smart_city": (Conclusion.KEEP, "底座建成并向各部门共享。", ""),
    "service_centre": (Conclusion.KEEP, "8 个镇街道便民服务中心运转正常。", ""),
    "terminal": (Conclusion.CANCEL, "使用率长期偏低，移动端已能替代。", "终端移交镇街道统筹使用，不再安排项目资金。"),
}


def _reviews(office: SampleOffice, books: Books) -> None:
    """January 2026: no fourth year without a review; the group keeps, adjusts, and gives one project up."""
    day(office, 1, 12)
    cloud = books.projects["cloud"]
    office.refused(clerk_of("cloud"), projects.open_year, cloud, YEAR, "")
    performance.rectify(
        office,
        clerk_of("terminal"),
        ProblemSource.SELF_EVALUATION,
        office.found["terminal", 2025],
        dt.date(YEAR, 6, 30),
    )
    for serial, (key, (conclusion, summary, adjustment)) in enumerate(CONCLUSIONS.items(), start=1):
        day(office, 1, 12 + serial)
        poor = conclusion is Conclusion.CANCEL
        review = performance.review(
            office,
            clerk_of(key),
            books.projects[key],
            conclusion,
            f"示例领导小组纪要〔2026〕{serial}号",
            (summary, adjustment),
            share_bp=6000 if poor else 10_000,
        )
        performance.send(office, clerk_of(key), head_of(key), SubjectKind.TERM_REVIEW, review)
    for item in performance.open_problems(office, clerk_of("terminal"), books.projects["terminal"]):
        performance.put_right(office, clerk_of("terminal"), head_of("terminal"), item, "终端清点移交完毕，合同终止。")
    office.refused(clerk_of("terminal"), projects.open_year, books.projects["terminal"], YEAR, "")
