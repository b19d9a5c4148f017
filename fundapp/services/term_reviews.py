"""Verbs of a term review: prepare, save, submit, sign, withdraw, change, void.

The review sums up a term of a project (art. 16). Facts and proposals come from the ledger and the self-evaluations;
they are stored when it is submitted; the steering group and the principal leader sign the conclusion.
"""

from __future__ import annotations

from sqlalchemy import select

from fundapp.errors import Invalid, Refused
from fundapp.models import Person, Project, ProjectYear, TermReview, TermReviewLine
from fundapp.rules import access
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import Verb
from fundapp.rules.term_review_case import TermFacts, TermYear
from fundapp.rules.term_scoring import proposals, result
from fundapp.services import document, document_verbs, terms
from fundapp.services.attachments import NewFile
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.term_review_content import content_of, facts_back, facts_text
from fundapp.services.term_review_draft import LineEntry, TermReviewDraft
from fundapp.services.term_review_facts import case_of, draft_of, facts_of
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Conclusion, DocumentState, ProjectState
from fundapp.values.documents import SubjectKind
from fundapp.values.money import wan
from fundapp.values.score import points_text

PREFIX = "QM"
TOUCHED = Changed.TERM_REVIEW | Changed.PROJECT


def blank(desk: Desk, project_id: int) -> TermReviewDraft:
    """A new review of the term that runs, or that ended last, for the editor. Raises NotFound."""
    project = desk.get(Project, project_id)
    first, last = terms.running_term(desk, project, desk.today.year)
    framework = desk.figures.framework(desk.today)
    return TermReviewDraft(
        project_id=project_id,
        from_year=first,
        to_year=last,
        dated=desk.today,
        lines=tuple(LineEntry(line.key) for line in framework.lines),
        phone=desk.get(Person, desk.me.id).phone if desk.me else "",
    )


def prepare(uow: UnitOfWork, project_id: int) -> Done:
    """Makes the draft of the review of a project's term. Raises as `save`."""
    review = _store(uow, blank(uow, project_id), None)
    uow.record("term_reviews.prepare", SubjectKind.TERM_REVIEW, review.id, f"新建期满评价：{_named(uow, review)}")
    return Done("期满评价草稿已建立", Changed.TERM_REVIEW, review.id)


def save(uow: UnitOfWork, draft: TermReviewDraft, review_id: int | None = None) -> Done:
    """Stores a draft, complete or not; drafts may break rules, submission may not.

    Raises:
        Forbidden: not a clerk of the division of the project.
        Refused: not a draft any more; the term is not near its end, or has a review already.
        Invalid: a date in the future, points outside a line, a line that the framework does not have.
        Stale: somebody else changed it since it was loaded.
    """
    review = _store(uow, draft, review_id)
    uow.record("term_reviews.save", SubjectKind.TERM_REVIEW, review.id, f"保存期满评价草稿：{_named(uow, review)}")
    return Done("草稿已保存", Changed.TERM_REVIEW, review.id)


def live_of(desk: Desk, project_id: int, from_year: int) -> TermReview | None:
    """The review of a term that is not void; a term has one at most."""
    query = select(TermReview).filter_by(project_id=project_id, from_year=from_year)
    return desk.session.scalar(query.where(TermReview.state != DocumentState.VOID))


def refuse_new(desk: Desk, project: Project) -> None:
    """Lets the term that runs or ended last have its review: a project in force, its last year, none yet.

    Raises:
        Refused: one of them is not so.
    """
    if project.state == ProjectState.DRAFT:
        raise Refused(f"项目“{project.name}”尚未确认立项。", article="第十五条", remedy="请科室负责人先确认立项。")
    ended = terms.cancelled(desk, project.id)
    if ended is not None:
        raise Refused(f"项目已由期满评价 {ended.number} 取消。", article="第十六条", remedy="不需要再次评价。")
    first, last = terms.running_term(desk, project, desk.today.year)
    there = live_of(desk, project.id, first)
    if there is not None:
        raise Refused(
            f"{first}—{last} 年已有期满评价（{there.number or '草稿'}）。",
            article="第十六条",
            remedy="请打开它修改；确需重填请先作废。",
        )
    if desk.today.year < last:
        raise Refused(
            f"实施期为 {first}—{last} 年，还没有到最后一年。",
            article="第十六条",
            remedy=f"请从 {last} 年起开展期满评价。",
        )


