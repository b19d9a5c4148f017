"""Two people typed into the same record: what each of them changed is kept, and what both changed is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NAMED = 3


@dataclass(frozen=True)
class Merged:
    """What should stand in the boxes now.

    Attributes:
        raw: theirs, with mine where I typed.
        mine: boxes that I changed.
        both: boxes that both changed, to different texts; mine stands in them.
    """

    raw: dict[str, str]
    mine: tuple[str, ...]
    both: tuple[str, ...]

    def sentence(self) -> str:
        """What was done, for the line on top of the page."""
        if not self.mine:
            return "已载入最新内容，您没有改动的地方都以对方为准。"
        kept = f"已载入对方的修改，您改过的{_listed(self.mine)}仍是您的填写，还没有保存。"
        return f"{kept}其中{_listed(self.both)}双方都改过，请核对后再保存。" if self.both else kept


def merge(before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Merge box by box; a row of a table (an object in JSON) is merged inside.

    Args:
        before: every box as it was loaded.
        mine: as it stands on the screen.
        theirs: as it is stored now; boxes that are not there any more are dropped.
    """
    raw: dict[str, str] = dict(theirs)
    changed: list[str] = []
    both: list[str] = []
    for name, text in theirs.items():
        old, typed = before.get(name, ""), mine.get(name, "")
        row = _row(text)
        if typed in (old, text):
            continue
        if row is not None:
            was, now = _row(old) or {}, _row(typed) or {}
            boxes = [box for box in {**was, **now} if now.get(box) not in (was.get(box), row.get(box))]
            raw[name] = json.dumps({**row, **{box: now.get(box, "") for box in boxes}}, ensure_ascii=False)
            changed += [f"{name}的{box}" for box in boxes]
            both += [f"{name}的{box}" for box in boxes if row.get(box) != was.get(box)]
        else:
            raw[name] = typed
            changed.append(name)
            if text != old:
                both.append(name)
    return Merged(raw, tuple(changed), tuple(both))


def _row(text: str) -> dict[str, Any] | None:
    """A row of boxes; None when the text is that of one box."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _listed(names: tuple[str, ...]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_NAMED])
    return f"{shown}等 {len(names)} 处" if len(names) > _NAMED else shown
