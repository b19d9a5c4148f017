"""Contracts: typed by clerks, put in force by another hand, then frozen; what changes later is an amendment."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.services import contract_sheet, contracts, payees, projects, why_not
from fundapp.services.contract_sheet import ContractSheet
from fundapp.services.contracts import AmendmentEntry, ContractEntry, ItemEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import AccountEntry
from fundapp.values.choices import (
    AttachmentKind,
    ContractKind,
    ContractState,
    FirmSize,
    MilestoneKind,
    ProcurementMethod,
)
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import Office
from tests.services.paying import last_act
from tests.ui.paid_office import Paid

FEBRUARY = dt.date(2026, 2, 10)
DECEMBER = dt.date(2026, 12, 31)


def stage(name: str, amount: int) -> MilestoneEntry:
    """A stage payment."""
    return MilestoneEntry(name, MilestoneKind.PROGRESS, amount, " 阶段完成 ", dt.date(2026, 6, 30))


def entry(paid: Paid, **change: object) -> ContractEntry:
    """A sound contract of 90 000 元 in two stages."""
    sound = ContractEntry(
        " 窗口系统开发合同 ", paid.project, paid.office.payee()[1], ContractKind.SERVICES,
        ProcurementMethod.INQUIRY, 90_000_00, FEBRUARY, FEBRUARY, DECEMBER,
        (stage("首付款", 40_000_00), stage("尾款", 50_000_00)),
        (ItemEntry(" 开发 ", Decimal("1.5"), "人月", 60_000_00, 90_000_00, " 二级 "),),
        45, FirmSize.MICRO, True, " 一年 ",
    )  # fmt: skip
    return replace(sound, **change)  # type: ignore[arg-type]


def save(paid: Paid, **change: object) -> int:
    """Stores it as the clerk."""
    return paid.office.do(paid.office.clerk, contracts.save, entry(paid, **change))


def sheet(place: Office, contract_id: int) -> ContractSheet:
    """The contract with all a screen says."""
    return place.ledger.ask(place.clerk, contract_sheet.contract_sheet, contract_id)


def amend(paid: Paid, amount: int, *milestones: MilestoneEntry, number: str = "补-1", reason: str = "增减") -> int:
    """A supplementary agreement to the contract in force (80 000 元)."""
    typed = AmendmentEntry(number, dt.date(2026, 3, 2), amount, reason, milestones)
    return paid.office.do(paid.office.clerk, contracts.amend, paid.contract.id, typed)


def test_a_contract_is_kept_as_typed_without_blanks_around(paid: Paid) -> None:
    found = sheet(paid.office, save(paid))
    assert (found.number, found.state) == ("HT-2026-0002", ContractState.DRAFT)
    assert found.entry == entry(
        paid,
        name="窗口系统开发合同",
        warranty="一年",
        items=(ItemEntry("开发", Decimal("1.5"), "人月", 60_000_00, 90_000_00, "二级"),),
        milestones=tuple(
            replace(one, condition="阶段完成", account_id=paid.office.payee()[1]) for one in entry(paid).milestones
        ),
        version=found.version,
    )
    assert [(row.sequence, row.share_bp) for row in found.milestones] == [(1, 4444), (2, 5556)]


def test_a_contract_that_is_not_signed_yet_counts_in_this_year(paid: Paid) -> None:
    assert sheet(paid.office, save(paid, signed_on=None, start_on=None, end_on=None)).number == "HT-2026-0002"
    assert sheet(paid.office, save(paid, signed_on=dt.date(2025, 11, 1))).number == "HT-2025-0001"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "合同名称"),
        ({"amount": 0}, "合同金额"),
        ({"amount": -1}, "合同金额"),
        ({"start_on": DECEMBER, "end_on": FEBRUARY}, "合同期限"),
        ({"milestones": (stage("首付款", 0),)}, "付款节点"),
        ({"milestones": (stage(" ", 1),)}, "付款节点"),
        ({"payment_days": 0}, "约定付款期限"),
        ({"payment_days": -30}, "约定付款期限"),
        ({"items": (ItemEntry(" ", Decimal(1), "项", 1, 1),)}, "标的明细"),
        ({"items": (ItemEntry("开发", Decimal(0), "项", 1, 1),)}, "标的明细"),
        ({"items": (ItemEntry("开发", Decimal(1), "项", -1, 1),)}, "标的明细"),
        ({"items": (ItemEntry("开发", Decimal(1), "项", 1, -1),)}, "标的明细"),
    ],
)
def test_a_wrong_field_is_named(paid: Paid, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        save(paid, **change)
    assert caught.value.field == field


@pytest.mark.parametrize("progress", [-1, 10001])
def test_no_stage_is_agreed_at_less_than_nothing_or_more_than_the_whole_work(paid: Paid, progress: int) -> None:
    with pytest.raises(Invalid, match=r"第 2 个付款节点的应达进度 .* 不在 0 到 100% 之间") as caught:
        save(paid, milestones=(stage("首付款", 1), replace(stage("尾款", 1), agreed_progress_bp=progress)))
    assert caught.value.field == "付款节点"


@pytest.mark.parametrize("progress", [0, 10000])
def test_a_stage_may_be_due_at_once_or_at_the_end_of_the_work(paid: Paid, progress: int) -> None:
    key = save(paid, milestones=(replace(stage("款", 1), agreed_progress_bp=progress),))
    assert sheet(paid.office, key).milestones[0].agreed_progress_bp == progress


def test_a_grant_is_no_stage_of_a_contract(paid: Paid) -> None:
    grant = MilestoneEntry("补助", MilestoneKind.GRANT, 1)
    with pytest.raises(Invalid, match="第 1 个付款节点的类型是“补助”，补助不按合同支付。") as caught:
        save(paid, milestones=(grant,))
    assert (caught.value.article, caught.value.remedy) == ("第十二条", "请改选类型；补助请登记分配清单。")
    with pytest.raises(Invalid, match="补助不按合同支付"):
        amend(paid, 1, grant)


def test_a_contract_is_neither_written_nor_confirmed_with_an_account_the_payee_has_closed(paid: Paid) -> None:
    place = paid.office
    payee, old = place.payee()
    key = save(paid)
    new = place.do(place.clerk, payees.change_account, payee, AccountEntry("示例银行二部", "31100000009999"))
    with pytest.raises(Invalid, match=r"“示例信息技术有限公司”的账户尾号 .* 已于 2026-03-02 停用") as caught:
        save(paid, account_id=old)
    assert (caught.value.field, caught.value.remedy) == ("收款账户", "请改选收款单位现用的账户。")
    with pytest.raises(Invalid, match="停用"):
        place.do(place.head, contracts.confirm, key)
    place.do(place.clerk, contracts.save, entry(paid, account_id=new), key)
    place.do(place.head, contracts.confirm, key)
    assert sheet(place, key).account_closed_on is None
    assert sheet(place, paid.contract.id).account_closed_on == dt.date(2026, 3, 2)


def test_a_contract_that_is_signed_tomorrow_comes_into_force_tomorrow(paid: Paid) -> None:
    place = paid.office
    tomorrow = place.clock.today + dt.timedelta(days=1)
    key = save(paid, signed_on=tomorrow)
    with pytest.raises(Refused, match="合同签订日期 2026-03-03 晚于今天，不能生效。") as caught:
        place.do(place.head, contracts.confirm, key)
    assert place.ledger.ask(place.head, why_not.confirm_basis, SubjectKind.CONTRACT, key) == str(caught.value)
    assert (caught.value.article, caught.value.field) == ("第十二条", "签订日期")
    place.clock.pass_by(days=1)
    place.do(place.head, contracts.confirm, key)


def test_a_contract_needs_a_payees_account(paid: Paid) -> None:
    with pytest.raises(NotFound):
        save(paid, account_id=999)


def test_a_contract_is_made_under_a_project_in_force_only(paid: Paid) -> None:
    paid.office.do(paid.office.head, projects.close, paid.project)
    with pytest.raises(Refused, match="尚未确认执行"):
        save(paid)


def test_a_draft_is_written_anew_with_items_and_milestones(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    less = entry(
        paid, name="改名合同", amount=10_000_00, milestones=(stage("一次付清", 10_000_00),), items=(),
        version=sheet(place, key).version,
    )  # fmt: skip
    place.do(place.other_clerk, contracts.save, less, key)
    found = sheet(place, key)
    assert (found.number, found.entry.name, found.entry.amount) == ("HT-2026-0002", "改名合同", 10_000_00)
    assert ([row.name for row in found.milestones], found.entry.items) == (["一次付清"], ())
    with pytest.raises(Stale, match="合同已被他人修改"):
        place.do(place.clerk, contracts.save, less, key)


def test_a_contract_of_another_division_is_neither_written_nor_taken_over(paid: Paid) -> None:
    place = paid.office
    other = place.division("他科")
    stranger = place.hire("他科经办人", Role.CLERK, division_id=other)
    head = place.hire("他科负责人", Role.DIVISION_HEAD, division_id=other)
    theirs = place.do(stranger, projects.save, projects.ProjectEntry("他科项目", "it", other, 2026))
    place.do(head, projects.confirm, theirs, "批2号", FEBRUARY)
    key = save(paid)
    with pytest.raises(Forbidden):
        place.do(stranger, contracts.save, entry(paid), None)
    with pytest.raises(Forbidden):
        place.do(stranger, contracts.save, entry(paid, project_id=theirs), key)
    assert sheet(place, key).project == "政务服务平台运行维护项目"


def test_the_head_puts_a_contract_in_force_and_then_it_is_frozen(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    with pytest.raises(Forbidden):
        place.do(place.clerk, contracts.confirm, key)
    place.do(place.head, contracts.confirm, key)
    assert sheet(place, key).state is ContractState.IN_FORCE
    with pytest.raises(Refused, match="合同 HT-2026-0002 已生效，内容不能再改"):
        place.do(place.clerk, contracts.save, entry(paid), key)
    with pytest.raises(Refused):
        place.do(place.head, contracts.confirm, key)


def test_who_wrote_a_contract_does_not_confirm_it(paid: Paid) -> None:
    place = paid.office
    both = place.hire("兼任", Role.CLERK, Role.DIVISION_HEAD)
    key = place.do(both, contracts.save, entry(paid))
    with pytest.raises(Forbidden, match="须由另一人办理"):
        place.do(both, contracts.confirm, key)


@pytest.mark.parametrize("change", [{"signed_on": None}, {"end_on": None}])
def test_a_contract_without_its_days_does_not_come_into_force(paid: Paid, change: dict[str, object]) -> None:
    key = save(paid, **change)
    with pytest.raises(Refused, match="请先填写签订日期和合同期限"):
        paid.office.do(paid.office.head, contracts.confirm, key)


@pytest.mark.parametrize("lines", [(), (stage("首付款", 89_999_99),), (stage("首付款", 90_000_01),)])
def test_milestones_make_up_the_contract_to_the_fen(paid: Paid, lines: tuple[MilestoneEntry, ...]) -> None:
    key = save(paid, milestones=lines)
    with pytest.raises(Refused, match="付款节点合计") as caught:
        paid.office.do(paid.office.head, contracts.confirm, key)
    assert caught.value.field == "付款节点"


def test_an_amendment_adds_its_own_milestones(paid: Paid) -> None:
    amend(paid, 8_000_00, stage("新增款", 5_000_00), stage("新增尾款", 3_000_00))
    found = sheet(paid.office, paid.contract.id)
    assert (found.entry.amount, found.money.limit) == (80_000_00, 88_000_00)
    assert [(row.sequence, row.name, row.amount) for row in found.milestones[2:]] == [
        (3, "新增款", 5_000_00),
        (4, "新增尾款", 3_000_00),
    ]
    assert [(row.number, row.amount, row.reason) for row in found.amendments] == [("补-1", 8_000_00, "增减")]
    assert last_act(paid.office) == ("contracts.amend", "补充协议 补-1：HT-2026-0001，8,000.00 元")


def test_all_additions_together_stay_within_ten_per_cent(paid: Paid) -> None:
    amend(paid, 5_000_00, stage("新增款", 5_000_00))
    with pytest.raises(Refused) as caught:
        amend(paid, 3_000_01, stage("再增", 3_000_01), number="补-2")
    assert caught.value.message == "累计追加 8,000.01 元，超过原合同 80,000.00 元的 10%。"
    assert caught.value.article == "政府采购法第四十九条"
    amend(paid, 3_000_00, stage("再增", 3_000_00), number="补-2")
    assert sheet(paid.office, paid.contract.id).money.limit == 88_000_00


def test_a_cut_does_not_make_room_for_more_additions(paid: Paid) -> None:
    amend(paid, -8_000_00)
    with pytest.raises(Refused, match="超过原合同"):
        amend(paid, 8_000_01, stage("新增", 8_000_01), number="补-2")


def test_a_cut_never_goes_below_what_is_paid(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, with_evidence=False)))
    with pytest.raises(Refused) as caught:
        amend(paid, -50_000_01)
    assert caught.value.message == "减少后合同金额为 29,999.99 元，少于已付的 30,000.00 元。"
    assert caught.value.remedy == "最多可减少 50,000.00 元。"
    amend(paid, -50_000_00)
    assert sheet(place, paid.contract.id).money.free == 0


@pytest.mark.parametrize(
    ("amount", "lines"),
    [(5_000_00, ()), (5_000_00, (stage("新增款", 4_999_99),)), (0, (stage("新增款", 1),)), (-5, (stage("款", 5),))],
)
def test_added_milestones_make_up_what_is_added(paid: Paid, amount: int, lines: tuple[MilestoneEntry, ...]) -> None:
    with pytest.raises(Invalid, match="新增付款节点合计应等于"):
        amend(paid, amount, *lines)


@pytest.mark.parametrize(("change", "field"), [({"number": " "}, "补充协议编号"), ({"reason": " "}, "变更原因")])
def test_an_amendment_has_a_number_and_a_reason(paid: Paid, change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        amend(paid, 0, **change)
    assert caught.value.field == field


def amended_on(paid: Paid, day: dt.date) -> int:
    """An amendment without money, signed on this day."""
    return paid.office.do(
        paid.office.clerk, contracts.amend, paid.contract.id, AmendmentEntry(f"补-{day}", day, 0, "延期")
    )


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2026, 3, 3), "补充协议的签订日期 2026-03-03 晚于今天。"),
        (dt.date(2026, 2, 9), "补充协议的签订日期 2026-02-09 早于原合同签订日期 2026-02-10。"),
    ],
)
def test_an_amendment_is_signed_after_its_contract_and_not_in_the_future(
    paid: Paid, day: dt.date, sentence: str
) -> None:
    with pytest.raises(Invalid) as caught:
        amended_on(paid, day)
    assert caught.value.message == sentence
    assert (caught.value.article, caught.value.field) == ("第十二条", "签订日期")
    assert caught.value.remedy
    assert sheet(paid.office, paid.contract.id).amendments == ()


def test_an_amendment_may_be_signed_on_the_contracts_day_and_today(paid: Paid) -> None:
    amended_on(paid, FEBRUARY)
    amended_on(paid, paid.office.clock.today)
    assert len(sheet(paid.office, paid.contract.id).amendments) == 2


@pytest.mark.parametrize("again", ["补-1", " 补-1 ", "补－１", "补 -1"])
def test_a_contract_has_one_amendment_of_each_number(paid: Paid, again: str) -> None:
    amend(paid, 0)
    with pytest.raises(Invalid) as caught:
        amend(paid, 0, number=again)
    assert caught.value.message == f"合同 HT-2026-0001 已登记过补充协议“{again.strip()}”。"
    assert (caught.value.article, caught.value.field) == ("第十二条", "补充协议编号")
    assert len(sheet(paid.office, paid.contract.id).amendments) == 1


def test_another_contract_may_have_an_amendment_of_the_same_number(paid: Paid) -> None:
    place = paid.office
    amend(paid, 0)
    other = place.contract(paid.project)
    place.do(place.clerk, contracts.amend, other.id, AmendmentEntry("补-1", dt.date(2026, 3, 2), 0, "延期"))
    assert len(sheet(place, other.id).amendments) == 1


def test_only_a_contract_in_force_is_amended(paid: Paid) -> None:
    typed = AmendmentEntry("补-1", FEBRUARY, 0, "延期")
    with pytest.raises(Refused, match="只有已生效的合同"):
        paid.office.do(paid.office.clerk, contracts.amend, save(paid), typed)


def test_a_scan_is_attached_by_the_division_only(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    scan = place.file("扫描件.pdf", AttachmentKind.CONTRACT)
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    with pytest.raises(Forbidden):
        place.do(stranger, contracts.attach_file, key, scan)
    place.do(place.clerk, contracts.attach_file, key, scan)
    assert [row.file_name for row in sheet(place, key).files] == ["扫描件.pdf"]
