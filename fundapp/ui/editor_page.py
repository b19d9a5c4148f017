"""What every page that writes a record shares: fields, rows of a table, drafts on this machine, saving, refusals.

What is typed is never lost: it is kept on this machine as typed, stored by 保存, and asked about before leaving.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services.done import Done
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.draft import DraftBox
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label, set_role
from fundapp.ui.parts.rows_editor import RowsEditor
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session


@dataclass(frozen=True)
class Order:
    """A verb with everything it needs."""

    verb: Callable[..., Done]
    args: tuple[Any, ...]


class EditorPage(Page):
    """Subclasses fill `form`, `take` their rows, and give `key`, `fill`, `order`, `after`.

    What they add to `column` stands below the form.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = Form()
        self._rows: dict[str, RowsEditor] = {}
        self._clean: dict[str, str] = {}
        self._blank: dict[str, str] = {}
        self._loaded = False
        self._filling = False
        self._refused = False
        self._then: Callable[[], None] = nothing
        self.status = label("", "second")
        self.save_button = button("保存", self.save, look="primary", tip="保存\nCtrl+S")
        self._banner_text = label("", "warn", wrap=True)
        self._banner_button = button("清空重填", self._start_over, look="link")
        self.banner = QWidget()
        self.column = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._box: DraftBox | None = None
        self._build()
        self.form.edited.connect(self._on_edited)

    def take(self, name: str, editor: RowsEditor) -> None:
        """A table to be filled in; `name` is what drafts and messages call it."""
        self._rows[name] = editor
        editor.edited.connect(self._on_edited)

    def _build(self) -> None:
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(20, 10, 20, 0)
        strip.addWidget(self._banner_text, 1)
        strip.addWidget(self._banner_button)
        self.banner.hide()
        inner = QWidget()
        inner.setLayout(self.column)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.column.addWidget(self.form)
        self.foot.setContentsMargins(20, 10, 20, 14)
        self.foot.setSpacing(10)
        self.foot.addWidget(self.status, 1)
        self.foot.addWidget(self.save_button)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.banner)
        card.body.addWidget(Scroll(inner), 1)
        card.body.addLayout(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.addWidget(card)

    def add_foot(self, made: QPushButton) -> None:
        """A button beside 保存."""
        self.foot.addWidget(made)

    # -- what the subclass gives ----------------------------------------------------------------------------------

    @abstractmethod
    def key(self) -> str:
        """Names the record for its draft: ``contract/7``, ``contract/new``."""

    @abstractmethod
    def fill(self) -> None:
        """Put what is stored (or proposed for a new record) into the boxes."""

    @abstractmethod
    def order(self) -> Order:
        """The verb that stores the boxes; only asked when all of them can be read."""

    @abstractmethod
    def after(self, done: Done, go: Callable[[], None]) -> None:
        """It is stored and its draft is gone; call `go` when nothing else holds the page (files, say)."""

    def onward(self, done: Done) -> None:
        """Where to go after 保存, unless the person was leaving anyway."""

    def barred(self) -> str:
        """Why nothing can be stored here now; empty when it can."""
        return ""

    def version(self) -> str:
        """Version of the record that the boxes were filled from; tells a draft of an older one apart."""
        return ""

    def restored(self, raw: Mapping[str, str]) -> None:
        """A draft was put back; boxes whose choices depend on others follow."""

    # -- what the shell asks --------------------------------------------------------------------------------------

    def refresh(self, changed: Flag | None = None) -> None:
        """Fill the boxes at first and on F5; what others do meanwhile never overwrites what is typed."""
        if not self._loaded or (changed is None and not self.unsaved()):
            self._load()

    def can_save(self) -> bool:
        """Unless the record is closed to this person."""
        return not self.barred()

    def unsaved(self) -> str:
        """Names the boxes that are not stored."""
        names = self._differing()
        if not names:
            return ""
        return f"“{names[0]}”等 {len(names)} 处填写还没有保存。" if len(names) > 1 else f"“{names[0]}”还没有保存。"

    def drop(self) -> None:
        """Give up what is typed, on this machine too."""
        if self._box is not None:
            self._box.discard()
        self._clean = self.stash()
        self._loaded = False

    def leave(self) -> None:
        """Keep what is typed; stop the timer."""
        if self._box is not None:
            self._box.stop()

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the boxes; a box that cannot be read is named, and everything stays as typed."""
        why = self.barred()
        if why:
            self.say(why, bad=True)
            return
        self.form.clear_complaints()
        good = self.form.check()
        for editor in self._rows.values():
            good = editor.check() and good
        if not good:
            self._keep_for_later()
            return
        self._then = then
        made = self.order()
        self._session.do(self, made.verb, *made.args, done=self._after, failed=self._refuse, hold=self.save_button)

    # -- inside ---------------------------------------------------------------------------------------------------

    def say(self, text: str, *, bad: bool = False) -> None:
        """The line at the foot; a red one goes with the next edit."""
        self._refused = bad
        set_role(self.status, "bad" if bad else "second")
        self.status.setText(text)

    def show_banner(self, text: str, *, over: bool = False) -> None:
        """An amber line above the form; `over` offers to start again."""
        self._banner_text.setText(text)
        self._banner_button.setVisible(over)
        self.banner.setVisible(bool(text))

    def stash(self) -> dict[str, str]:
        """Every box as typed."""
        rows = {name: editor.raw_text() for name, editor in self._rows.items()}
        return {**self.form.raw(), **rows, "版本": self.version()}

    def mark_stored(self) -> None:
        """What stands in the boxes is what the ledger holds."""
        self._clean = self.stash()

    def _keep_for_later(self) -> None:
        if self._box is not None:
            self._box.keep()
        bad = [name for name in self.form.names() if self.form.field(name).complaint()]
        bad += [name for name, editor in self._rows.items() if editor.complaints()]
        self.say(f"请先改正：{'、'.join(bad)}。填写的内容已存在本机，还没有写入账套。", bad=True)

    def _load(self) -> None:
        self._filling = True
        self._blank = self._blank or self.form.raw()
        try:
            self.form.set_raw(self._blank)
            self.form.clear_complaints()
            self.fill()
            self._loaded = True
            self._clean = self.stash()
            self._restore()
        finally:
            self._filling = False
        why = self.barred()
        bar(self.save_button, why)
        self.form.set_read_only(bool(why))
        for editor in self._rows.values():
            editor.set_read_only(bool(why))
        if why:
            self.show_banner(why)
        self.headed.emit()

    def _restore(self) -> None:
        self._box = self._box or self._make_box()
        self.show_banner("")
        offered = self._box.offered()
        if offered is None or self.barred():
            return
        self.form.set_raw(offered.raw)
        for name, editor in self._rows.items():
            editor.set_raw_text(offered.raw.get(name, ""))
        self.restored(offered.raw)
        changed = offered.raw.get("版本", "") != self._clean["版本"]
        more = "此后已有人修改过，保存前请核对。" if changed else ""
        self.show_banner(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写。{more}", over=True)

    def _make_box(self) -> DraftBox:
        box = DraftBox(f"{self._session.path}/{self._session.seat.person_id}/{self.key()}", self.stash, self)
        box.saved.connect(self._on_kept)
        box.failed.connect(lambda why: self.say(why, bad=True))
        return box

    def _on_kept(self, at: dt.datetime) -> None:
        self.say(f"草稿已自动保存 {at:%H:%M:%S}")

    def _start_over(self) -> None:
        self.drop()
        self._load()

    def _differing(self) -> list[str]:
        if not self._loaded:
            return []
        return [name for name, text in self.stash().items() if text != self._clean.get(name, "")]

    def _on_edited(self) -> None:
        if self._filling:
            return
        if self._refused:
            self.say("")
        if self._box is not None:
            self._box.touch()

    def _after(self, done: Done) -> None:
        if self._box is not None:
            self._box.discard()
            self._box.deleteLater()
            self._box = None
        self.mark_stored()
        self.show_banner("")
        self.say("已保存")
        then, self._then = self._then, nothing
        self.after(done, (lambda: self.onward(done)) if then is nothing else then)

    def _refuse(self, error: FundError) -> None:
        if self._box is not None:
            self._box.keep()
        if not self.form.complain(error):
            notices.refusal(self, error)
        self.say(str(error), bad=True)
