"""Reading TOML tables strictly: a wrong type, a forgotten key or a misspelt one is a sentence that names the file.

Nothing here knows what the tables mean; `figure_files` does.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from fundapp.errors import Damaged
from fundapp.rules.dated import Dated

_D = TypeVar("_D", bound=Dated)
_E = TypeVar("_E", bound=StrEnum)


def damaged(file: str, why: str, *, article: str = "", remedy: str = "请恢复原文件或重新安装程序。") -> Damaged:
    """The refusal for a mistake in one file."""
    return Damaged(f"制度数据文件“{file}”有问题：{why}。", article=article, remedy=remedy)


class Entry:
    """One table of a file, read key by key; what nobody asked for is a mistake."""

    def __init__(self, file: str, kind: str, values: Mapping[str, Any]) -> None:
        """Take the table as TOML gives it; `kind` names it in messages when it has no key of its own."""
        self.file = file
        self._left = dict(values)
        names = (values.get(key) for key in ("title", "label", "code", "prefix", "word", "name", "key", "subject"))
        self.name = str(next((name for name in names if name), kind))  # the office's word before the program's

    def wrong(self, why: str) -> Damaged:
        """A refusal that names file and entry."""
        return damaged(self.file, f"“{self.name}”{why}")

    def take(self, key: str, kind: type[Any], default: object = None) -> Any:
        """Give the value of a key, which has to be of exactly this type; without a default it has to be there.

        Raises:
            Damaged: missing, empty text or of another type.
        """
        if key not in self._left:
            if default is None:
                raise self.wrong(f"缺少 {key}")
            return default
        value = self._left.pop(key)
        if type(value) is not kind or value == "":
            raise self.wrong(f"的 {key} 填写有误（{value!r}）")
        return value

    def whole(self, key: str) -> int:
        """Give a whole number that is not negative."""
        value = self.take(key, int)
        if value < 0:
            raise self.wrong(f"的 {key} 不能为负数（{value}）")
        return int(value)

    def member(self, code: object, kind: type[_E]) -> _E:
        """Give the member of a closed list that has this code."""
        if code not in list(kind):
            raise self.wrong(f"中的 {code!r} 不在可选范围内")
        return kind(str(code))

    def rows(self, key: str, *kinds: type[Any], optional: bool = False) -> tuple[Any, ...]:
        """Give a list of rows whose cells have exactly these types."""
        rows = self.take(key, list, [] if optional else None)
        for row in rows:
            if not isinstance(row, list) or [type(cell) for cell in row] != list(kinds):
                raise self.wrong(f"的 {key} 有一行填写有误（{row!r}）")
        return tuple(tuple(row) for row in rows)

    def entries(self, key: str) -> list[Entry]:
        """Give the tables inside this one."""
        tables = self.take(key, list)
        if not tables or not all(isinstance(table, dict) for table in tables):
            raise self.wrong(f"的 {key} 填写有误")
        return [Entry(self.file, f"{self.name}/{key}", table) for table in tables]

    def dated(self) -> dict[str, Any]:
        """Give what every dated entry has: validity, document, article, sample, note."""
        since = self.take("valid_from", dt.date)
        until = self.take("valid_to", dt.date) if "valid_to" in self._left else None
        if until is not None and until < since:
            raise self.wrong(f"的失效日期 {until} 早于生效日期 {since}")
        return {
            "valid_from": since,
            "valid_to": until,
            "document": self.take("document", str),
            "article": self.take("article", str, ""),
            "sample": self.take("sample", bool, False),
            "note": self.take("note", str, ""),
        }

    def close(self) -> None:
        """Refuse keys that nobody asked for: mostly a typing mistake that would be ignored in silence."""
        if self._left:
            raise self.wrong(f"有不认识的内容：{'、'.join(sorted(self._left))}")


def read_tables(folder: Path, file: str, *kinds: str) -> dict[str, list[Entry]]:
    """Give the entries of a file by kind of table; each kind has to be there.

    Raises:
        Damaged: the file is missing, is not TOML, or holds other tables than these.
    """
    try:
        tables = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # UnicodeDecodeError and TOMLDecodeError are ValueErrors
        raise damaged(file, f"无法读取（{error}）") from error
    if set(tables) != set(kinds) or not all(isinstance(rows, list) for rows in tables.values()):
        raise damaged(file, f"应当只含 {'、'.join(kinds)}，现在是 {'、'.join(tables) or '空文件'}")
    return {kind: [Entry(file, kind, row) for row in tables[kind]] for kind in kinds}


def read_series(entries: Iterable[Entry], parse: Callable[[Entry], _D], same: Callable[[_D], str]) -> tuple[_D, ...]:
    """Parse entries in file order and check that those of the same name follow each other day by day.

    Raises:
        Damaged: an entry is wrong, or its validity overlaps the next one's or leaves a gap before it.
    """
    found: list[_D] = []
    by_name: defaultdict[str, list[tuple[Entry, _D]]] = defaultdict(list)
    for entry in entries:
        item = parse(entry)
        entry.close()
        found.append(item)
        by_name[same(item)].append((entry, item))
    for versions in by_name.values():
        versions.sort(key=lambda version: version[1].valid_from)
        for (entry, old), (_, new) in pairwise(versions):
            if old.valid_to is None or old.valid_to >= new.valid_from:
                raise entry.wrong(f"有两条规定同时有效（{new.valid_from} 起）")
            if old.valid_to + dt.timedelta(days=1) != new.valid_from:
                raise entry.wrong(f"在 {old.valid_to} 与 {new.valid_from} 之间没有规定")
    return tuple(found)
