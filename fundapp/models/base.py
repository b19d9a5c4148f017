"""The declarative base and the column types of every record.

All tables are SQLite STRICT tables: an integer column takes integers only, so no float can enter a money column,
whoever writes. Dates and moments are ISO 8601 text; moments carry UTC, because sealed
text must read back byte for byte.
"""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import ForeignKey, Integer, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Day(TypeDecorator[dt.date]):
    """A calendar day as ``YYYY-MM-DD`` text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class Moment(TypeDecorator[dt.datetime]):
    """A point in time as ISO 8601 text in UTC with microseconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else dt.datetime.fromisoformat(value)


class Quantity(TypeDecorator[Decimal]):
    """An exact decimal as plain text, such as ``99.95``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Choice(TypeDecorator[enum.StrEnum]):
    """A value of a closed list, stored as its code."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[enum.StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: enum.StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.StrEnum | None:
        return None if value is None else self.kind(value)


class YesNo(TypeDecorator[bool]):
    """True or False as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A row the office keeps. Plain Python until it is added to a session."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bool: YesNo,
        dt.date: Day,
        dt.datetime: Moment,
        Decimal: Quantity,
    }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        arguments = cls.__dict__.get("__table_args__", ())
        cls.__table_args__ = (*arguments, {"sqlite_strict": True})
        super().__init_subclass__(**kwargs)


Id = Annotated[int, mapped_column(Integer, primary_key=True)]


def choice(kind: type[enum.StrEnum], **options: Any) -> Mapped[Any]:
    """A column holding a code of a closed list."""
    return mapped_column(Choice(kind), **options)


def ref(target: str, **options: Any) -> Mapped[Any]:
    """A reference to the ``id`` of another table, with an index."""
    return mapped_column(Integer, ForeignKey(f"{target}.id"), index=options.pop("index", True), **options)
