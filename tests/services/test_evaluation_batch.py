"""All self-evaluations of a year as one PDF."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from fundapp.errors import Cancelled, FundError, NotFound, Refused, Unwritable
from fundapp.models import IssuedForm
from fundapp.places import attachments_folder
from fundapp.services import evaluation_batch, evaluations, printing
from fundapp.services.evaluation_batch import Bound, Progress
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.verification import verify
from fundapp.storage import disk
from fundapp.values.documents import FormKind
from fundapp.values.score import Operator
from tests.forms.reading import pages
from tests.services.evaluation_year import AUDITOR, CLERK, STRANGER, Year, plan

KIND = FormKind.EVALUATION


def write(year: Year, target: Path, who: str = CLERK, progress: Progress | None = None, layout: str = "") -> Bound:
    """Everything of 2026."""
    office = year.office
    return evaluation_batch.write(office.ledger, office.seats[who], 2026, target, progress, layout)


def issues(year: Year) -> int:
    """How many forms were issued."""
    return year.office.ask(CLERK, lambda desk: desk.session.scalar(select(func.count(IssuedForm.id))) or 0)


def second_project(year: Year) -> int:
    """Another project with indicators and no self-evaluation."""
    made = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    entry = IndicatorEntry("绩效指标", "数量", "接口", Operator.AT_LEAST, 9000, Decimal(3), unit="个")
    plan(year.office, made, 2026, (entry,), "10-90")
    return made


def test_approved_ones_are_issued_and_registered_and_drafts_bear_the_watermark(year: Year, tmp_path: Path) -> None:
    year.approved()
    other = second_project(year)
    year.office.do(CLERK, evaluations.prepare, other, 2026)
    target = tmp_path / "自评.pdf"
    found = write(year, target)
    assert found == Bound(target, 2, 2, 1, 1, 0)
    assert found.sentence == "已生成“自评.pdf”：2 份自评表，2 页，正式表单 1 份（新出具 1 份），草稿 1 份。"
    first, last = pages(target.read_bytes())
    assert "编号ZP-2026-0001" in first
    assert "草稿" not in first
    assert "草稿，未出具" in last
    assert "数据共享项目" in last
    assert issues(year) == 1
    assert verify(year.office.ledger.path).breaks == ()


def test_a_form_that_was_issued_goes_in_as_it_was_and_is_not_issued_again(year: Year, tmp_path: Path) -> None:
    key = year.approved()
    issued = year.office.do(CLERK, printing.issue, KIND, key)
    second_project(year)
    found = write(year, tmp_path / "自评.pdf")
    assert (found.issued, found.fresh, found.missing) == (1, 0, 1)
    assert found.sentence.endswith("正式表单 1 份（新出具 0 份）。另有 1 个项目尚未自评。")
    assert pages((tmp_path / "自评.pdf").read_bytes()) == pages(year.office.ask(CLERK, printing.issued_pdf, issued))
    assert issues(year) == 1


def test_another_layout_is_another_issue(year: Year, tmp_path: Path) -> None:
    key = year.approved()
    year.office.do(CLERK, printing.issue, KIND, key)
    found = write(year, tmp_path / "自评.pdf", layout="sichuan")
    assert (found.issued, found.fresh) == (1, 1)
    assert "度量" in "".join(pages((tmp_path / "自评.pdf").read_bytes()))
    assert write(year, tmp_path / "自评.pdf", layout="sichuan").fresh == 0
    assert write(year, tmp_path / "自评.pdf").fresh == 0


def test_who_may_not_issue_gets_drafts_and_registers_nothing(year: Year, tmp_path: Path) -> None:
    year.approved()
    found = write(year, tmp_path / "自评.pdf", AUDITOR)
    assert (found.forms, found.issued) == (1, 0)
    assert found.sentence == "已生成“自评.pdf”：1 份自评表，1 页，草稿 1 份。"
    assert issues(year) == 0


def test_void_ones_and_those_of_others_stay_out(year: Year, tmp_path: Path) -> None:
    key = year.saved()
    assert year.office.ask(CLERK, evaluation_batch.why_not, 2026) == ""
    assert year.office.ask(STRANGER, evaluation_batch.why_not, 2026) == "2026 年度还没有绩效自评。"
    year.office.do(CLERK, evaluations.void, key, "重填")
    with pytest.raises(Refused, match="2026 年度还没有绩效自评，没有可打印的内容"):
        write(year, tmp_path / "自评.pdf")
    assert not (tmp_path / "自评.pdf").exists()


def test_progress_names_every_project_and_cancelling_writes_no_file(year: Year, tmp_path: Path) -> None:
    year.approved()
    year.office.do(CLERK, evaluations.prepare, second_project(year), 2026)
    told: list[tuple[int, int, str]] = []
    write(year, tmp_path / "一.pdf", progress=lambda *one: told.append(one))
    assert told == [(0, 2, "政务云服务项目"), (1, 2, "数据共享项目"), (2, 2, "正在写入文件")]

    def stop(done: int, _total: int, _line: str) -> None:
        if done:
            raise Cancelled("操作已取消，没有改动任何内容。")

    with pytest.raises(Cancelled, match=r"^批量打印已取消，没有生成文件。$"):
        write(year, tmp_path / "二.pdf", progress=stop)
    assert not (tmp_path / "二.pdf").exists()
    assert list(tmp_path.glob("*.writing")) == []


def test_cancelling_after_an_issue_says_that_it_stands(year: Year, tmp_path: Path) -> None:
    year.approved()

    def stop(done: int, _total: int, _line: str) -> None:
        if done:
            raise Cancelled("操作已取消，没有改动任何内容。")

    with pytest.raises(Cancelled, match="没有生成文件。此前已出具并登记 1 份，仍然有效。"):
        write(year, tmp_path / "自评.pdf", progress=stop)
    assert issues(year) == 1


def test_a_file_that_another_program_keeps_open_is_named_and_stays(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year.saved()
    target = tmp_path / "自评.pdf"
    target.write_bytes(b"old")

    def held(_target: Path, _content: bytes) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(disk, "write_whole", held)
    with pytest.raises(Unwritable, match=r"“自评\.pdf”正被别的程序打开，不能替换。") as caught:
        write(year, target)
    assert "WPS" in caught.value.remedy
    assert target.read_bytes() == b"old"
    with pytest.raises(Unwritable, match="不能写入"):
        write(year, tmp_path / "没有.pdf")


def test_a_folder_that_is_gone_is_named(year: Year, tmp_path: Path) -> None:
    year.saved()
    with pytest.raises(NotFound, match="没有找到"):
        write(year, tmp_path / "没有" / "自评.pdf")


def test_an_issued_form_whose_bytes_are_gone_stops_the_batch(year: Year, tmp_path: Path) -> None:
    key = year.approved()
    year.office.do(CLERK, printing.issue, KIND, key)
    for path in attachments_folder(year.office.ledger.path).rglob("*"):
        if path.is_file() and path.read_bytes().startswith(b"%PDF"):
            path.chmod(0o644)
            path.unlink()
    with pytest.raises(FundError, match=r"ZP-2026-0001\.pdf"):
        write(year, tmp_path / "自评.pdf")


def test_the_offices_own_layout_is_offered_first(year: Year) -> None:
    assert year.office.ask(CLERK, evaluation_batch.layouts) == (
        ("", "中央版式（本单位使用）"),
        ("sichuan", "省级版式（四川样式）"),
    )
