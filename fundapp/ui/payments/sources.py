"""Which funding source pays: one for the whole amount, or several with an amount each (art. 6)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.payment_prefill import SourceChoice
from fundapp.ui.parts.button import button
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.field import Field
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.rows_editor import CellColumn, RowsEditor
from fundapp.values.money import Fen, yuan

Shares = tuple[tuple[str, Fen], ...]


class SourcesField(Field[Shares]):
    """A drop-down with what is left of each source; 拆分 opens `rows`, which the form shows below."""

    split_changed = Signal(bool)
    """`rows` are wanted, or not any more."""

    def __init__(self, caption: str = "资金来源", parent: QWidget | None = None) -> None:
        super().__init__(caption, parent=parent)
        self._sources: tuple[SourceChoice, ...] = ()
        self._amount: Fen | None = None
        self._split = False
        self.one: Choice[str] = Choice(caption)
        self.switch = button("拆分为多个来源…", self._toggle, look="link", tip="由几个资金来源分别承担")
        self.rows = RowsEditor(
            (
                CellColumn("source", "资金来源", self._make_choice, 200, 1),
                CellColumn("amount", "金额（元）", lambda: MoneyEdit("金额", required=True, unit=""), 124, 0, True),
            ),
            add_text="添加资金来源",
        )
        self._free = label("", "second")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        below = QHBoxLayout()
        below.addWidget(self._free)
        below.addStretch(1)
        below.addWidget(self.switch)
        column.addWidget(self.one)
        column.addLayout(below)
        self._build(holder)
        self.one.edited.connect(self._tell_rest)
        self.one.edited.connect(self._after_edit)
        self.one.settled.connect(self.settled)
        self.one.entered.connect(self.entered)
        self.rows.edited.connect(self._on_rows)
        self.rows.finished.connect(self.entered)

    def set_sources(self, sources: Sequence[SourceChoice]) -> None:
        """Offer these; what was chosen stays chosen."""
        self._sources = tuple(sources)
        self.one.set_options(self._options())
        for place in range(self.rows.count()):
            cell = self.rows.cell(place, "source")
            if isinstance(cell, Choice):
                cell.set_options(self._options())
        self._tell_rest()

    def set_amount(self, amount: Fen | None) -> None:
        """The whole amount, which a single source pays alone."""
        self._amount = amount
        self._tell_rest()

    def is_split(self) -> bool:
        """Whether several sources pay."""
        return self._split

    def set_split(self, split: bool) -> None:
        """One source, or several."""
        self._split = split
        self.one.setEnabled(not split)
        self.switch.setText("合并为一个来源" if split else "拆分为多个来源…")
        self.split_changed.emit(split)
        self._tell_rest()

    def shares(self) -> Shares:
        """(source, 分) of every source that can be read; the single one pays the whole amount."""
        if not self._split:
            key = self.one.read()
            return ((key, self._amount or 0),) if key is not None else ()
        found = []
        for place in self.rows.filled():
            source = self.rows.cell(place, "source").value()
            amount = self.rows.cell(place, "amount").value()
            if isinstance(source, str) and isinstance(amount, int):
                found.append((source, amount))
        return tuple(found)

    def raw(self) -> str:
        """Both ways of paying as text, for drafts."""
        one = self.one.read()
        if not self._split:
            return one or ""
        return json.dumps({"rows": self.rows.raw()}, ensure_ascii=False)

    def set_raw(self, raw: str) -> None:
        """Put a draft back; nonsense chooses nothing."""
        if not raw.startswith("{"):
            self.set_split(False)
            self.one.set_value(raw or None)
            return
        try:
            rows = [{str(key): str(text) for key, text in row.items()} for row in json.loads(raw)["rows"]]
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        self.set_split(True)
        self.rows.set_raw(rows)

    def read(self) -> Shares | None:
        """The shares, or None when nothing is chosen."""
        return self.shares() or None

    def set_value(self, value: Shares | None) -> None:
        """Show shares."""
        shares = value or ()
        if len(shares) < 2:
            self.set_split(False)
            self.one.set_value(shares[0][0] if shares else None)
            return
        self.set_split(True)
        self._fill(shares)

    def problem(self) -> str:
        """What cannot be read in the rows; what is missing or too much is for the rules to say."""
        for place in self.rows.filled() if self._split else ():
            for key in ("source", "amount"):
                if problem := self.rows.cell(place, key).problem():
                    return f"第 {place + 1} 行：{problem}"
        return ""

    def boxes(self) -> list[QWidget]:
        """The drop-down."""
        return self.one.boxes()

    def set_read_only(self, read_only: bool) -> None:
        """Grey."""
        self.one.set_read_only(read_only or self._split)
        self.switch.setEnabled(not read_only)
        self.rows.set_read_only(read_only)

    def go(self) -> None:
        """Put the cursor where the source is chosen."""
        if self._split and self.rows.count():
            self.rows.cell(0, "source").setFocus()
        else:
            self.one.setFocus()

    def _make_choice(self) -> Choice[str]:
        return Choice("资金来源", self._options(), required=True)

    def _options(self) -> tuple[Option[str], ...]:
        return tuple(Option(each.key, f"{each.title} · 可用 {yuan(each.free)}") for each in self._sources)

    def _toggle(self) -> None:
        shares = self.shares()
        if self._split:
            self.set_split(False)
            self.one.set_value(shares[0][0] if shares else None)
        else:
            self.set_split(True)
            self._fill(shares)
            self.rows.add_row()
        self._after_edit()
        self.settled.emit()

    def _fill(self, shares: Shares) -> None:
        raws = [{"source": json.dumps(source, ensure_ascii=False), "amount": yuan(amount)} for source, amount in shares]
        self.rows.set_raw(raws)

    def _on_rows(self) -> None:
        self._tell_rest()
        if self._split:
            self._after_edit()

    def _tell_rest(self) -> None:
        free = {each.key: each.free for each in self._sources}.get(self.one.read() or "")
        self._free.setText("" if self._split or free is None else f"可用 {yuan(free)} 元")
        if not self._split:
            self.set_hint("")
            return
        total = sum(amount for _, amount in self.shares())
        self.rows.set_sum("amount", yuan(total))
        rest = (self._amount or 0) - total
        word = "还差" if rest > 0 else "多出"
        self.set_hint("" if rest == 0 else f"各来源合计比本次金额{word} {yuan(abs(rest))} 元")