def _store(uow: UnitOfWork, draft: TermReviewDraft, review_id: int | None) -> TermReview:
    project = uow.get(Project, draft.project_id)
    access.require_division(uow.me, project.division_id, "term_reviews.edit")
    if draft.dated > uow.today:
        raise Invalid("填报日期不能晚于今天。", field="填报日期")
    if review_id is None:
        review = _new(uow, project, draft)
    else:
        review = document_verbs.editable(uow, KIND, review_id, draft.version)
        if (review.project_id, review.from_year, review.to_year) != (project.id, draft.from_year, draft.to_year):
            raise Refused("期满评价不能改到别的项目或实施期。", article="第十六条", remedy="请在对应的项目另行填报。")
    review.dated, review.phone = draft.dated, draft.phone.strip()
    review.conclusion, review.adjustment = draft.conclusion, draft.adjustment.strip()
    review.summary, review.problems = draft.summary.strip(), draft.problems.strip()
    review.advice = draft.advice.strip()
    review.meeting_number, review.meeting_on = draft.meeting_number.strip(), draft.meeting_on
    review.last_editor_id = uow.me.id
    _write_lines(uow, review, draft, facts_of(uow, review), final=False)
    return review


def _new(uow: UnitOfWork, project: Project, draft: TermReviewDraft) -> TermReview:
    refuse_new(uow, project)
    if (draft.from_year, draft.to_year) != terms.running_term(uow, project, uow.today.year):
        raise Refused("实施期已经变化。", article="第十六条", remedy="请返回列表重新开始。")
    review = TermReview(
        project_id=project.id,
        division_id=project.division_id,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
        dated=draft.dated,
        from_year=draft.from_year,
        to_year=draft.to_year,
    )
    uow.add(review)
    return review


def _write_lines(uow: UnitOfWork, review: TermReview, draft: TermReviewDraft, facts: TermFacts, *, final: bool) -> None:
    """One row per line of the framework of the day, in place.

    A draft keeps only points that were typed; what is proposed is stored with all points on submission (`final`).
    """
    framework = uow.figures.framework(draft.dated)
    given = {entry.key: entry for entry in draft.lines}
    if not {line.key for line in framework.lines} >= given.keys():
        raise Invalid("有评分行不属于当日的指标体系框架。", field="得分", remedy="请按 F5 重新载入后再填。")
    if [row.key for row in review.lines] != [line.key for line in framework.lines]:
        review.lines.clear()  # another framework: its lines are written anew, in its own order
        uow.session.flush()
    rows = {row.key: row for row in review.lines}
    said = proposals(framework, facts, uow.figures.best_grade_from(draft.dated))
    for place, (line, one) in enumerate(zip(framework.lines, said, strict=True), start=1):
        entry = given.get(line.key, LineEntry(line.key))
        if entry.points is not None and not 0 <= entry.points <= line.weight:
            raise Invalid(f"“{line.name}”的得分应在 0 到 {points_text(line.weight)} 之间。", field="得分")
        if line.key not in rows:
            rows[line.key] = TermReviewLine(
                sequence=place, key=line.key, level1="", level2="", name="", weight=line.weight
            )
            review.lines.append(rows[line.key])
        row = rows[line.key]
        row.sequence, row.level1, row.level2, row.name = place, line.level1, line.level2, line.name
        row.weight, row.explanation = line.weight, entry.explanation.strip()
        typed = None if entry.points == one.points else entry.points
        row.points = (one.points if typed is None else typed) if final else typed
        row.facts, row.proposed = (one.facts, one.points) if final else ("", None)
    uow.session.flush()


def attach_file(uow: UnitOfWork, review_id: int, file: NewFile) -> Done:
    """Attaches a proof to a draft; see `document_verbs.attach_file`."""
    return document_verbs.attach_file(uow, KIND, review_id, file)


