"""What is added to a contract in force: evidence of a milestone, a supplementary agreement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fundapp.errors import FundError
from fundapp.services import contracts, evidence
from fundapp.services.attachments import NewFile
from fundapp.services.contract_sheet import ContractSheet, MilestoneRow
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.ui.attachment_files import KindDialog, read_file, show_by_system
from fundapp.ui.contracts.milestone_rows import MilestoneRows
from fundapp.ui.parts.attachments import Attached, Attachments
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.scroll import Sideways
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, EvidenceKind, EvidenceResult
from fundapp.values.money import yuan

_FALLBACK = {EvidenceKind.ASSESSMENT: AttachmentKind.ASSESSMENT, EvidenceKind.ALLOCATION: AttachmentKind.BASIS}


class EvidenceDialog(FormDialog):
    """An acceptance, assessment or other proof for one milestone, with its files."""

    def __init__(self, page: Page, session: Session, milestone: MilestoneRow) -> None:
        required = f"；约定佐证：{milestone.evidence_required.label}" if milestone.evidence_required else ""
        super().__init__(
            "登记佐证", "登记", page, text=f"{milestone.name}，{yuan(milestone.amount)} 元{required}", width=720
        )
        self._page, self._session, self._milestone = page, session, milestone

        def today() -> dt.date:
            return session.ask(lambda desk: desk.today)

        self.kind: Choice[EvidenceKind] = Choice("佐证类型", labelled(tuple(EvidenceKind)), required=True)
        self.title = TextEdit("材料名称", required=True, limit=100)
        self.outcome: Choice[EvidenceResult] = Choice("结论", labelled(tuple(EvidenceResult)), empty="")
        self.dated = DateEdit("材料日期", required=True, today=today)
        self.delivered = DateEdit("交付日期", today=today)
        self.progress = PercentEdit("实际进度", required=True)
        self.note = TextEdit("说明", limit=300)
        self.files = Attachments()
        self._paths: list[tuple[Path, AttachmentKind]] = []
        self.kind.set_value(milestone.evidence_required)
        self.outcome.set_value(EvidenceResult.PASSED)
        self.progress.set_value(milestone.agreed_progress_bp)
        self._propose()
        self._lay_out()

    def _lay_out(self) -> None:
        form = self.form
        form.add("佐证类型", self.kind)
        form.add("结论", self.outcome)
        form.add("材料名称", self.title, wide=True)
        form.add("材料日期", self.dated)
        form.add("交付日期", self.delivered)
        form.add("实际进度", self.progress)
        form.add("说明", self.note)
        self.add_above(label("附件", "head"))
        self.add_above(self.files)
        self.kind.settled.connect(self._propose)
        self.files.added.connect(self._ask_kinds)
        self.files.removed.connect(self._remove)
        self.files.opened.connect(self._open)
        self.ready.connect(self._store)

    def add_files(self, chosen: tuple[tuple[Path, AttachmentKind], ...]) -> None:
        """These go with the evidence."""
        self._paths.extend(chosen)
        self._tell()

    def _propose(self) -> None:
        kind = self.kind.read()
        words = {f"{self._milestone.name}{one.label}" for one in EvidenceKind}
        if kind is not None and self.title.raw().strip() in {"", *words}:
            self.title.set_value(f"{self._milestone.name}{kind.label}")

    def _ask_kinds(self, paths: list[Path]) -> None:
        kind = self.kind.read()
        fallback = _FALLBACK.get(kind, AttachmentKind.ACCEPTANCE) if kind is not None else AttachmentKind.ACCEPTANCE
        KindDialog(paths, self.add_files, fallback=fallback, parent=self).open()

    def _remove(self, key: object) -> None:
        self._paths = [each for each in self._paths if each[0] != key]
        self._tell()

    def _open(self, key: object) -> None:
        if isinstance(key, Path):
            show_by_system(key)

    def _tell(self) -> None:
        self.files.show_files([Attached(path, path.name, kind.label, 0, True, True) for path, kind in self._paths])
        self.fit()

    def _store(self) -> None:
        files: list[NewFile] = []
        for path, kind in self._paths:
            try:
                files.append(read_file(path, kind))
            except FundError as error:
                self.refuse(error)
                return
        entry = EvidenceEntry(
            kind=self.kind.read() or EvidenceKind.OTHER,
            title=self.title.read() or "",
            result=self.outcome.read() or EvidenceResult.PASSED,
            dated=self.dated.read() or dt.date.min,
            progress_bp=self.progress.read() or 0,
            delivered_on=self.delivered.read(),
            note=self.note.read() or "",
        )
        self._session.do(
            self._page,
            evidence.add,
            self._milestone.id,
            entry,
            tuple(files),
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )


class AmendmentDialog(FormDialog):
    """补充协议: number, day, amount, reason, and the milestones it adds."""

    def __init__(self, page: Page, session: Session, sheet: ContractSheet) -> None:
        super().__init__(
            "登记补充协议",
            "登记",
            page,
            text=f"{sheet.number} {sheet.entry.name}，原合同 {yuan(sheet.entry.amount)} 元。"
            "追加的金额要有相应的付款节点；签批中的用款申请会失效，须重新签批。",
            width=860,
        )
        self._page, self._session, self._id = page, session, sheet.id

        def today() -> dt.date:
            return session.ask(lambda desk: desk.today)

        self.number = TextEdit("补充协议编号", required=True, limit=60)
        self.signed_on = DateEdit("签订日期", required=True, today=today)
        self.amount = MoneyEdit("补充协议金额", required=True, positive=False)
        self.reason = NoteEdit("变更原因", required=True, lines=2, limit=300)
        self.rows = MilestoneRows(today)
        self.form.add("协议编号", self.number, name="补充协议编号")
        self.form.add("签订日期", self.signed_on)
        self.form.add("变更金额", self.amount, name="补充协议金额")
        self.amount.set_hint("追加为正数，减少为负数，不变填 0")
        self.form.add("变更原因", self.reason, wide=True)
        self.add_above(label("新增付款节点", "head"))
        self.add_above(Sideways(self.rows))
        self.amount.edited.connect(lambda: self.rows.set_total(max(self.amount.value() or 0, 0)))
        self.ready.connect(self._store)

    def fields_are_good(self) -> bool:
        """The rows too."""
        good = self.form.check()
        return self.rows.check() and good

    def _store(self) -> None:
        entry = AmendmentEntry(
            number=self.number.read() or "",
            signed_on=self.signed_on.read() or dt.date.min,
            amount=self.amount.read() or 0,
            reason=self.reason.read() or "",
            milestones=self.rows.entries(),
        )
        self._session.do(
            self._page,
            contracts.amend,
            self._id,
            entry,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )
