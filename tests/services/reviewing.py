"""Term reviews that every hand has signed, for tests of what follows from them."""

from __future__ import annotations

from sqlalchemy import text

from fundapp.models import TermReview
from fundapp.rules.route import Step
from fundapp.services import document, document_verbs
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Conclusion, Decision
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import Office

_KIND = DocumentKind(
    TermReview, "term_reviews", "QM", "第十六条", Changed.TERM_REVIEW, lambda _desk, review: {"number": review.number}
)
_STEERING = ("领导小组成员甲", "领导小组成员乙")


def reviewed(place: Office, project_id: int, until: int, conclusion: Conclusion, *, years: int = 3) -> int:
    """The term that ends with `until` was reviewed and concluded; gives the review's id."""
    for name in _STEERING:
        if name not in place.seats:
            place.hire(name, Role.STEERING_MEMBER)
    review = place.do(place.clerk, _write, project_id, until - years + 1, until, conclusion)
    place.do(place.clerk, _submit, review, until)
    for step in place.ask(_route, review):
        seat = place.seats[_hand(step)]
        place.clock.pass_by(minutes=1)
        ticks = tuple(item.key for item in step.checklist)
        place.do(seat, _sign, review, Signing(Decision.AGREE, ticks=ticks), place.confirm(seat))
    return review


def undone(place: Office, review_id: int) -> None:
    """The review is open again, by the shared verb alone and in a file that lost its guard: nobody asks what rests
    on it."""
    place.do(place.clerk, _change, review_id)


def _change(uow: UnitOfWork, review_id: int) -> Done:
    uow.session.execute(text("DROP TRIGGER term_review_kept_in_use"))
    return document_verbs.change(uow, _KIND, review_id, "结论有误")


def _hand(step: Step) -> str:
    steering = {"steering_1": _STEERING[0], "steering_2": _STEERING[1]}
    hands = {"division_head": "科室负责人", "finance": "财务", "supervising_leader": "分管领导"} | steering
    return hands.get(step.key, "主要领导")


def _write(uow: UnitOfWork, project_id: int, first: int, until: int, conclusion: Conclusion) -> Done:
    review = TermReview(
        division_id=uow.me.division_id,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
        dated=uow.today,
        project_id=project_id,
        from_year=first,
        to_year=until,
        conclusion=conclusion,
    )
    uow.add(review)
    uow.record("term_reviews.save", SubjectKind.TERM_REVIEW, review.id, "保存期满评价草稿")
    return Done("草稿已保存", Changed.TERM_REVIEW, review.id)


def _submit(uow: UnitOfWork, review_id: int, year: int) -> Done:
    review, case = document_verbs.sendable(uow, _KIND, review_id)
    return document_verbs.send(uow, _KIND, review, case, year)


def _sign(uow: UnitOfWork, review_id: int, given: Signing, confirmation: Confirmation) -> Done:
    return document_verbs.sign(uow, _KIND, review_id, given, confirmation)


def _route(desk: Desk, review_id: int) -> tuple[Step, ...]:
    return document.route_of(desk, desk.get(TermReview, review_id))
