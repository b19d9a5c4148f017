"""The sample year: an office's 2026 after three years of its projects, told through the services only.

Sample data: role names instead of people, made-up firms and towns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fundapp.sample import past, performance
from fundapp.sample.books import (
    BUDGETS,
    PROJECTS,
    YEAR,
    Books,
    appropriate,
    clerk_of,
    establish,
    head_of,
    sign_contracts,
)
from fundapp.sample.files import paper
from fundapp.sample.hands import give_back, sign
from fundapp.sample.money import approve, day, pay, prove, request
from fundapp.sample.office import DATA_CENTRE, SampleOffice, found
from fundapp.seal.keys import PRODUCTION, KdfCost
from fundapp.services import evaluations, indicator_templates, monitorings, payments, rectifications
from fundapp.services.ledger import Synchronous
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.values.choices import AttachmentKind, EvidenceKind, ProblemSource, ProblemType
from fundapp.values.documents import SubjectKind

HALF = {
    "cloud": ("99.9", "1.6", "100", "99.99", "95"),
    "it": ("60", "22", "1.9", "99", "260000", "92"),
    "smart_city": ("11000", "4300", "6", "26000", "95"),
    "service_centre": ("8", "96", "100", "70", "95"),
}
"""What the indicators had reached by the end of June."""
REACHED = (
    ("8", ""),
    ("97.5", ""),
    ("100", ""),
    ("126", ""),
    ("93", "部分窗口等候时间偏长，四季度起增设综合窗口并延长周六服务。"),
)


"""What the grants achieved."""
DATA, SMART, SERVICE = "经办人（数据）", "经办人（数智）", "经办人（服务）"
DATA_HEAD, SMART_HEAD, SERVICE_HEAD = "科室负责人（数据）", "科室负责人（数智）", "科室负责人（服务）"


def build(
    folder: Path,
    say: Callable[[str], None],
    *,
    cost: KdfCost = PRODUCTION,
    synchronous: Synchronous = "FULL",
) -> SampleOffice:
    """Builds ``示例账套.fund`` in `folder`. The caller closes its ledger.

    Raises:
        Refused: the file is there already.
        Unwritable: the folder cannot be written or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    office = found(folder, say, cost=cost, synchronous=synchronous)
    books = establish(office)
    past.tell(office, books)
    _apply(office, books)
    books = sign_contracts(office, books)
    _window_advance(office, books)
    _cloud(office, books)
    _grants(office, books)
    _monitor(office, books)
    _window_accepted(office, books)
    _evaluate_grants(office, books)
    _problems(office, books)
    _city_base(office, books)
    _sms(office, books)
    _leave_open(office, books)
    return office


def _apply(office: SampleOffice, books: Books) -> None:
    """January: the office's own indicators for information systems; plan, application and budget of each project."""
    day(office, 1, 19)
    copied = office.ledger.ask(office.seats["财务审核"], indicator_templates.copy, "it", YEAR, 0)
    lines = tuple(
        replace(line, level1="成本指标", level2="经济成本指标", weight=2000)
        if line.name == "开发成本控制率"
        else replace(line, weight=2000 if line.level1 == "效益指标" else line.weight)
        for line in copied.lines
    )
    office.do(
        "财务审核", indicator_templates.save, replace(copied, scheme="2021-101", lines=lines, document="示例通知")
    )
    for serial, (key, shares) in enumerate(BUDGETS.items(), start=1):
        who, project_id = clerk_of(key), books.projects[key]
        scheme = "2021-101" if key == "it" else performance.SCHEME
        performance.plan(office, who, project_id, YEAR, PROJECTS[key][0], past.TARGETS[key], scheme)
        adjustment = past.CONCLUSIONS[key][2]
        draft = performance.application(office, who, project_id, YEAR, shares, past.WORDS, adjustment)
        performance.send(office, who, head_of(key), SubjectKind.APPLICATION, draft)
        appropriate(office, project_id, YEAR, serial, shares)


def _monitor(office: SampleOffice, books: Books) -> None:
    """July: money and goals at mid-year, project by project; that of the city base waits for the leader."""
    day(office, 7, 27)
    for key, actuals in HALF.items():
        who = clerk_of(key)
        monitoring = performance.monitor(office, who, books.projects[key], YEAR, actuals)
        if key == "smart_city":
            office.do(who, monitorings.submit, monitoring)
            sign(office, head_of(key), SubjectKind.MONITORING, monitoring)
        else:
            performance.send(office, who, head_of(key), SubjectKind.MONITORING, monitoring)


