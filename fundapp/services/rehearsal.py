"""The questions of the first window, of a new request and of the signing desk, asked once behind the login.

SQLAlchemy writes the SQL of a statement at its first use, which takes longer than answering it. What a person may read
is part of the statement, so everybody's are written; the answers are thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fundapp.rules.access import may
from fundapp.services import office_view, payment_prefill, payments, signing_desk, workbench
from fundapp.services.desk import Desk
from fundapp.services.ledger import Ledger


def _first_request(desk: Desk) -> None:
    """What the editor of a new request asks."""
    if desk.me is None or not may(desk.me, "payments.edit"):
        return
    for project in payment_prefill.projects(desk)[:1]:
        for basis in payment_prefill.bases(desk, project.id)[:1]:
            for milestone in basis.milestones[:1]:
                payment_prefill.choices(desk, milestone.id, desk.today.year)
                payments.check(desk, payment_prefill.prefill(desk, milestone.id), None)


def _first_to_sign(desk: Desk) -> None:
    """What the signing desk asks."""
    for row in signing_desk.waiting(desk)[:1]:
        signing_desk.document(desk, row.kind, row.id)


QUESTIONS: tuple[Callable[[Desk], object], ...] = (
    office_view.view,
    office_view.waiting,
    lambda desk: workbench.workbench(desk, desk.today.year),
    _first_request,
    _first_to_sign,
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