def detach_file(uow: UnitOfWork, review_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft; see `document_verbs.detach_file`."""
    return document_verbs.detach_file(uow, KIND, review_id, attachment_id)


def submit(uow: UnitOfWork, review_id: int) -> Done:
    """Sends the review for sign-off: facts and points are made once more and stored, a round is opened.

    Raises:
        Refused: a rule blocks (the message lists every block), an attachment is gone, or a step of the route finds no
            hand.
    """
    review, sign_case = document_verbs.sendable(uow, KIND, review_id)
    draft, facts = draft_of(review), facts_of(uow, review)
    case = case_of(draft, facts, uow.figures)
    document.refuse_blocked(judge(case, uow.figures))
    found = result(case, uow.figures)
    _write_lines(uow, review, draft, facts, final=True)
    review.facts, review.total_points, review.grade = facts_text(facts), found.total_points, found.grade
    concluded = Conclusion(review.conclusion).label if review.conclusion is not None else ""
    said = f"{points_text(found.total_points)} 分，{found.grade}，结论“{concluded}”"
    return document_verbs.send(uow, KIND, review, sign_case, review.to_year, said)


def moved(review: TermReview, now: TermFacts) -> str:
    """How the term's money and results changed since the review was submitted, as a sentence; empty when unchanged."""
    kept = {year.year: year for year in facts_back(review.facts).years}
    changes = [_change(kept.get(year.year), year) for year in now.years]
    said = "；".join(change for change in changes if change)
    return f"送审之后{said}。" if said else ""


def _change(kept: TermYear | None, now: TermYear) -> str:
    if kept is None:
        return f"新增了 {now.year} 年度"
    pairs = (
        ("预算", kept.budgeted, now.budgeted),
        ("到位", kept.arrived, now.arrived),
        ("上年结转", kept.carried, now.carried),
        ("支出", kept.spent, now.spent),
    )
    words = [f"{name}由 {wan(was)} 万元变为 {wan(is_)} 万元" for name, was, is_ in pairs if was != is_]
    if (kept.evaluation, kept.points) != (now.evaluation, now.points):
        words.append("自评结果有变化")
    return f"{now.year} 年度{'，'.join(words)}" if words else ""


def _unmoved(uow: UnitOfWork, review: TermReview) -> None:
    """Lets a hand agree while the ledger says what was submitted. Raises Refused."""
    change_ = moved(review, facts_of(uow, review))
    if change_:
        raise Refused(change_, article="第十六条", remedy="请退回经办人，按现在的账面和自评结果重新送审。")


def _held(desk: Desk, review: TermReview, verb: Verb) -> None:
    """What rests on an approved review does not lose its ground: an end for good, or a year of the next term."""
    if verb not in (Verb.CHANGE, Verb.VOID) or review.state != DocumentState.APPROVED:
        return
    if review.conclusion == Conclusion.CANCEL:
        raise Refused(
            f"期满评价 {review.number} 的结论是“取消”，签批完成后不能再修改或作废。",
            article="第十六条",
            remedy="确有需要的，请另行立项。",
        )
    query = select(ProjectYear.year).where(
        ProjectYear.project_id == review.project_id, ProjectYear.year > review.to_year
    )
    later = desk.session.scalar(query.order_by(ProjectYear.year).limit(1))
    if later is not None:
        raise Refused(
            f"项目已依据这份期满评价建立 {later} 年度，不能再修改或作废。",
            article="第十六条",
            remedy="如结论有误，请由领导小组另行研究。",
        )


KIND: DocumentKind[TermReview] = DocumentKind(
    TermReview, "term_reviews", PREFIX, "第十六条", TOUCHED, content_of, held=_held, agreeable=_unmoved
)


def sign(uow: UnitOfWork, review_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the review; Refused also when the term's facts changed. See `document_verbs.sign`."""
    return document_verbs.sign(uow, KIND, review_id, given, confirmation)


def withdraw(uow: UnitOfWork, review_id: int, reason: str) -> Done:
    """The author takes the review back while nobody has signed."""
    return document_verbs.withdraw(uow, KIND, review_id, reason)


def change(uow: UnitOfWork, review_id: int, reason: str) -> Done:
    """Opens a submitted or approved review for changes; Refused after 取消 and once the next term rests on it."""
    return document_verbs.change(uow, KIND, review_id, reason)


def void(uow: UnitOfWork, review_id: int, reason: str) -> Done:
    """Voids the review for good; Refused after 取消 and once the next term rests on it."""
    return document_verbs.void(uow, KIND, review_id, reason)


def _named(desk: Desk, review: TermReview) -> str:
    return f"{desk.get(Project, review.project_id).name} {review.from_year}—{review.to_year} 年"
