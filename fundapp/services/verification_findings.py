"""What a verification hands back: what was checked, how much of it, and every break that was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fundapp.errors import Cancelled
from fundapp.values.labelled import Labelled

Progress = Callable[[int, int, str], None]
"""Told how far the work is: done, total, Chinese line. May raise `Cancelled`."""

EVERY = 500
"""So many rows pass between two words to `Progress`."""


class Kind(Labelled):
    """What a section looks at, in the order in which it is looked at."""

    FILE = "file", "文件结构"
    GUARDS = "guards", "保护规则"
    CHAIN = "chain", "留痕"
    ROWS = "rows", "数据"
    SIGN_OFFS = "sign_offs", "签批"
    TOTALS = "totals", "金额"
    ATTACHMENTS = "attachments", "附件"
    FORMS = "forms", "已出具表单"


@dataclass(frozen=True)
class Break:
    """One thing that does not hold.

    Attributes:
        kind: the section that found it.
        where: table and id, such as ``payment#7``; a name of a guard or of a sum.
        sentence: Chinese; names the record as people know it and what is wrong with it.
    """

    kind: Kind
    where: str
    sentence: str


@dataclass(frozen=True)
class Section:
    """One part of the verification: how much was looked at, and how many breaks were found.

    `counts` pairs what was counted, with its measure word (个签名), with a number; empty when nothing could be read.
    """

    kind: Kind
    counts: tuple[tuple[str, int], ...]
    breaks: int

    @property
    def sentence(self) -> str:
        """The section in one line."""
        if not self.counts:
            return f"{self.kind.label}：未核对，账套结构与本程序不符。"
        found = f"发现 {self.breaks} 处问题" if self.breaks else "无误"
        return f"{self.kind.label}：{'，'.join(f'{number} {word}' for word, number in self.counts)}；{found}。"


@dataclass(frozen=True)
class Report:
    """The whole verification."""

    sections: tuple[Section, ...]
    breaks: tuple[Break, ...]

    @property
    def ok(self) -> bool:
        """Everything was looked at and holds."""
        return not self.breaks

    @property
    def sentence(self) -> str:
        """The verdict in one line."""
        return "校验通过" if self.ok else f"发现 {len(self.breaks)} 处问题"


@dataclass(frozen=True)
class Watch:
    """Says how far the work is, and stops it when the person asks for that."""

    progress: Progress | None = None
    cancel: Callable[[], bool] | None = None

    def tell(self, kind: Kind, done: int, total: int) -> None:
        """`done` of `total` in a section.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self.cancel is not None and self.cancel():
            raise Cancelled("校验已取消，没有改动任何内容。")
        if self.progress is not None:
            self.progress(done, total, f"正在核对{kind.label}…")

    def now_and_then(self, kind: Kind, done: int, total: int) -> None:
        """The same, at every `EVERY`th step only."""
        if done % EVERY == 0:
            self.tell(kind, done, total)


@dataclass
class Findings:
    """Collects one section."""

    kind: Kind
    watch: Watch
    breaks: list[Break] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, word: str, number: int = 1) -> None:
        """So many more of these were looked at."""
        self.counts[word] = self.counts.get(word, 0) + number

    def fault(self, where: str, sentence: str) -> None:
        """Something does not hold."""
        self.breaks.append(Break(self.kind, where, sentence))

    def section(self) -> Section:
        """What was looked at."""
        return Section(self.kind, tuple(self.counts.items()), len(self.breaks))
