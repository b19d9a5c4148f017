"""A term review from the first draft to the steering group's conclusion (art. 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, Refused, Stale
from fundapp.models import AuditLine, Project, TermReview
from fundapp.services import evaluations, projects, term_reviews, terms
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.projects import ProjectEntry
from fundapp.services.term_review_content import content_of, facts_back, facts_text
from fundapp.services.term_review_draft import LineEntry
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.services.verification import verify
from fundapp.services.verification_content import DOCUMENTS
from fundapp.values.choices import AppropriationKind, Conclusion, Decision, DocumentState
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import CLERK, FINANCE, HEAD, LEADER, OTHER_CLERK, STRANGER, WAN, file
from tests.services.term_year import GOAL, HANDS, JUDGED, STEERING, Term

PRINCIPAL = "主要领导"


def load(term: Term, review: int) -> TermReview:
    """The stored row with its lines."""

    def read(desk: Desk) -> TermReview:
        row = desk.get(TermReview, review)
        assert row.lines or row.state == DocumentState.VOID
        return row

    return term.office.ask(CLERK, read)


def last_line(term: Term) -> tuple[str, str]:
    """Verb and sentence of the newest audit line."""

    def read(desk: Desk) -> tuple[str, str]:
        line = desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
        assert line is not None
        return line.verb, line.summary

    return term.office.ask(CLERK, read)


# -- beginning -----------------------------------------------------------------------------------------------------


def test_a_new_review_is_of_the_term_that_ends_with_a_line_for_every_indicator(term: Term) -> None:
    blank = term.office.ask(CLERK, term_reviews.blank, term.project)
    assert (blank.from_year, blank.to_year, blank.dated) == (2024, 2026, dt.date(2026, 12, 28))
    assert len(blank.lines) == 17
    assert all(line == LineEntry(line.key) for line in blank.lines)
    assert blank.phone == "0573-00000000"
    assert term.office.ledger.ask(None, term_reviews.blank, term.project).phone == ""


def test_preparing_makes_a_draft_without_number(term: Term) -> None:
    review = term.office.do(CLERK, term_reviews.prepare, term.project)
    row = load(term, review)
    assert (row.state, row.number, row.round) == (DocumentState.DRAFT, None, 0)
    assert [line.points for line in row.lines] == [None] * 17
    assert [line.proposed for line in row.lines] == [None] * 17
    assert last_line(term) == ("term_reviews.prepare", "新建期满评价：政务云服务项目 2024—2026 年")


def test_before_the_last_year_nothing_can_be_begun(term: Term) -> None:
    term.office.clock.on(dt.date(2025, 12, 31))
    with pytest.raises(Refused, match=r"实施期为 2024—2026 年，还没有到最后一年。"):
        term.office.do(CLERK, term_reviews.prepare, term.project)


def test_after_the_term_ended_it_can_still_be_begun(term: Term) -> None:
    term.office.clock.on(dt.date(2028, 3, 1))
    review = term.office.do(CLERK, term_reviews.prepare, term.project)
    assert (load(term, review).from_year, load(term, review).to_year) == (2024, 2026)


def test_a_term_has_one_review_until_it_is_void(term: Term) -> None:
    review = term.saved()
    with pytest.raises(Refused, match=r"2024—2026 年已有期满评价（草稿）。"):
        term.office.do(CLERK, term_reviews.prepare, term.project)
    term.office.do(CLERK, term_reviews.submit, review)
    with pytest.raises(Refused, match="QM-2026-0001"):
        term.office.do(CLERK, term_reviews.prepare, term.project)
    term.office.do(CLERK, term_reviews.void, review, "重新评价")
    second = term.submitted()
    assert load(term, second).number == "QM-2026-0002"


def test_a_project_that_is_not_established_has_none(term: Term) -> None:
    entry = ProjectEntry("未立项项目", "it", 1, 2024)
    project = term.office.do(CLERK, projects.save, entry)
    with pytest.raises(Refused, match="尚未确认立项"):
        term.office.do(CLERK, term_reviews.prepare, project)


@pytest.mark.parametrize("who", [HEAD, STRANGER, FINANCE])
def test_only_a_clerk_of_the_division_writes_it(term: Term, who: str) -> None:
    with pytest.raises(Forbidden):
        term.office.do(who, term_reviews.prepare, term.project)


# -- saving --------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_stored_and_read_back_as_typed(term: Term) -> None:
    draft = term.draft(quality=900)
    review = term.saved(draft)
    found = term.sheet(review).draft
    assert replace(found, version=None) == draft
    assert last_line(term)[0] == "term_reviews.save"


def test_points_equal_to_the_proposal_go_on_following_it(term: Term) -> None:
    draft = term.draft()
    lines = tuple(replace(line, points=376) if line.key == "arrival" else line for line in draft.lines)
    review = term.saved(replace(draft, lines=lines))
    assert {line.key: line.points for line in load(term, review).lines}["arrival"] is None
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    shown = {line.key: line for line in term.sheet(review).lines}["arrival"]
    assert (shown.proposed, shown.points, shown.status) == (371, 371, "按建议")


def test_a_draft_can_be_stored_again_by_another_clerk_and_an_old_version_is_stale(term: Term) -> None:
    review = term.saved()
    version = load(term, review).version
    newer = replace(term.draft(), summary="已补充。", version=version)
    term.office.do(OTHER_CLERK, term_reviews.save, newer, review)
    assert load(term, review).last_editor_id == term.office.seats[OTHER_CLERK].person_id
    with pytest.raises(Stale):
        term.office.do(CLERK, term_reviews.save, replace(term.draft(), version=version), review)
    assert load(term, review).summary == "已补充。"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"dated": dt.date(2026, 12, 29)}, "填报日期不能晚于今天。"),
        ({"lines": (LineEntry("unknown"),)}, "有评分行不属于当日的指标体系框架。"),
        ({"lines": (LineEntry("basis", 301),)}, "“立项依据充分性”的得分应在 0 到 3.00 之间。"),
        ({"lines": (LineEntry("basis", -1),)}, "“立项依据充分性”的得分应在 0 到 3.00 之间。"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(term: Term, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        term.saved(replace(term.draft(), **change))  # type: ignore[arg-type]  # one field by name
    assert caught.value.message == sentence


def test_a_review_cannot_be_moved_to_another_term(term: Term) -> None:
    review = term.saved()
    with pytest.raises(Refused, match="不能改到别的项目或实施期"):
        term.office.do(CLERK, term_reviews.save, replace(term.draft(), from_year=2023), review)
    term.office.do(CLERK, term_reviews.void, review, "重填")
    with pytest.raises(Refused, match=r"实施期已经变化。"):
        term.saved(replace(term.draft(), from_year=2023))


def test_a_line_that_the_framework_no_longer_has_goes_away_and_missing_ones_are_made(term: Term) -> None:
    review = term.saved()

    def narrow(uow: UnitOfWork) -> Done:
        row = uow.get(TermReview, review)
        row.lines[0].key = "gone"
        uow.record("term_reviews.save", SubjectKind.TERM_REVIEW, review, "示例")
        return Done("", Changed.TERM_REVIEW, review)

    term.office.do(CLERK, narrow)
    term.office.do(CLERK, term_reviews.save, term.draft(), review)
    assert sorted(line.key for line in load(term, review).lines) == sorted(line.key for line in term.draft().lines)


def test_files_belong_to_the_draft_until_it_was_submitted(term: Term) -> None:
    review = term.saved()
    first = term.office.do(CLERK, term_reviews.attach_file, review, file("会议纪要.pdf"))
    assert first == review
    (row,) = term.sheet(review).files
    term.office.do(CLERK, term_reviews.detach_file, review, row.id)
    assert term.sheet(review).files == ()
    term.office.do(CLERK, term_reviews.attach_file, review, file("会议纪要2.pdf"))
    term.office.do(CLERK, term_reviews.submit, review)
    with pytest.raises(Refused):
        term.office.do(CLERK, term_reviews.attach_file, review, file("补充.pdf"))


# -- submitting ----------------------------------------------------------------------------------------------------


def test_on_submission_facts_proposals_points_total_and_grade_are_stored(term: Term) -> None:
    review = term.submitted(term.draft(quality=900))
    row = load(term, review)
    lines = {line.key: line for line in row.lines}
    assert (row.number, row.state, row.round) == ("QM-2026-0001", DocumentState.IN_APPROVAL, 1)
    assert (row.total_points, row.grade) == (9803, "优")
    assert (lines["arrival"].proposed, lines["arrival"].points) == (376, 376)
    assert lines["arrival"].facts.startswith("到位 320.00 万元 ÷ 预算 340.00 万元")
    assert (lines["quality"].proposed, lines["quality"].points) == (1000, 900)
    assert (lines["basis"].proposed, lines["basis"].points) == (None, 300)
    facts = facts_back(row.facts)
    assert (facts.budgeted, facts.arrived, facts.brought, facts.spent) == (340 * WAN, 320 * WAN, 0, 305 * WAN)
    assert [year.evaluation for year in facts.years] == ["ZP-2024-0001", "ZP-2025-0001", "ZP-2026-0001"]
    verb, said = last_line(term)
    assert verb == "term_reviews.submit"
    assert said.endswith("98.03 分，优，结论“保留”")


def test_a_year_without_an_approved_self_evaluation_blocks(term: Term) -> None:
    term.office.do(CLERK, evaluations.change, term.evaluations[1], "数据有误")
    with pytest.raises(Refused, match=r"2025 年度没有签批完成的绩效自评。") as caught:
        term.submitted()
    assert caught.value.article == "第十六条"


def test_every_block_is_named_at_once(term: Term) -> None:
    review = term.office.do(CLERK, term_reviews.prepare, term.project)
    with pytest.raises(Refused) as caught:
        term.office.do(CLERK, term_reviews.submit, review)
    assert caught.value.message.startswith("10 项指标没有得分：")
    assert "另有 3 项必须处理" in caught.value.message


def test_a_cancellation_is_submitted_with_its_winding_up(term: Term) -> None:
    draft = replace(term.draft(), conclusion=Conclusion.CANCEL)
    review = term.saved(draft)
    with pytest.raises(Refused, match="没有写明取消后如何收尾"):
        term.office.do(CLERK, term_reviews.submit, review)
    term.office.do(CLERK, term_reviews.save, replace(draft, adjustment="云资源并入省级平台。"), review)
    term.office.do(CLERK, term_reviews.submit, review)
    assert load(term, review).adjustment == "云资源并入省级平台。"


# -- signing -------------------------------------------------------------------------------------------------------


def test_every_hand_of_the_route_signs_the_conclusion_the_principal_leader_last(term: Term) -> None:
    review = term.submitted()
    for who in HANDS[:-1]:
        term.sign(who, review)
        assert load(term, review).state == DocumentState.IN_APPROVAL
    with pytest.raises(Forbidden):
        term.sign(LEADER, review)
    term.sign(PRINCIPAL, review)
    assert load(term, review).state == DocumentState.APPROVED
    (round_,) = term.sheet(review).rounds
    assert [hand.key for hand in round_.hands] == [
        "division_head",
        "finance",
        "supervising_leader",
        "steering_1",
        "steering_2",
        "principal_leader",
    ]


def test_one_member_of_the_steering_group_does_not_sign_for_two(term: Term) -> None:
    review = term.submitted()
    for who in HANDS[:4]:
        term.sign(who, review)
    with pytest.raises(Forbidden, match="您已签批过本单"):
        term.sign(STEERING[0], review)


def test_a_returned_review_keeps_what_people_gave_and_follows_new_proposals(term: Term) -> None:
    review = term.submitted(term.draft(quality=900))
    term.sign(HEAD, review, Decision.RETURN, "请补充建议。")
    assert load(term, review).state == DocumentState.RETURNED
    draft = term.sheet(review).draft
    assert {line.key: line.points for line in draft.lines if line.points is not None} == JUDGED | {"quality": 900}
    term.office.do(CLERK, term_reviews.save, replace(draft, advice="逐年核定。"), review)
    term.office.do(CLERK, term_reviews.submit, review)
    for who in HANDS:
        term.sign(who, review)
    assert [round_.outcome.value for round_ in term.sheet(review).rounds] == ["returned", "complete"]


def test_while_the_ledger_moves_nobody_agrees_but_it_can_be_returned(term: Term) -> None:
    review = term.submitted()
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    sentence = "送审之后2026 年度到位由 100.00 万元变为 95.00 万元。"
    assert term.sheet(review).moved == sentence
    with pytest.raises(Refused) as caught:
        term.sign(HEAD, review)
    assert caught.value.message == sentence
    term.sign(HEAD, review, Decision.RETURN, "按现在的账面重新送审。")
    assert term.sheet(review).moved == ""


def test_a_self_evaluation_that_is_opened_again_and_a_new_year_are_movements_too(term: Term) -> None:
    review = term.submitted()
    term.office.do(CLERK, evaluations.change, term.evaluations[0], "数据有误")
    assert term.sheet(review).moved == "送审之后2024 年度自评结果有变化。"
    facts = facts_back(load(term, review).facts)
    fewer = replace(facts, years=facts.years[1:])
    row = load(term, review)
    row.facts = facts_text(fewer)
    assert term_reviews.moved(row, facts) == "送审之后新增了 2024 年度。"


def test_the_author_takes_it_back_before_the_first_hand(term: Term) -> None:
    review = term.submitted()
    term.office.do(CLERK, term_reviews.withdraw, review, "补充材料")
    assert load(term, review).state == DocumentState.DRAFT


def test_an_approved_review_can_be_changed_while_the_next_term_has_not_begun(term: Term) -> None:
    review = term.approved()
    term.office.do(CLERK, term_reviews.change, review, "更正纪要号")
    assert load(term, review).state == DocumentState.DRAFT


@pytest.mark.parametrize("verb", [term_reviews.change, term_reviews.void])
def test_once_a_year_rests_on_its_conclusion_it_stays(term: Term, verb: object) -> None:
    review = term.approved()
    term.office.clock.on(dt.date(2027, 1, 5))
    term.office.do(CLERK, projects.open_year, term.project, 2027, GOAL)
    assert callable(verb)
    with pytest.raises(Refused, match=r"已依据这份期满评价建立 2027 年度"):
        term.office.do(CLERK, verb, review, "重来")
    assert load(term, review).state == DocumentState.APPROVED


# -- what follows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conclusion", "last"), [(Conclusion.KEEP, 2029), (Conclusion.ADJUST, 2029), (Conclusion.CANCEL, 2026)]
)
def test_the_conclusion_says_how_long_the_project_goes_on(term: Term, conclusion: Conclusion, last: int) -> None:
    term.approved(replace(term.draft(), conclusion=conclusion, adjustment="见纪要"))
    project = term.project

    def ends(desk: Desk) -> tuple[int, bool]:
        row = desk.get(Project, project)
        return terms.last_year(desk, row), terms.cancelled(desk, project) is not None

    assert term.office.ask(CLERK, ends) == (last, conclusion is Conclusion.CANCEL)


def test_a_cancelled_project_is_not_reviewed_again_and_no_clerk_takes_the_end_back(term: Term) -> None:
    review = term.approved(replace(term.draft(), conclusion=Conclusion.CANCEL, adjustment="停止续租"))
    with pytest.raises(Refused, match=r"项目已由期满评价 QM-2026-0001 取消。"):
        term.office.do(CLERK, term_reviews.prepare, term.project)
    for verb in (term_reviews.change, term_reviews.void):
        with pytest.raises(Refused, match=r"QM-2026-0001 的结论是“取消”，签批完成后不能再修改或作废"):
            term.office.do(CLERK, verb, review, "结论有误")


def test_a_cancellation_that_is_not_signed_yet_may_be_thought_over(term: Term) -> None:
    review = term.submitted(replace(term.draft(), conclusion=Conclusion.CANCEL, adjustment="停止续租"))
    term.office.do(CLERK, term_reviews.change, review, "重新研究")
    assert load(term, review).state == DocumentState.DRAFT


def test_a_kept_project_is_reviewed_again_in_the_last_year_of_its_next_term(term: Term) -> None:
    term.approved()
    with pytest.raises(Refused, match="2024—2026 年已有期满评价"):
        term.office.do(CLERK, term_reviews.prepare, term.project)
    term.office.clock.on(dt.date(2027, 6, 1))
    with pytest.raises(Refused, match=r"实施期为 2027—2029 年"):
        term.office.do(CLERK, term_reviews.prepare, term.project)
    term.office.clock.on(dt.date(2029, 6, 1))
    second = term.office.do(CLERK, term_reviews.prepare, term.project)
    assert (load(term, second).from_year, load(term, second).to_year) == (2027, 2029)


# -- what was signed -----------------------------------------------------------------------------------------------


def test_later_movements_of_the_ledger_do_not_break_the_signatures(term: Term) -> None:
    review = term.approved()
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    assert verify(term.office.ledger.path).ok
    assert term.sheet(review).moved == ""
    assert term.sheet(review).result.total_points == 9903


def test_the_content_names_everything_a_hand_approves(term: Term) -> None:
    review = term.approved()
    said = term.office.ask(CLERK, lambda desk: content_of(desk, desk.get(TermReview, review)))
    assert said["term"] == [2024, 2026]
    assert said["conclusion"] == "keep"
    assert said["meeting"] == ["示例领导小组纪要〔2026〕3号", dt.date(2026, 12, 25)]
    assert said["division"] == "大数据中心"
    assert [line[0] for line in said["lines"]][:3] == ["basis", "procedure", "goal"]
    names = DOCUMENTS["term_review"].names
    keys = term.office.ask(
        CLERK, lambda desk: [(table, key(desk, desk.get(TermReview, review))) for table, key in names.values()]
    )
    assert keys == [("division", 1), ("person", term.office.seats[CLERK].person_id)]
