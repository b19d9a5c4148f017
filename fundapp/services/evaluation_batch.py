"""All self-evaluations of a fiscal year as one PDF, for the file and for publication (arts. 13 and 16).

A form that is approved goes in as it was issued, or is issued now and registered; every other one goes in with the
watermark 草稿. Each keeps its own number, code and page x of y.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import select

from fundapp.errors import Cancelled, Refused
from fundapp.forms.binder import Binder
from fundapp.models import Evaluation, Project, ProjectYear
from fundapp.services import evaluation_layouts, evaluation_list, printing
from fundapp.services.desk import Desk
from fundapp.services.ledger import Ledger
from fundapp.services.seat import Seat
from fundapp.storage import disk, trouble
from fundapp.values.choices import DocumentState
from fundapp.values.documents import FormKind

Progress: TypeAlias = Callable[[int, int, str], None]
"""Told (done, total, line); may raise Cancelled."""

_KIND = FormKind.EVALUATION


@dataclass(frozen=True)
class Bound:
    """What was written. `issued`: forms with number and code, `fresh` of them issued now; `missing`: years without."""

    path: Path
    forms: int
    pages: int
    issued: int
    fresh: int
    missing: int

    @property
    def sentence(self) -> str:
        """What was written, for the person."""
        drafts = self.forms - self.issued
        parts = [f"正式表单 {self.issued} 份（新出具 {self.fresh} 份）"] if self.issued else []
        parts += [f"草稿 {drafts} 份"] if drafts else []
        more = f"另有 {self.missing} 个项目尚未自评。" if self.missing else ""
        return f"已生成“{self.path.name}”：{self.forms} 份自评表，{self.pages} 页，{'，'.join(parts)}。{more}"


@dataclass(frozen=True)
class _Wanted:
    id: int
    project: str
    final: bool


def why_not(desk: Desk, year: int) -> str:
    """Why there is nothing to print of a year; empty when there is something."""
    return "" if _wanted(desk, year) else f"{year} 年度还没有绩效自评。"


def layouts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(key, title) of what `write` takes as its layout, the office's own first: its key is empty."""
    own = evaluation_layouts.office_layout(desk.figures, desk.today)
    others = (one for one in evaluation_layouts.layouts() if one.key != own.key)
    return ("", f"{own.title}（本单位使用）"), *((one.key, one.title) for one in others)


def write(
    ledger: Ledger, seat: Seat, year: int, target: Path, progress: Progress | None = None, layout: str = ""
) -> Bound:
    """Writes every self-evaluation of the year that the person may read into one PDF, by project number.

    Args:
        ledger: the open ledger.
        seat: who prints; without the right to issue, approved forms not issued yet go in as drafts.
        year: fiscal year.
        target: the file; it is written whole or not at all.
        progress: told before each form; may raise Cancelled.
        layout: one of `layouts`; empty for the office's own, by the day of each form, and for those issued already as
            they were issued. A form issued in another layout than the one asked for is issued again.

    Raises:
        Refused: the year has none.
        Cancelled: by the person; says what was issued before.
        Unwritable: the file cannot be written, or another program has it open.
        NotFound, Damaged: the kept bytes of an issued form are gone or were altered.
    """
    wanted = ledger.ask(seat, _wanted, year)
    if not wanted:
        raise Refused(f"{year} 年度还没有绩效自评，没有可打印的内容。", article="第十六条", remedy="请先填报自评。")
    binder, issued, fresh, pages = Binder(), 0, 0, 0
    try:
        for place, one in enumerate(wanted):
            _tell(progress, place, len(wanted), one.project, fresh)
            pdf, formal, new = _form(ledger, seat, one, layout)
            pages += binder.add(pdf)
            issued, fresh = issued + formal, fresh + new
        _tell(progress, len(wanted), len(wanted), "正在写入文件", fresh)
        _write(target, binder.bound())
    finally:
        binder.close()
    missing = len(ledger.ask(seat, evaluation_list.missing, year))
    return Bound(target, len(wanted), pages, issued, fresh, missing)


def _wanted(desk: Desk, year: int) -> tuple[_Wanted, ...]:
    columns: tuple[Any, ...] = (Evaluation.id, Project.name, Evaluation.state)
    query = (
        select(*columns)
        .join(ProjectYear, ProjectYear.id == Evaluation.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .where(ProjectYear.year == year, Evaluation.state != DocumentState.VOID)
        .order_by(Project.number)
    )
    rows = desk.session.execute(evaluation_list.readable(desk, query, Evaluation.division_id))
    return tuple(_Wanted(key, name, state == DocumentState.APPROVED) for key, name, state in rows)


def _form(ledger: Ledger, seat: Seat, one: _Wanted, layout: str) -> tuple[bytes, bool, bool]:
    """(bytes, whether it is an issued form, whether it was issued just now)."""
    newest = ledger.ask(seat, printing.latest, _KIND, one.id) if one.final else None
    if newest is not None and newest.current and layout in ("", newest.layout):
        return ledger.ask(seat, printing.issued_pdf, newest.id), True, False
    if one.final and not ledger.ask(seat, printing.why_not, _KIND, one.id):
        made = ledger.do(seat, printing.issue, _KIND, one.id, layout)
        return ledger.ask(seat, printing.issued_pdf, made.id), True, True
    return ledger.ask(seat, printing.preview, _KIND, one.id, layout), False, False


def _tell(progress: Progress | None, done: int, total: int, line: str, fresh: int) -> None:
    if progress is None:
        return
    try:
        progress(done, total, line)
    except Cancelled as stop:
        kept = f"此前已出具并登记 {fresh} 份，仍然有效。" if fresh else ""
        raise Cancelled(f"批量打印已取消，没有生成文件。{kept}") from stop


def _write(target: Path, pdf: bytes) -> None:
    with trouble.told_in_words(target):
        try:
            disk.write_whole(target, pdf)
        except PermissionError as error:
            if target.exists():  # Windows says so of a file that a reader keeps open
                raise trouble.held_by_another_program(target) from error
            raise