def _evaluate_grants(office: SampleOffice, books: Books) -> None:
    """September: the self-evaluation of the grants, paid out in July, by the division that used the money (art. 13)."""
    day(office, 9, 8)
    key = "service_centre"
    evaluation = performance.evaluate(
        office,
        clerk_of(key),
        books.projects[key],
        YEAR,
        REACHED,
        "8 个镇街道便民服务中心补助全部拨付到位，窗口运行正常，可办事项 126 项。",
        problems="群众办事满意度 93%，低于目标 2 个百分点。",
        measures="增设综合窗口，延长周六服务时间，下年度按季通报满意度。",
    )
    survey = paper("群众满意度调查汇总", AttachmentKind.ASSESSMENT, "8 个中心抽样 400 份，满意 372 份")
    office.do(clerk_of(key), evaluations.attach_file, evaluation, survey)
    performance.send(office, clerk_of(key), head_of(key), SubjectKind.EVALUATION, evaluation)
    performance.rectify(office, clerk_of(key), ProblemSource.SELF_EVALUATION, evaluation, dt.date(YEAR, 12, 20))


def _problems(office: SampleOffice, books: Books) -> None:
    """September: an inspection and an audit; one problem is overdue in spite of more time, the other is reported."""
    day(office, 9, 10)
    cloud, system = clerk_of("cloud"), clerk_of("it")
    inspected = RectificationEntry(
        project_id=books.projects["cloud"],
        year=YEAR,
        source=ProblemSource.INSPECTION,
        source_document="示例检查记录〔2026〕3号",
        division_id=office.divisions[DATA_CENTRE],
        person_id=office.seats[cloud].person_id,
        found_on=office.clock().date(),
        due_on=dt.date(YEAR, 10, 20),
        problem_type=ProblemType.FUNDS,
        problem="云主机闲置 6 台未及时释放。",
        amount=43_200_00,
        basis="资金管理办法第十四条；云服务合同关于资源按需启停的约定。",
        demand="限期整改并报送佐证。",
        measure="核对台账，落实专人。",
    )
    audited = replace(
        inspected,
        project_id=books.projects["it"],
        source=ProblemSource.AUDIT,
        source_document="示例审计报告〔2026〕8号",
        person_id=office.seats[system].person_id,
        due_on=dt.date(YEAR, 12, 15),
        problem_type=ProblemType.RECORDS,
        problem="短信平台发送日志未按月归档。",
        amount=None,
        basis="短信服务合同关于发送日志留存的约定。",
    )
    idle = office.do("分管领导", rectifications.register, inspected)
    logs = office.do("分管领导", rectifications.register, audited)
    proof = paper("归档日志截图", AttachmentKind.RECTIFICATION, audited.problem)
    office.do(system, rectifications.attach_file, logs, proof)
    office.do(system, rectifications.report, logs, "1—8 月日志已补归档，9 月起按月归档。")
    day(office, 9, 28)
    office.do(cloud, rectifications.progress, idle, "已释放 4 台，余 2 台待部门确认。", 6000)
    office.do("分管领导", rectifications.extend, idle, dt.date(YEAR, 11, 10), "使用部门迁移业务需要停机窗口。")


def _window_advance(office: SampleOffice, books: Books) -> None:
    """The advance for the window system is paid in March."""
    day(office, 3, 27)
    payment = request(
        office, DATA, books.milestones["window"][0], invoice="26332000000000100001", economic_class="31007"
    )
    approve(office, DATA, DATA_HEAD, payment)
    day(office, 3, 31)
    pay(office, payment, "记-2026-03-0031")


def _window_accepted(office: SampleOffice, books: Books) -> None:
    """The first acceptance: returned once by finance, submitted again, signed by four people and paid."""
    first = books.milestones["window"][1]
    day(office, 8, 12)
    prove(office, DATA, first, EvidenceKind.ACCEPTANCE_INITIAL, "窗口系统初验报告", 8000)
    payment = request(office, DATA, first, invoice="26332000000000100002", economic_class="31007")
    office.do(DATA, payments.submit, payment)
    sign(office, DATA_HEAD, SubjectKind.PAYMENT, payment)
    give_back(office, "财务审核", SubjectKind.PAYMENT, payment, "发票备注栏缺合同编号，请补充说明后重新送审")
    day(office, 8, 14)
    approve(office, DATA, DATA_HEAD, payment)
    day(office, 8, 17)
    pay(office, payment, "记-2026-08-0031")


