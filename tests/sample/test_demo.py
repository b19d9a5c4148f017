"""`demo` builds, prints and verifies; it never writes over somebody's ledger."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fundapp.errors import Busy, Damaged, Refused
from fundapp.places import attachments_folder, backups_folder
from fundapp.sample import demo
from fundapp.sample.office import FILE_NAME, PASSWORD, SampleClock, SampleOffice
from fundapp.seal.keys import KdfCost
from fundapp.services import access, people
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.ledger import Founding, Synchronous, create_ledger, open_ledger
from fundapp.storage.engine import write_transaction
from tests.builders import CHEAP
from tests.builders import PASSWORD as OWN_PASSWORD
from tests.forms import reading
from tests.sample.conftest import Built

pytestmark = pytest.mark.xdist_group("sample")


class Reached(Exception):
    """The old sample is gone and the new one would be built now."""


@pytest.fixture
def stopped_before_building(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year itself is tested once; here it would only take time."""

    def build(folder: Path, say: Callable[[str], None], *, cost: KdfCost, synchronous: Synchronous) -> SampleOffice:
        raise Reached

    monkeypatch.setattr("fundapp.sample.year.build", build)


def test_the_sample_verifies_without_a_break(built: Built) -> None:
    assert built.report.breaks == ()
    assert built.report.ok
    assert built.report.sentence in built.said
    assert all(section.sentence in built.said for section in built.report.sections)


def test_every_step_is_said_in_one_line_and_the_password_last(built: Built) -> None:
    assert built.said[0] == "建立账套：示例账套.fund（示例数据）"
    assert built.said[-1] == f"示例账套各人员的密码都是：{PASSWORD}"
    assert not any("\n" in line for line in built.said)
    steps = [line for line in built.said if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d　", line)]
    assert len(steps) > 900
    assert next(line[:10] for line in steps if "拨付已登记" in line) == "2023-12-20"


def test_times_of_the_steps_never_run_backwards(built: Built) -> None:
    times = [line[:16] for line in built.said if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d　", line)]
    assert times == sorted(times)


def test_finished_forms_carry_their_number_and_unfinished_ones_are_drafts(built: Built) -> None:
    names = sorted(path.name for path in built.folder.glob("*.pdf"))
    approvals = [name for name in names if name.endswith(" 项目资金支付审批表.pdf") and not name.startswith("草稿")]
    assert len(approvals) == 15
    others = [name.split(" ")[1].removesuffix(".pdf") for name in names if name not in approvals]
    assert {name: others.count(name) for name in set(others)} == {
        "项目支出绩效自评表": 6,
        "项目支出绩效目标申报表": 9,
        "项目支出绩效运行监控表": 9,
        "项目期满评价表": 5,
        "整改通知及反馈表": 6,
        "项目资金支付审批表": 1,
    }
    drafts = [name for name in names if name.startswith("草稿")]
    assert len(drafts) == 1
    assert "草稿" in "".join(reading.pages((built.folder / drafts[0]).read_bytes()))
    number = approvals[0].split(" ")[0]
    assert number in "".join(reading.pages((built.folder / approvals[0]).read_bytes()))
    assert all(f"打印：{name}" in built.said for name in names)


def test_a_backup_lies_beside_the_ledger(built: Built) -> None:
    made = [line.removeprefix("备份：") for line in built.said if line.startswith("备份：")]
    assert len(made) == 1
    assert (backups_folder(built.path) / made[0]).is_file()


def test_a_ledger_of_that_name_that_is_no_sample_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    made, _ = create_ledger(path, Founding("真实单位", "综合科", "管理员", OWN_PASSWORD), cost=CHEAP)
    made.close()
    before = path.read_bytes()
    with pytest.raises(Refused, match="不是示例账套，没有覆盖它。请换一个空文件夹。"):
        demo.run(tmp_path, lambda _line: None, cost=CHEAP, synchronous="OFF")
    assert path.read_bytes() == before
    open_ledger(path, cost=CHEAP).close()


def test_a_file_of_that_name_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("重要笔记" * 500, encoding="utf-8")
    with pytest.raises(Damaged):
        demo.run(tmp_path, lambda _line: None, cost=CHEAP, synchronous="OFF")
    assert path.read_text(encoding="utf-8") == "重要笔记" * 500


@pytest.mark.usefixtures("stopped_before_building")
def test_an_old_sample_is_made_anew_with_nothing_left_of_it(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    shutil.copytree(built.folder, folder)
    path = folder / FILE_NAME
    assert attachments_folder(path).is_dir()
    with pytest.raises(Reached):
        demo.run(folder, lambda _line: None, cost=CHEAP, synchronous="OFF")
    assert [one.name for one in folder.iterdir() if one.suffix != ".pdf" and not one.name.endswith(".lock")] == []


def test_a_break_is_said_in_a_line_of_its_own(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(folder: Path, say: Callable[[str], None], *, cost: KdfCost, synchronous: Synchronous) -> SampleOffice:
        shutil.copytree(built.folder, folder, dirs_exist_ok=True)
        clock = SampleClock(dt.datetime(2026, 11, 20, 10, 0, tzinfo=OFFICE_ZONE))
        ledger = open_ledger(folder / FILE_NAME, clock=clock, cost=cost, synchronous=synchronous)
        with write_transaction(ledger.file.engine) as connection:
            connection.exec_driver_sql("DROP TRIGGER project_frozen")
            connection.exec_driver_sql("UPDATE project SET goal = '改写'")
        rows = ledger.ask(None, people.people)
        cashier = next(row.id for row in rows if row.name == demo.PRINTER)
        return SampleOffice(ledger, clock, say, {}, {demo.PRINTER: access.log_in(ledger, cashier, PASSWORD)})

    monkeypatch.setattr("fundapp.sample.year.build", build)
    said: list[str] = []
    report = demo.run(tmp_path, said.append, cost=CHEAP, synchronous="OFF")
    assert not report.ok
    assert len(report.breaks) == 25  # five projects, 19 applications that signed their goal, and the guard that is gone
    for fault in report.breaks:
        assert f"【{fault.kind.label}】{fault.sentence}" in said


def test_a_sample_that_is_open_is_not_touched(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    shutil.copytree(built.folder, folder)
    working = open_ledger(folder / FILE_NAME, cost=CHEAP)
    with pytest.raises(Busy):
        demo.run(folder, lambda _line: None, cost=CHEAP, synchronous="OFF")
    working.close()
    assert attachments_folder(folder / FILE_NAME).is_dir()
