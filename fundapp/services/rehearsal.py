"""The questions of the first window, asked once behind the login.

SQLAlchemy writes the SQL of a statement at its first use, which takes longer than answering it. What a person may read
is part of the statement, so everybody's are written; the answers are thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fundapp.services import office_view, workbench
from fundapp.services.desk import Desk
from fundapp.services.ledger import Ledger

QUESTIONS: tuple[Callable[[Desk], object], ...] = (
    office_view.view,
    office_view.waiting,
    lambda desk: workbench.workbench(desk, desk.today.year),
)


def rehearse(ledger: Ledger) -> Iterator[None]:
    """Asks for one person of each set of roles, a person at a time. Raises FundError (the file is gone or broken)."""
    for person_id in ledger.ask(None, _unlike):
        ledger.ask(None, _ask_as, person_id)
        yield


def _unlike(desk: Desk) -> tuple[int, ...]:
    return tuple({person.roles: person.id for person in desk.people()}.values())


def _ask_as(desk: Desk, person_id: int) -> None:
    seated = replace(desk, me=desk.person_facts(person_id))
    for question in QUESTIONS:
        question(seated)
