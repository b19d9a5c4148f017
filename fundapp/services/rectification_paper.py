"""Fills the blanks of 整改通知及反馈表 and of the 整改台账, and writes the ledger's spreadsheet."""

from __future__ import annotations

from pathlib import Path

from fundapp.excel import rectification_list as spreadsheet
from fundapp.forms import rectification_list_form
from fundapp.forms.imprint import Imprint
from fundapp.forms.rectification_form import NoteBlank, RectificationBlanks
from fundapp.forms.rectification_list_form import RectificationListBlanks
from fundapp.forms.signoffs import SignOffBlank
from fundapp.models import LedgerInfo
from fundapp.services import rectification_list
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.paging import PageRequest
from fundapp.services.rectification_sheet import NoteRow, sheet
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import RectificationStep
from fundapp.values.documents import SubjectKind

CONFIRMER = "确认人"


def blanks(desk: Desk, key: int, imprint: Imprint) -> RectificationBlanks:
    """The form's blanks. Raises NotFound."""
    found = sheet(desk, key)
    last = next((note for note in reversed(found.notes) if note.step is RectificationStep.CONFIRMATION), None)
    return RectificationBlanks(
        imprint=imprint,
        number=found.number,
        project=found.project,
        year=found.year,
        source=found.source_name,
        division=found.division,
        person=found.person,
        leader=found.leader,
        found_on=found.found_on,
        first_due_on=found.first_due_on,
        due_on=found.due_on,
        extended=found.extended,
        problem_type=found.problem_type.label,
        problem=found.problem,
        amount=found.amount,
        basis=found.basis,
        demand=found.demand,
        measure=found.measure,
        notes=tuple(_note(note) for note in found.notes),
        result=found.result,
        evidence=tuple(
            f"{file.file_name}（登记时附）" if place < found.papers else file.file_name
            for place, file in enumerate(found.files)
        ),
        author=found.author,
        reporter=found.reported_by,
        reported_on=found.reported_on,
        confirmer=SignOffBlank(CONFIRMER, last.text, last.person, signed_at=last.at)
        if last
        else SignOffBlank(CONFIRMER),
        state=found.state.label,
    )


def _note(note: NoteRow) -> NoteBlank:
    return NoteBlank(note.at, note.person, note.step.label, note.text, note.progress_bp, note.due_on)


def ledger_pdf(desk: Desk, request: PageRequest, year: int | None, scope: str) -> bytes:
    """The 整改台账 as PDF: the problems that the filters leave. It is a list and is not issued."""
    imprint = Imprint(office=desk.get(LedgerInfo, 1).office, printed_on=desk.today, listing=True)
    found = rectification_list.ledger(desk, request, year, scope)
    return rectification_list_form.draw(RectificationListBlanks(imprint, found))


def export(uow: UnitOfWork, path: Path, request: PageRequest, year: int | None, scope: str) -> Done:
    """Writes the 整改台账 as a spreadsheet; what leaves the ledger leaves an audit line.

    Raises:
        Unwritable: the file is open elsewhere, the folder is read-only, or the disk is full.
    """
    found = rectification_list.ledger(uow, request, year, scope)
    spreadsheet.write(path, found)
    uow.record(
        "rectifications.export", SubjectKind.LEDGER, 1, f"导出整改台账 {len(found.lines)} 项（{scope}）到 {path.name}"
    )
    return Done(f"已导出 {len(found.lines)} 项到 {path.name}", Changed.NOTHING)
