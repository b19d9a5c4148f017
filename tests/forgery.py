"""Somebody who holds the file: takes the guards off, writes what he likes, and puts the guards back.

`Forger.seal` is somebody on the inside, with a key of his own and a program of his own that asks no rule.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from fundapp.errors import Damaged
from fundapp.seal.canonical import canonical, digest, row_digest
from fundapp.seal.chain import GENESIS, link
from fundapp.services.seat import Seat
from fundapp.services.verification import Kind, verify
from fundapp.storage import guards


class Forger:
    """A plain SQLite connection on a ledger; inside the block there are no guards and no foreign keys."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row

    def __enter__(self) -> Forger:
        for row in self.do("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.do(f'DROP TRIGGER "{row["name"]}"')
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for text in guards.shipped().values():
            with contextlib.suppress(sqlite3.OperationalError):  # its table may be gone
                self.do(text)
        self.connection.close()

    def do(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Run a statement."""
        return self.connection.execute(statement, values).fetchall()

    def row(self, table: str, key: int) -> dict[str, Any]:
        """A stored row."""
        return dict(self.do(f'SELECT * FROM "{table}" WHERE id = ?', key)[0])

    def change(self, table: str, key: int, /, **columns: object) -> None:
        """Overwrite columns of a row."""
        wanted = ", ".join(f'"{name}" = ?' for name in columns)
        self.do(f'UPDATE "{table}" SET {wanted} WHERE id = ?', *columns.values(), key)

    def insert(self, table: str, /, **columns: object) -> int:
        """Slip a row in; gives its id."""
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" for _ in columns)
        self.do(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', *columns.values())
        return int(self.do("SELECT last_insert_rowid() AS id")[0]["id"])

    def copy(self, table: str, key: int, /, **columns: object) -> int:
        """Slip in a copy of a row under a new id, some columns changed."""
        row = self.row(table, key) | {"id": None} | columns
        return self.insert(table, **row)

    def seal(
        self,
        seat: Seat | None,
        verb: str,
        rows: Iterable[tuple[str, int] | tuple[str, int, str]] = (),
        *,
        subject: tuple[str, int] = ("payment", 1),
        at: str = "",
        signature: str | None = None,
        **said: object,
    ) -> int:
        """Append a line as the program would, with the digests of these rows as they are now; gives its number.

        A row may bring a digest of its own. `said` replaces parts of the body, `signature` what `seat` would sign.
        """
        last = self.do("SELECT * FROM audit_line ORDER BY id DESC LIMIT 1")
        seq, previous = (last[0]["id"] + 1, last[0]["hash"]) if last else (1, GENESIS)
        body: dict[str, Any] = {
            "seq": seq,
            "at": at or (last[0]["at"].replace("+00:00", "Z") if last else "2026-03-02T01:00:00.000000Z"),
            "person": seat.person_id if seat else None,
            "key": seat.key_id if seat else None,
            "verb": verb,
            "subject": list(subject),
            "summary": "示例",
            "rows": [[*row[:2], row[2] if len(row) == 3 else row_digest(row[0], self.row(*row[:2]))] for row in rows],
        }
        body |= said
        text = canonical(body)
        sealed = link(previous, text)
        self.insert(
            "audit_line",
            id=seq,
            at=body["at"].replace("Z", "+00:00"),
            person_id=body["person"],
            key_id=body["key"],
            verb=body["verb"],
            subject_kind=body["subject"][0],
            subject_id=body["subject"][1],
            summary=body["summary"],
            body=text,
            previous=previous,
            hash=sealed,
            signature=signature if signature is not None else seat.key.sign(sealed) if seat else "",
        )
        return seq

    def sign(self, round_id: int, seat: Seat, position: int, *, verb: str = "payments.sign", **said: object) -> int:
        """Slip in a hand that agrees to a round, signed by `seat` and sealed with a line; gives its id.

        `said` replaces parts of the signed text, and the columns that repeat them.
        """
        round_ = self.row("sign_round", round_id)
        step = self.do("SELECT * FROM round_step WHERE round_id = ? AND position = ?", round_id, position)[0]
        last = self.do("SELECT * FROM audit_line ORDER BY id DESC LIMIT 1")[0]
        text: dict[str, Any] = {
            "content": json.loads(round_["content"]),
            "document": [round_["subject_kind"], round_["subject_id"]],
            "round": round_["number"],
            "step": step["key"],
            "person": seat.person_id,
            "decision": "agree",
            "opinion": "同意",
            "checklist": [item[0] for item in json.loads(step["checklist"])],
            "strokes": digest(""),
            "time": last["at"].replace("+00:00", "Z"),
            "previous": last["hash"],
        }
        text |= said
        hand = self.insert(
            "sign_off",
            round_id=round_id,
            position=position,
            step_key=text["step"],
            person_id=text["person"],
            key_id=seat.key_id,
            decision=text["decision"],
            opinion=text["opinion"],
            checklist=canonical(text["checklist"]),
            strokes="",
            signed_at=text["time"].replace("Z", "+00:00"),
            text=canonical(text),
            signature=seat.key.sign(canonical(text)),
        )
        self.seal(seat, verb, [("sign_off", hand)])
        return hand

    def witness(self, seat: Seat, verb: str, person: int, /, *, signed_by: Seat | None = None, **said: object) -> int:
        """Slip in a witnessing by `seat` of what the next line does to a person; gives its id.

        `said` replaces parts of the signed text. `signed_by` is whose key signs it instead.
        """
        last = self.do("SELECT * FROM audit_line ORDER BY id DESC LIMIT 1")[0]
        held = self.do("SELECT role FROM person_role WHERE person_id = ?", person)
        charges = self.do("SELECT division_id FROM person_charge WHERE person_id = ?", person)
        text: dict[str, Any] = {
            "verb": verb,
            "person": person,
            "name": "示例",  # stands in the summary of every line that is sealed here
            "fingerprint": "",
            "roles": sorted(row["role"] for row in held),
            "charges": sorted(row["division_id"] for row in charges),
            "administrator": 1,
            "time": last["at"].replace("+00:00", "Z"),
            "previous": last["hash"],
        }
        signed = canonical(text | said)
        return self.insert(
            "witnessing",
            verb=verb,
            person_id=person,
            witness_id=seat.person_id,
            key_id=seat.key_id,
            at=last["at"],
            text=signed,
            signature=(signed_by or seat).key.sign(signed),
        )

    def rewrite(self, seq: int, **said: object) -> None:
        """Change the body of a line, its columns with it, and link all later lines anew; nobody signs them."""
        line = self.row("audit_line", seq)
        body = json.loads(line["body"]) | said
        columns = {"verb": body["verb"], "summary": body["summary"], "person_id": body["person"], "key_id": body["key"]}
        self.change("audit_line", seq, body=canonical(body), **columns)
        previous = line["previous"]
        for row in self.do("SELECT * FROM audit_line WHERE id >= ? ORDER BY id", seq):
            sealed = link(previous, row["body"])
            self.change("audit_line", row["id"], previous=previous, hash=sealed)
            previous = sealed


def found(path: Path, *kinds: Kind) -> dict[str, str]:
    """What `verify` finds: place and sentences, of these sections or of all."""
    said: dict[str, str] = {}
    for fault in verify(path).breaks:
        if not kinds or fault.kind in kinds:
            said[fault.where] = said.get(fault.where, "") + fault.sentence
    return said


def complaint(path: Path) -> str:
    """All that `verify` says against a file, also when it cannot be read at all."""
    try:
        return "\n".join(f"{where} {sentence}" for where, sentence in found(path).items())
    except Damaged as error:
        return str(error)
