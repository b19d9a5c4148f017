"""What the tests of the sign-off share: documents in their states, and what is offered to whom."""

from __future__ import annotations

from dataclasses import replace

from fundapp.rules.person import PersonFacts
from fundapp.rules.signoff import Offer, SignCase, Verb, offers
from fundapp.values.choices import DocumentState, PaymentState
from fundapp.values.roles import Role
from tests.rules.cases import DIVISION, FIGURES, HANDS, SUBMITTED, TODAY, person

DRAFT = replace(SUBMITTED, state=PaymentState.DRAFT)
RETURNED = replace(SUBMITTED, state=PaymentState.RETURNED)
EVALUATION = replace(
    SUBMITTED, subject="evaluation", state=DocumentState.IN_APPROVAL, steps=FIGURES.route("evaluation", TODAY)
)


def signed_by(case: SignCase, count: int) -> SignCase:
    """The case after the first hands."""
    return replace(case, signed=HANDS[:count])


def offer(case: SignCase, someone: PersonFacts, verb: Verb) -> Offer:
    """One offer, which has to be in the list."""
    return next(each for each in offers(case, someone) if each.verb is verb)


def allowed(case: SignCase, someone: PersonFacts) -> set[Verb]:
    """The verbs open to somebody."""
    return {each.verb for each in offers(case, someone) if each.allowed}


EVERY_ROLE = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


def almighty(number: int) -> PersonFacts:
    """Somebody with every role but the administrator's."""
    return person(number, *EVERY_ROLE, charges=(DIVISION,))
