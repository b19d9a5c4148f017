"""What a new request is begun with: nothing, a project, a contract or list, or the very milestone."""

from __future__ import annotations

from dataclasses import dataclass

from fundapp.services import payment_prefill
from fundapp.services.desk import Desk
from fundapp.services.payment_facts import basis_of
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class Start:
    """Where the editor begins. `kind` is milestone, contract, allocation, project, or empty for nothing."""

    kind: str = ""
    id: int = 0


@dataclass(frozen=True)
class Chosen:
    """What is chosen in the first section; 0 or None where nothing is."""

    project_id: int = 0
    basis: tuple[SubjectKind, int] | None = None
    milestone_id: int = 0


def start_of(target: object) -> Start:
    """A start from what another screen has handed over; what nobody understands begins with nothing."""
    if isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
        return Start(str(target[0]), target[1])
    return Start()


def locate(desk: Desk, start: Start) -> Chosen:
    """Project, document and milestone a start stands for; whatever is no longer payable is left open."""
    if start.kind == "milestone":
        return of_milestone(desk, start.id)
    if start.kind == "project":
        return Chosen(start.id)
    if start.kind in (SubjectKind.CONTRACT.value, SubjectKind.ALLOCATION.value):
        kind = SubjectKind(start.kind)
        project_id = payment_prefill.project_of(desk, kind, start.id)
        return Chosen(project_id, (kind, start.id)) if project_id else Chosen()
    return Chosen()


def of_milestone(desk: Desk, milestone_id: int) -> Chosen:
    """Project and document of a milestone. Raises NotFound."""
    basis = basis_of(desk, milestone_id)
    kind = SubjectKind.CONTRACT if basis.contract else SubjectKind.ALLOCATION
    return Chosen(basis.project.id, (kind, basis.document.id), milestone_id)
