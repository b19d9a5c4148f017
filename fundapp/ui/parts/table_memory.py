"""How a person likes a table: widths, order and hidden columns, kept by column name in an ini file.

Qt's own `saveState` is positional: after a release with one column more it would restore nonsense.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from fundapp import places


@dataclass(frozen=True)
class Arrangement:
    """Widths in pixels by column key, keys in their order, keys that are hidden."""

    widths: dict[str, int]
    order: tuple[str, ...]
    hidden: frozenset[str]


def recall(name: str, keys: Sequence[str]) -> Arrangement | None:
    """The arrangement kept under `name`, cut down to columns that exist now; None when there is no readable one."""
    kept = _settings().value(f"tables/{name}", "")
    try:
        data = json.loads(str(kept))
        widths = {str(key): int(width) for key, width in data["widths"].items() if key in keys}
        order = tuple(str(key) for key in data["order"] if key in keys)
        hidden = frozenset(str(key) for key in data["hidden"] if key in keys)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Arrangement(widths, order, hidden if len(hidden) < len(keys) else frozenset())


def remember(name: str, arrangement: Arrangement) -> None:
    """Keep an arrangement under `name`."""
    kept = {"widths": arrangement.widths, "order": list(arrangement.order), "hidden": sorted(arrangement.hidden)}
    settings = _settings()
    settings.setValue(f"tables/{name}", json.dumps(kept))
    settings.sync()


def forget(name: str) -> None:
    """Back to what the program proposes."""
    settings = _settings()
    settings.remove(f"tables/{name}")
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(places.settings_folder() / "tables.ini"), QSettings.Format.IniFormat)
