"""Drafts: what was typed, as typed, kept on this machine until it is stored in the ledger.

A crash or a power cut loses two seconds. Drafts hold no passwords (`PasswordEdit.raw` is empty) and nothing that was
not on the screen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fundapp import places

PAUSE_MS = 2000
"""Kept this long after the first keystroke that is not kept yet."""

_OFFICE = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Draft:
    """What was kept: when (office time) and the texts by field name."""

    saved_at: dt.datetime
    raw: dict[str, str]


class DraftBox(QObject):
    """Keeps the draft of one editor. `key` tells ledger, person and record apart: ``LEDGER/3/payment/new``."""

    saved = Signal(dt.datetime)
    """Kept just now (for the line 草稿已自动保存 14:32:07)."""
    failed = Signal(str)
    """Could not be kept; the sentence says why. Typing goes on."""

    def __init__(self, key: str, collect: Callable[[], Mapping[str, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = _path(key)
        self._collect = collect
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def offered(self) -> Draft | None:
        """The draft left by an earlier session; None when there is none or it cannot be read."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            raw = {str(name): str(text) for name, text in data["raw"].items()}
            return Draft(dt.datetime.fromisoformat(data["saved_at"]), raw)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def touch(self) -> None:
        """Something was typed: keep it in a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def waiting(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer.isActive()

    def keep(self) -> None:
        """Keep it now; the file is replaced in one step."""
        self._timer.stop()
        now = dt.datetime.now(_OFFICE)
        data = {"saved_at": now.isoformat(timespec="seconds"), "raw": dict(self._collect())}
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            part.replace(self._path)
        except OSError as error:
            self.failed.emit(f"草稿没有存下来（{os.strerror(error.errno or 0)}），请尽快保存。")
            return
        self.saved.emit(now)

    def discard(self) -> None:
        """It is stored in the ledger, or given up: the draft is not needed any more."""
        self._timer.stop()
        self._path.unlink(missing_ok=True)

    def stop(self) -> None:
        """The editor goes away: keep what is waiting, then stop."""
        if self._timer.isActive():
            self.keep()


def _path(key: str) -> Path:
    """File of a key; hashed, because keys hold names of people and ledgers."""
    return places.settings_folder() / "drafts" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"
