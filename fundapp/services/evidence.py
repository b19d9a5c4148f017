"""Acceptances and other evidence that a milestone's condition is met (art. 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from fundapp.errors import Invalid, Refused
from fundapp.models import Evidence
from fundapp.rules import access
from fundapp.services.attachments import NewFile, attach
from fundapp.services.done import Changed, Done
from fundapp.services.payment_facts import basis_of
from fundapp.services.payments import void_rounds_behind
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ContractState, EvidenceKind, EvidenceResult
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class EvidenceEntry:
    """An acceptance, assessment or other proof as typed."""

    kind: EvidenceKind
    title: str
    result: EvidenceResult
    dated: dt.date
    progress_bp: int
    delivered_on: dt.date | None = None
    note: str = ""


def add(uow: UnitOfWork, milestone_id: int, entry: EvidenceEntry, files: Sequence[NewFile]) -> Done:
    """Records an acceptance or other proof for a milestone, with its files.

    A request for the milestone that is in flight loses its signatures: they approved other evidence.
    """
    basis = basis_of(uow, milestone_id)
    access.require_division(uow.me, basis.project.division_id, "evidence.add")
    if basis.document.state != ContractState.IN_FORCE:
        raise Refused("合同或清单尚未生效，不能登记佐证。", article="第十二条")
    if not entry.title.strip():
        raise Invalid("请填写材料名称。", field="材料名称")
    if not 0 <= entry.progress_bp <= 10000:
        raise Invalid("实际进度应在 0% 到 100% 之间。", field="实际进度")
    for field, day in (("材料日期", entry.dated), ("交付日期", entry.delivered_on)):
        if day is not None and day > uow.today:
            raise Invalid(f"{field}不能晚于今天。", article="第十二条", field=field, remedy="请填写实际日期。")
    evidence = Evidence(
        milestone_id=milestone_id,
        kind=entry.kind,
        title=entry.title.strip(),
        result=entry.result,
        dated=entry.dated,
        delivered_on=entry.delivered_on,
        progress_bp=entry.progress_bp,
        author_id=uow.me.id,
        note=entry.note.strip(),
    )
    uow.add(evidence)
    for file in files:
        attach(uow, SubjectKind.EVIDENCE, evidence.id, file)
    more = void_rounds_behind(uow, [milestone_id], f"新增佐证“{evidence.title}”，签批作废")
    summary = f"登记佐证：{basis.milestone.name}，{evidence.title}（{entry.result.label}）{more}"
    uow.record("evidence.add", SubjectKind.EVIDENCE, evidence.id, summary)
    return Done("佐证已登记" + more, Changed.CONTRACT | Changed.PAYMENT | Changed.ATTACHMENT, evidence.id)
