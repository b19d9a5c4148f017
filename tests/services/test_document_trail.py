"""Everything that happens to a signed document of performance management is a line of the trail that names it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select, text

from fundapp.errors import Refused
from fundapp.models import AuditLine
from fundapp.services import applications, evaluations, key_evaluations, monitorings, term_reviews
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Signing
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from tests.services import applying, watching
from tests.services.evaluation_year import CLERK, HEAD, Office, Year, file
from tests.services.term_year import Term

_FILES = text("SELECT id FROM attachment WHERE owner_kind = :kind AND owner_id = :key")
VERBS = ("prepare", "save", "attach_file", "detach_file", "submit", "withdraw", "submit", "change", "void")


def lines(office: Office, noun: str, *, after: int) -> list[tuple[str, str, int]]:
    """Verb and subject of every line about a noun that is younger than `after`, in their order."""

    def found(desk: Desk) -> list[tuple[str, str, int]]:
        query = select(AuditLine).where(AuditLine.verb.startswith(f"{noun}."), AuditLine.id > after)
        return [
            (line.verb.partition(".")[2], line.subject_kind, line.subject_id)
            for line in desk.session.scalars(query.order_by(AuditLine.id))
        ]

    return office.ask(CLERK, found)


def last_line(office: Office) -> int:
    """Id of the youngest line."""
    return office.ask(CLERK, lambda desk: desk.session.scalars(select(AuditLine.id)).all()[-1])


def life(office: Office, service: ModuleType, draft: object, *prepared: Any) -> tuple[int, dict[str, Changed]]:
    """A document from its first draft to its end; gives its id and what each verb said it had changed."""
    seat = office.seats[CLERK]
    told: dict[str, Changed] = {}

    def act(verb: str, *given: Any) -> Done:
        done = office.ledger.do(seat, getattr(service, verb), *given)
        told[verb] = done.changed
        return done

    key = act("prepare", *prepared).id
    assert act("save", draft, key).id == key
    proof = act("attach_file", key, file("依据.pdf"))
    assert proof.id == key
    act("detach_file", key, office.ask(CLERK, _only_file, service, key))
    act("submit", key)
    act("withdraw", key, "补充内容")
    act("submit", key)
    act("change", key, "更正内容")
    act("void", key, "重复填报")
    return key, told


def _only_file(desk: Desk, service: ModuleType, key: int) -> int:
    owned = desk.session.execute(_FILES, {"kind": service.KIND.subject, "key": key}).scalars().all()
    assert len(owned) == 1
    return int(owned[0])


@pytest.mark.parametrize("noun", ["evaluations", "monitorings"])
def test_every_step_of_a_self_evaluation_and_a_monitoring_is_a_line_that_names_it(year: Year, noun: str) -> None:
    begun = last_line(year.office)
    if noun == "evaluations":
        key, _ = life(year.office, evaluations, year.draft(), year.project, 2026)
        subject = SubjectKind.EVALUATION
    else:
        key, _ = life(year.office, monitorings, watching.draft(year), year.project, 2026, watching.ROUND)
        subject = SubjectKind.MONITORING
    assert lines(year.office, noun, after=begun) == [(verb, subject, key) for verb in VERBS]


def test_every_step_of_an_application_is_a_line_that_names_it(planned: Year) -> None:
    begun = last_line(planned.office)
    key, _ = life(planned.office, applications, applying.draft(planned), planned.project, 2027)
    found = lines(planned.office, "applications", after=begun)
    assert found == [(verb, SubjectKind.APPLICATION, key) for verb in VERBS]


def test_every_step_of_a_term_review_is_a_line_that_names_it(term: Term) -> None:
    begun = last_line(term.office)
    key, _ = life(term.office, term_reviews, term.draft(), term.project)
    found = lines(term.office, "term_reviews", after=begun)
    assert found == [(verb, SubjectKind.TERM_REVIEW, key) for verb in VERBS]


def test_drafts_touch_the_document_alone_and_what_is_sent_or_undone_its_project_too(year: Year) -> None:
    _, told = life(year.office, monitorings, watching.draft(year), year.project, 2026, watching.ROUND)
    drafted, whole = Changed.MONITORING, Changed.MONITORING | Changed.PROJECT
    assert (told["prepare"], told["save"]) == (drafted, drafted)
    assert {told[verb] for verb in ("submit", "withdraw", "change", "void")} == {whole}
    assert told["attach_file"] == told["detach_file"] == whole | Changed.ATTACHMENT


@pytest.mark.parametrize(
    ("decision", "label", "said"),
    [(Decision.AGREE, "同意并签字", "已签批"), (Decision.RETURN, "退回", "已退回经办人")],
)
def test_a_hand_is_told_what_it_did_and_what_a_draft_does_not_take(
    year: Year, decision: Decision, label: str, said: str
) -> None:
    office, key = year.office, watching.saved(year)
    given = Signing(decision, "请补充")
    with pytest.raises(Refused, match=f"“{label}”"):
        office.do(HEAD, monitorings.sign, key, given, office.confirm(HEAD))
    office.do(CLERK, monitorings.submit, key)
    done = office.ledger.do(office.seats[HEAD], monitorings.sign, key, given, office.confirm(HEAD))
    assert done.message == said


def test_a_draft_is_changed_by_saving_it_and_not_by_undoing_signatures(year: Year) -> None:
    with pytest.raises(Refused, match="“修改（本轮签批失效）”"):
        year.office.do(CLERK, monitorings.change, watching.saved(year), "更正")


def test_a_key_evaluation_its_paper_and_its_end_are_lines_that_name_it(year: Year) -> None:
    begun = last_line(year.office)
    key = applying.key_evaluation(year, 8_000)
    seat = year.office.seats[CLERK]
    done = year.office.ledger.do(seat, key_evaluations.attach_file, key, file("评价报告.pdf"))
    assert done.changed == Changed.EVALUATION | Changed.ATTACHMENT
    year.office.do("主要领导", key_evaluations.void, key, "登记有误")
    found = lines(year.office, "key_evaluations", after=begun)
    assert found == [(verb, SubjectKind.KEY_EVALUATION, key) for verb in ("record", "attach_file", "void")]
