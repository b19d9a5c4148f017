"""Evidence is recorded for a milestone in force, by its own division, with its files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, Invalid, Refused
from fundapp.services import contract_sheet, evidence
from fundapp.services.evidence import EvidenceEntry
from fundapp.values.choices import EvidenceKind, EvidenceResult
from fundapp.values.roles import Role
from tests.services.paying import last_act
from tests.ui.paid_office import Paid


def entry(paid: Paid, **change: object) -> EvidenceEntry:
    """A sound acceptance of today."""
    sound = EvidenceEntry(
        EvidenceKind.ACCEPTANCE_INITIAL, " 初验报告 ", EvidenceResult.REPAIRED, paid.office.clock.today, 8000
    )
    return replace(sound, **change)  # type: ignore[arg-type]


def test_evidence_is_kept_with_its_files_and_said_in_one_line(paid: Paid) -> None:
    place = paid.office
    files = (place.file("初验.pdf"), place.file("照片.jpg"))
    key = place.do(place.clerk, evidence.add, paid.second, entry(paid), files)
    rows = place.ask(contract_sheet.milestone_rows, contract_id=paid.contract.id)[1].evidences
    assert [(row.id, row.title, row.result, row.progress_bp) for row in rows] == [
        (key, "初验报告", EvidenceResult.REPAIRED, 8000)
    ]
    assert [file.file_name for file in rows[0].files] == ["初验.pdf", "照片.jpg"]
    assert last_act(place) == ("evidence.add", "登记佐证：第2期进度款，初验报告（整改后合格）")


def test_evidence_of_a_list_line_is_recorded_the_same_way(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.listed.milestones[0], EvidenceKind.ASSESSMENT)
    lines = place.ask(contract_sheet.milestone_rows, allocation_id=paid.listed.id)
    assert [len(row.evidences) for row in lines] == [1, 0]


def test_a_contract_that_is_not_in_force_takes_no_evidence(paid: Paid) -> None:
    place = paid.office
    draft = place.contract(paid.project, in_force=False)
    with pytest.raises(Refused, match="尚未生效，不能登记佐证"):
        place.do(place.clerk, evidence.add, draft.milestones[0], entry(paid), ())


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": " "}, "材料名称"), ({"progress_bp": -1}, "实际进度"), ({"progress_bp": 10001}, "实际进度")],
)
def test_a_wrong_field_is_named(paid: Paid, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        paid.office.do(paid.office.clerk, evidence.add, paid.second, entry(paid, **change), ())
    assert caught.value.field == field


def test_only_clerks_of_the_division_record_evidence(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    for seat in (stranger, place.head, place.finance):
        with pytest.raises(Forbidden):
            place.do(seat, evidence.add, paid.second, entry(paid), ())


def test_an_empty_file_stops_the_whole_act(paid: Paid) -> None:
    place = paid.office
    empty = replace(place.file("空.pdf"), content=b"")
    with pytest.raises(Invalid, match="是空文件"):
        place.do(place.clerk, evidence.add, paid.second, entry(paid), (place.file("好.pdf"), empty))
    assert place.ask(contract_sheet.milestone_rows, contract_id=paid.contract.id)[1].evidences == ()