def _cloud(office: SampleOffice, books: Books) -> None:
    """Two quarters paid; the third waits for the supervising leader (left for the signing desk)."""
    for index, (month, on, title) in enumerate(((4, 15, "第一季度服务考核表"), (7, 15, "第二季度服务考核表"))):
        milestone = books.milestones["cloud"][index]
        day(office, month, on)
        prove(office, DATA, milestone, EvidenceKind.ASSESSMENT, title, 2500 * (index + 1))
        payment = request(office, DATA, milestone, invoice=f"2633200000000020000{index + 1}", economic_class="30214")
        approve(office, DATA, DATA_HEAD, payment)
        day(office, month, on + 3)
        pay(office, payment, f"记-2026-{month:02d}-00{20 + index}")


def _grants(office: SampleOffice, books: Books) -> None:
    """Grants to 8 towns by allocation list, without contract or invoice (arts. 7 and 12)."""
    for number, line in enumerate(books.grants, start=1):
        day(office, 7, 20)
        prove(office, SERVICE, line, EvidenceKind.ASSESSMENT, f"上半年考核结果（{number}）")
        payment = request(office, SERVICE, line, economic_class="39999", assessment=True)
        approve(office, SERVICE, SERVICE_HEAD, payment)
        day(office, 7, 24)
        pay(office, payment, f"记-2026-07-{40 + number:04d}")


def _city_base(office: SampleOffice, books: Books) -> None:
    """Advance paid; the acceptance request is signed by everybody and waits for the cashier."""
    advance, first, _ = books.milestones["base"]
    day(office, 10, 9)
    payment = request(office, SMART, advance, invoice="26332000000000300001", economic_class="31007")
    approve(office, SMART, SMART_HEAD, payment)
    day(office, 10, 12)
    pay(office, payment, "记-2026-10-0007")
    day(office, 10, 27)
    prove(office, DATA, books.milestones["cloud"][2], EvidenceKind.ASSESSMENT, "第三季度服务考核表", 7500)
    day(office, 11, 10)
    prove(office, SMART, first, EvidenceKind.ACCEPTANCE_INITIAL, "城市底座平台初验报告", 8000)
    payment = request(office, SMART, first, invoice="26332000000000300002", economic_class="31007")
    approve(office, SMART, SMART_HEAD, payment)


def _sms(office: SampleOffice, books: Books) -> None:
    """Advance paid; the first acceptance is returned to the clerk and waits there."""
    advance, first, _ = books.milestones["sms"]
    day(office, 11, 11)
    payment = request(office, DATA, advance, invoice="26332000000000400001", economic_class="30207")
    approve(office, DATA, DATA_HEAD, payment)
    pay(office, payment, "记-2026-11-0009")
    day(office, 11, 16)
    prove(office, DATA, first, EvidenceKind.ACCEPTANCE_INITIAL, "短信平台初验报告", 8000)
    payment = request(office, DATA, first, invoice="26332000000000400002", economic_class="30207")
    office.do(DATA, payments.submit, payment)
    sign(office, DATA_HEAD, SubjectKind.PAYMENT, payment)
    sign(office, "财务审核", SubjectKind.PAYMENT, payment)
    give_back(office, "分管领导", SubjectKind.PAYMENT, payment, "请补充发送成功率统计")


def _leave_open(office: SampleOffice, books: Books) -> None:
    """What the screens should find on 20 November: a request for the supervising leader, and a draft."""
    third = books.milestones["cloud"][2]
    day(office, 11, 18)
    payment = request(office, DATA, third, invoice="26332000000000200003", economic_class="30214")
    office.do(DATA, payments.submit, payment)
    sign(office, DATA_HEAD, SubjectKind.PAYMENT, payment)
    sign(office, "财务审核", SubjectKind.PAYMENT, payment)
    day(office, 11, 19)
    request(office, SMART, books.milestones["base"][2], economic_class="31007")
    day(office, 11, 20)
