"""Backups as the screens ask for them: made when something changed, on record when made by hand, restored with care."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from fundapp.errors import Damaged, Forbidden, NotFound, Unwritable
from fundapp.models import AuditLine
from fundapp.places import attachments_folder, backups_folder
from fundapp.services import backups, people
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.ledger import open_ledger
from fundapp.services.verification import verify
from tests.builders import CHEAP, START, Office
from tests.ui.paid_office import Paid


def newest(place: Office) -> AuditLine:
    """The audit line of the last act."""
    return place.ask(lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one())


def test_the_automatic_backup_is_made_when_something_changed_and_only_then(place: Office) -> None:
    made = backups.automatic(place.ledger)
    assert made is not None
    assert (made.reason, made.ok, made.detail) == ("自动", True, "")
    assert made.made_at == made.checked_at == START
    assert made.size == made.path.stat().st_size
    place.clock.pass_by(hours=8)
    assert backups.automatic(place.ledger) is None
    place.do(place.administrator, people.add_unit, "示例市大数据中心")
    again = backups.automatic(place.ledger)
    assert again is not None
    assert [row.path for row in backups.backups(place.path)] == [again.path, made.path]


def test_a_backup_by_hand_is_an_act_on_record_and_may_go_to_another_disk(place: Office, tmp_path: Path) -> None:
    own = backups.on_demand(place.ledger, place.clerk)
    assert own.path.parent == backups_folder(place.path)
    place.clock.pass_by(minutes=1)
    stick = tmp_path / "移动硬盘"
    made = backups.on_demand(place.ledger, place.finance, stick)
    assert (made.path.parent, made.reason, made.ok) == (stick, "手动", True)
    assert (newest(place).verb, newest(place).person_id) == ("backups.make", place.finance.person_id)
    assert newest(place).summary == f"手动备份到 {stick}"
    assert [row.path for row in backups.backups(place.path, stick)] == [made.path]
    assert verify(made.path).ok


def test_only_backups_of_this_ledger_are_listed_and_none_before_the_first(place: Office) -> None:
    assert backups.backups(place.path) == ()
    made = backups.on_demand(place.ledger, place.clerk)
    other = made.path.with_name(made.path.name.replace(place.path.stem, "别的账套"))
    other.write_bytes(made.path.read_bytes())
    assert [row.path for row in backups.backups(place.path)] == [made.path]


def test_a_backup_that_was_never_checked_says_so(place: Office) -> None:
    made = backups.on_demand(place.ledger, place.clerk)
    for beside in made.path.parent.glob("*.json"):
        beside.unlink()
    (row,) = backups.backups(place.path)
    assert (row.checked_at, row.ok, row.detail) == (None, None, "")


def test_the_newest_backup_is_told_in_a_few_words(place: Office) -> None:
    assert backups.newest_in_words(place.path) == "还没有备份"
    made = backups.on_demand(place.ledger, place.clerk)
    assert backups.newest_in_words(place.path) == "03-02 09:00，检查通过"
    damaged = bytearray(made.path.read_bytes())
    damaged[4096:8192] = bytes(4096)
    made.path.write_bytes(damaged)
    backups.check(made.path, place.clock)
    assert backups.newest_in_words(place.path) == "03-02 09:00，检查未通过"
    for beside in made.path.parent.glob("*.json"):
        beside.unlink()
    assert backups.newest_in_words(place.path) == "03-02 09:00"


def test_times_of_backups_are_office_time(place: Office) -> None:
    place.clock.at = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC)
    made = backups.on_demand(place.ledger, place.clerk)
    assert made.made_at.isoformat() == "2026-03-03T01:30:00+08:00"
    assert made.checked_at is not None
    assert made.checked_at.utcoffset() == OFFICE_ZONE.utcoffset(None)


def test_a_folder_that_cannot_be_written_gives_a_sentence_and_no_half_backup(place: Office, tmp_path: Path) -> None:
    in_the_way = tmp_path / "不是文件夹"
    in_the_way.write_text("一个文件")
    with pytest.raises(Unwritable):
        backups.on_demand(place.ledger, place.clerk, in_the_way / "备份")
    assert in_the_way.read_text() == "一个文件"


def test_checking_a_backup_finds_that_it_is_sound_broken_or_lacks_an_attachment(paid: Paid) -> None:
    place = paid.office
    made = backups.on_demand(place.ledger, place.clerk)
    assert backups.check(made.path, place.clock) == "检查通过"
    stored = next(one for one in (made.path.parent / "files").rglob("*") if one.is_file())
    content = stored.read_bytes()
    stored.unlink()
    assert backups.check(made.path, place.clock).startswith("缺少附件：")
    stored.write_bytes(content)
    damaged = bytearray(made.path.read_bytes())
    damaged[4096:8192] = bytes(4096)
    made.path.write_bytes(damaged)
    said = backups.check(made.path, place.clock)
    assert said
    assert "通过" not in said
    assert backups.backups(place.path)[0].ok is False


def test_restoring_keeps_the_present_file_first_and_brings_the_attachments(paid: Paid) -> None:
    place = paid.office
    made = backups.on_demand(place.ledger, place.clerk)
    place.do(place.administrator, people.add_unit, "备份之后新增的单位")
    place.ledger.close()
    for one in attachments_folder(place.path).rglob("*"):
        if one.is_file():
            one.unlink()
    kept, missing = backups.restore(made.path, place.path, place.clock)
    assert missing == ()
    assert kept is not None
    assert "恢复前" in kept.name
    assert verify(place.path).ok
    now, before = (open_ledger(path, clock=place.clock, cost=CHEAP) for path in (place.path, kept))
    assert [name for _, name in now.ask(None, people.units)] == ["示例市政务服务管理局"]
    assert [name for _, name in before.ask(None, people.units)] == ["示例市政务服务管理局", "备份之后新增的单位"]
    now.close()
    before.close()


def test_restoring_to_an_empty_place_keeps_nothing(place: Office, tmp_path: Path) -> None:
    made = backups.on_demand(place.ledger, place.clerk)
    kept, missing = backups.restore(made.path, tmp_path / "新电脑" / "示例账套.fund")
    assert (kept, missing) == (None, ())


def test_what_is_no_backup_is_not_restored_over_the_ledger(place: Office, tmp_path: Path) -> None:
    place.ledger.close()
    before = place.path.read_bytes()
    (tmp_path / "照片.fund").write_bytes(b"\x89PNG" * 300)
    with pytest.raises(Damaged):
        backups.restore(tmp_path / "照片.fund", place.path)
    with pytest.raises(NotFound):
        backups.restore(tmp_path / "没有.fund", place.path)
    assert place.path.read_bytes() == before


def test_who_was_closed_makes_no_backup(place: Office) -> None:
    place.do(place.administrator, people.close_person, place.auditor.person_id)
    with pytest.raises(Forbidden, match="已停用"):
        backups.on_demand(place.ledger, place.auditor)
    assert backups.backups(place.path) == ()
