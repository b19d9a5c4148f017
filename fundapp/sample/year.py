"""The sample year: an office's 2026, told through the services only, so that it proves them.

Sample data: role names instead of people, made-up firms and towns.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fundapp.sample import evaluation
from fundapp.sample.books import Books, set_up
from fundapp.sample.money import approve, day, give_back, pay, prove, request, sign
from fundapp.sample.office import SampleOffice, found
from fundapp.seal.keys import PRODUCTION, KdfCost
from fundapp.services import payments
from fundapp.services.ledger import Synchronous
from fundapp.values.choices import EvidenceKind

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
    books = set_up(office)
    evaluation.plan(office, books)
    _window_advance(office, books)
    _cloud(office, books)
    _grants(office, books)
    _window_accepted(office, books)
    evaluation.tell(office, books)
    _city_base(office, books)
    _sms(office, books)
    _leave_open(office, books)
    return office


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
    sign(office, DATA_HEAD, payment)
    give_back(office, "财务审核", payment, "发票备注栏缺合同编号，请补充说明后重新送审")
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
    sign(office, DATA_HEAD, payment)
    sign(office, "财务审核", payment)
    give_back(office, "分管领导", payment, "请补充发送成功率统计")


def _leave_open(office: SampleOffice, books: Books) -> None:
    """What the screens should find on 20 November: a request for the supervising leader, and a draft."""
    third = books.milestones["cloud"][2]
    day(office, 11, 18)
    payment = request(office, DATA, third, invoice="26332000000000200003", economic_class="30214")
    office.do(DATA, payments.submit, payment)
    sign(office, DATA_HEAD, payment)
    sign(office, "财务审核", payment)
    day(office, 11, 19)
    request(office, SMART, books.milestones["base"][2], economic_class="31007")
    day(office, 11, 20)
