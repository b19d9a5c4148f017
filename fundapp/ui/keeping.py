"""What is typed and not stored: on this machine against a crash, and compared with what is stored."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from PySide6.QtCore import QObject

from fundapp.ui import notices
from fundapp.ui.parts.draft import Draft, DraftBox

VERSION, REASONS = "版本", "理由"
STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "载入对方的修改，保留我改过的", "primary"),
)
"""What can be done when somebody else has stored the record meanwhile."""


class Keeping(QObject):
    """The draft of one editor. `collect` gives every box as typed; `key` tells ledger, person and record apart."""

    def __init__(
        self,
        collect: Callable[[], dict[str, str]],
        kept: Callable[[dt.datetime], None],
        failed: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._collect = collect
        self._on_kept = kept
        self._on_failed = failed
        self._clean: dict[str, str] = {}
        self._box: DraftBox | None = None

    def open(self, key: str) -> None:
        """Keep under this key from now on; the draft of the key before is not needed any more."""
        if self._box is not None:
            self._box.discard()
        self._box = DraftBox(key, self._collect, self)
        self._box.saved.connect(self._on_kept)
        self._box.failed.connect(self._on_failed)

    def touch(self) -> None:
        """Something was typed."""
        if self._box is not None:
            self._box.touch()

    def mark_clean(self, stored: dict[str, str] | None = None) -> None:
        """What stands in the boxes now, or stood there when it was stored, is no loss."""
        self._clean = self._collect() if stored is None else stored

    def clean(self) -> dict[str, str]:
        """Every box as it was loaded or stored last."""
        return dict(self._clean)

    def differing(self) -> list[str]:
        """Names of the boxes whose text is not stored."""
        now = self._collect()
        return [name for name, text in now.items() if name != "项目编号" and text != self._clean.get(name, "")]

    def discard(self) -> None:
        """It is stored, or given up."""
        if self._box is not None:
            self._box.discard()

    def offered(self) -> Draft | None:
        """What an earlier session left."""
        return self._box.offered() if self._box is not None else None

    def is_older(self, draft: Draft) -> bool:
        """Whether the request was stored by somebody else after the draft was kept."""
        return draft.raw.get(VERSION, "") != self._clean.get(VERSION, "")

    def stop(self) -> None:
        """The editor goes away: what waits is kept."""
        if self._box is not None:
            self._box.stop()


def reasons_of(text: str) -> dict[str, str]:
    """Reasons of a kept draft; nonsense is none."""
    try:
        return {str(rule): str(reason) for rule, reason in json.loads(text or "{}").items()}
    except (ValueError, AttributeError):
        return {}
