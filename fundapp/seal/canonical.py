"""One text for one meaning: what is signed and digested must come out the same on every PC and in every year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def canonical(value: object) -> str:
    """Give the canonical JSON text: keys sorted by code point, no spaces, characters exactly as given.

    Takes dict, list, tuple, str (StrEnum too), int, bool, None, date, aware datetime (UTC, microseconds) and finite
    Decimal (plain figures, trailing zeros kept).

    Raises:
        TypeError: anything else, floats and naive datetimes above all, because they do not come out the same twice.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dict):
        return {_key(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return _text(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"canonical keys are text, not {type(key).__name__}")
    return str(key)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise TypeError("canonical datetimes carry their time zone")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    raise TypeError(f"no canonical text for {type(value).__name__}")


def digest(text: str | bytes) -> str:
    """Give the SHA-256 of bytes, or of text in UTF-8, as 64 hexadecimal characters."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def row_digest(table: str, row: Mapping[str, object]) -> str:
    """Give the digest of one row as SQLite stores it.

    Empty columns are left out, so that a migration which adds a nullable column keeps every older digest valid.

    Args:
        table: name of the table.
        row: column name to stored value: str, int, bytes or None; True and False are stored as 1 and 0.

    Raises:
        TypeError: a value SQLite would not give back as it is, such as a float or a date.
    """
    kept = {column: _stored(value) for column, value in row.items() if value is not None}
    return digest(canonical({"table": table, "row": kept}))


def _stored(value: object) -> str | int:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"not a stored value: {type(value).__name__}")
