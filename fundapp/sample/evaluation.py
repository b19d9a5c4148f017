"""Goals of the sample year, and the self-evaluation of the grants, paid out in July (arts. 9, 13)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fundapp.sample.books import CLERK, YEAR, Books
from fundapp.sample.files import paper
from fundapp.sample.money import day
from fundapp.sample.office import DATA_CENTRE, SERVICE_DIVISION, SMART_DIVISION, SampleOffice
from fundapp.services import evaluations, indicators
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.signing import Signing
from fundapp.values.choices import AttachmentKind, Decision

DIVISIONS = {
    "cloud": DATA_CENTRE,
    "it": DATA_CENTRE,
    "smart_city": SMART_DIVISION,
    "service_centre": SERVICE_DIVISION,
}
TARGETS = {
    "cloud": ("99.9", "2", "100", "99.99", "95"),
    "it": ("95", "40", "2", "100", "500000", "92"),
    "smart_city": ("20000", "8000", "12", "50000", "95"),
    "service_centre": ("8", "95", "100", "120", "95"),
}
"""Targets per category in the order of the templates of art. 9; sample figures."""
REACHED = (
    ("8", ""),
    ("97.5", ""),
    ("100", ""),
    ("126", ""),
    ("93", "部分窗口等候时间偏长，四季度起增设综合窗口并延长周六服务。"),
)


def plan(office: SampleOffice, books: Books) -> None:
    """January: the yearly goals with the indicators of art. 9 and their targets."""
    for category, project_id in books.projects.items():
        who = CLERK[DIVISIONS[category]]
        seat = office.seats[who]
        proposed = office.ledger.ask(seat, indicators.template, project_id, YEAR)
        goal = office.ledger.ask(seat, indicators.of_year, project_id, YEAR).goal
        entries = tuple(
            replace(one, target=Decimal(target)) for one, target in zip(proposed, TARGETS[category], strict=True)
        )
        office.do(who, indicators.set_for_year, project_id, YEAR, goal, entries, "2020-10")


def tell(office: SampleOffice, books: Books) -> int:
    """September: the self-evaluation of the grants is written by the division that used the money, and signed."""
    day(office, 9, 8)
    who = CLERK[SERVICE_DIVISION]
    seat = office.seats[who]
    project_id = books.projects["service_centre"]
    draft: EvaluationDraft = office.ledger.ask(seat, evaluations.blank, project_id, YEAR)
    scores = tuple(
        ScoreEntry(indicator_id=one.indicator_id, actual=Decimal(figure), explanation=why)
        for one, (figure, why) in zip(draft.scores, REACHED, strict=True)
    )
    draft = replace(
        draft,
        scores=scores,
        outcome="8 个镇街道便民服务中心补助全部拨付到位，窗口运行正常，可办事项 126 项。",
        problems="群众办事满意度 93%，低于目标 2 个百分点。",
        measures="增设综合窗口，延长周六服务时间，下年度按季通报满意度。",
        phone="0000-0000000",
    )
    evaluation_id = office.do(who, evaluations.save, draft)
    survey = paper("群众满意度调查汇总", AttachmentKind.ASSESSMENT, "8 个中心抽样 400 份，满意 372 份")
    office.do(who, evaluations.attach_file, evaluation_id, survey)
    office.do(who, evaluations.submit, evaluation_id)
    for signer in ("科室负责人（服务）", "分管领导"):
        office.do(signer, evaluations.sign, evaluation_id, Signing(Decision.AGREE), office.confirm(signer))
    return evaluation_id
