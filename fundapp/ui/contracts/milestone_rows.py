"""Payment milestones as rows that are filled in: share and amount follow each other, the sum is held against the total.

A name says what kind of payment it is (预付款, 质保金), so that the kind rarely has to be chosen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QWidget

from fundapp.services.milestones import MilestoneEntry
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.rows_editor import AnyField, CellColumn, RowsEditor
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.values.choices import EvidenceKind, MilestoneKind
from fundapp.values.money import Fen, percent, ratio_bp, share, yuan

_WORDS = (
    (MilestoneKind.ADVANCE, ("预付", "首付", "定金")),
    (MilestoneKind.RETENTION, ("质保", "保证金")),
    (MilestoneKind.FINAL, ("尾款", "终验", "结算")),
)
_KINDS = tuple(kind for kind in MilestoneKind if kind is not MilestoneKind.GRANT)
"""Grants go by list, never by contract (rule 12-18)."""


def kind_of(name: str) -> MilestoneKind:
    """The kind that a milestone's name means."""
    return next((kind for kind, words in _WORDS if any(word in name for word in words)), MilestoneKind.PROGRESS)


class MilestoneRows(RowsEditor):
    """Name, kind, condition, share, amount, day, evidence, progress."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        self._today = today
        self._total: Fen | None = None
        self._linking = False
        self._pending: dict[str, AnyField] = {}
        super().__init__(
            (
                CellColumn("name", "节点名称", self._make_name, 130, 3, folded=(0, 0, 2)),
                CellColumn("kind", "类型", self._make_kind, 104, folded=(0, 2, 1)),
                CellColumn("condition", "付款条件", lambda: TextEdit("付款条件", limit=200), 120, 3, folded=(0, 3, 2)),
                CellColumn("share", "比例（%）", self._make_share, 78, 0, True, (1, 0, 1)),
                CellColumn("amount", "金额（元）", self._make_amount, 124, 0, True, (1, 1, 1)),
                CellColumn(
                    "due_on", "约定日期", lambda: narrow(DateEdit("约定日期", today=today)), 120, folded=(1, 2, 1)
                ),
                CellColumn("evidence", "需要的佐证", _make_evidence, 130, folded=(1, 3, 1)),
                CellColumn("progress", "应达进度（%）", _make_progress, 100, 0, True, (1, 4, 1)),
            ),
            add_text="添加付款节点",
            parent=parent,
        )
        self.edited.connect(self._show_sum)

    def set_total(self, total: Fen | None) -> None:
        """What the rows must add up to; shares of amounts and amounts of shares are computed again."""
        self._total = total
        for place in range(self.count()):
            amount, part = self.cell(place, "amount"), self.cell(place, "share")
            if amount.value() is None:
                self._to_amount(part, amount)
            else:
                self._to_share(part, amount)
        self._show_sum()

    def sum(self) -> Fen:
        """What the readable amounts add up to."""
        return sum(self.cell(place, "amount").value() or 0 for place in self.filled())

    def gap(self) -> str:
        """相差 …, or an empty text when the rows make up the total."""
        if self._total is None or self.sum() == self._total:
            return ""
        missing = self._total - self.sum()
        return f"{'还差' if missing > 0 else '超出'} {yuan(abs(missing))} 元"

    def entries(self) -> tuple[MilestoneEntry, ...]:
        """The filled rows; ask only when `check` found no problem."""
        return tuple(self._entry(place) for place in self.filled())

    def show_entries(self, entries: tuple[MilestoneEntry, ...]) -> None:
        """Show stored milestones."""
        self.set_raw([])
        for entry in entries:
            place = self.add_row({})
            self.cell(place, "name").set_value(entry.name)
            self.cell(place, "kind").set_value(entry.kind)
            self.cell(place, "condition").set_value(entry.condition)
            self.cell(place, "amount").set_value(entry.amount)
            self.cell(place, "due_on").set_value(entry.due_on)
            self.cell(place, "evidence").set_value(entry.evidence_required)
            self.cell(place, "progress").set_value(entry.agreed_progress_bp)

    def _entry(self, place: int) -> MilestoneEntry:
        name = self.cell(place, "name").read() or ""
        full = self.cell(place, "progress").read()
        return MilestoneEntry(
            name=name,
            kind=self.cell(place, "kind").read() or kind_of(name),
            amount=self.cell(place, "amount").read() or 0,
            condition=self.cell(place, "condition").read() or "",
            due_on=self.cell(place, "due_on").read(),
            evidence_required=self.cell(place, "evidence").read(),
            agreed_progress_bp=10000 if full is None else full,
        )

    # Fields of a row are made one after the other, from the left: each finds its neighbours in `_pending`.

    def _make_name(self) -> AnyField:
        made = TextEdit("节点名称", required=True, limit=60)
        self._pending = {"name": made}
        return made

    def _make_day(self) -> AnyField:
        return narrow(DateEdit("约定日期", today=self._today))

    def _make_kind(self) -> AnyField:
        made: Choice[MilestoneKind] = Choice("类型", labelled(_KINDS), empty="按名称")
        narrow(made)
        name = self._pending["name"]

        def guess() -> None:
            typed = name.raw().strip()
            if typed and made.read() is None:
                made.set_value(kind_of(typed))

        name.settled.connect(guess)
        return made

    def _make_share(self) -> AnyField:
        made = PercentEdit("比例")
        made.line.set_unit("")
        narrow(made)
        self._pending["share"] = made
        return made

    def _make_amount(self) -> AnyField:
        made = MoneyEdit("金额", required=True, unit="")
        narrow(made)
        part = self._pending["share"]
        part.edited.connect(lambda: self._to_amount(part, made))
        made.edited.connect(lambda: self._to_share(part, made))
        return made

    def _to_amount(self, part: AnyField, amount: AnyField) -> None:
        typed = part.value()
        if self._linking or self._total is None or typed is None:
            return
        self._linking = True
        amount.set_value(share(self._total, typed))
        self._linking = False

    def _to_share(self, part: AnyField, amount: AnyField) -> None:
        typed = amount.value()
        if self._linking or not self._total or typed is None:
            return
        self._linking = True
        part.set_value(ratio_bp(typed, self._total))
        self._linking = False

    def _show_sum(self) -> None:
        total = self.sum()
        self.set_sum("name", "合计")
        self.set_sum("amount", yuan(total))
        self.set_sum("share", percent(ratio_bp(total, self._total)) if self._total else "")


def _make_evidence() -> AnyField:
    return narrow(Choice("需要的佐证", labelled(tuple(EvidenceKind)), empty="不要求"))


def _make_progress() -> AnyField:
    made = PercentEdit("应达进度")
    made.line.set_unit("")
    return narrow(made)


def narrow(made: AnyField) -> AnyField:
    """Takes its column's width and no more, so that what is left goes to the words."""
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
