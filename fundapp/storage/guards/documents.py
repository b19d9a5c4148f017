"""Which tables are signed documents: the guards in `templates/` are written once and stand for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from fundapp.models import Base

_MOVING = frozenset({"id", "author_id", "state", "void_reason", "version"})
"""Columns that other guards hold, or that move with the state."""


@dataclass(frozen=True, slots=True)
class Document:
    """A table of signed documents with the office's word, the article it goes by, and the tables of its lines."""

    table: str
    word: str
    article: str
    lines: tuple[str, ...]


DOCUMENTS = (
    Document("application", "年度申请", "第十三条", ("application_share",)),
    Document("evaluation", "绩效自评", "第十三条", ("evaluation_score",)),
    Document("monitoring", "运行监控", "第十五条", ("monitoring_line",)),
    Document("term_review", "期满评价", "第十六条", ("term_review_line",)),
)


def guards() -> Iterator[str]:
    """The text of the guards of each document, to be read like the other files."""
    texts = {name: _template(name) for name in ("signed_document.sql", "signed_lines.sql")}
    for one in DOCUMENTS:
        frozen = (column.name for column in Base.metadata.tables[one.table].columns if column.name not in _MOVING)
        names = {"table": one.table, "word": one.word, "article": one.article}
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in frozen)
        yield texts["signed_document.sql"].format(**names, changed=changed)
        for child in one.lines:
            yield texts["signed_lines.sql"].format(**names, child=child, key=f"{one.table}_id")


def _template(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
