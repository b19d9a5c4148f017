"""What the frame of the window says, and how much waits for the person."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from fundapp.models import AuditLine
from fundapp.services import office_view, projects
from fundapp.services.ledger import Founding, create_ledger
from fundapp.values.roles import Role
from tests.builders import CHEAP, PASSWORD, START, Office
from tests.ui.paid_office import Paid


def test_the_frame_names_office_person_division_and_roles(place: Office) -> None:
    both = place.hire("兼任负责人", Role.DIVISION_HEAD, Role.CLERK)
    found = place.ledger.ask(both, office_view.view)
    assert (found.office, found.sample, found.person) == ("示例市政务服务管理局", False, "兼任负责人")
    assert found.roles == "综合科 · 经办人、科室负责人"


def test_before_login_the_frame_names_nobody(place: Office) -> None:
    found = place.ask(office_view.view)
    assert (found.person, found.roles, found.office) == ("", "", "示例市政务服务管理局")


def test_years_are_those_of_projects_the_present_and_the_next_one_newest_first(place: Office) -> None:
    old = place.project("往年项目", year=2024)
    place.do(place.clerk, projects.open_year, old, 2025, "继续运行。")
    found = place.ask(office_view.view)
    assert (found.years, found.year) == ((2027, 2026, 2025, 2024), 2026)
    place.clock.pass_by(days=365)
    assert place.ask(office_view.view).years == (2028, 2027, 2026, 2025, 2024)


def test_the_frame_counts_audit_lines(place: Office) -> None:
    total = place.ask(lambda desk: desk.session.scalar(select(func.count()).select_from(AuditLine)))
    assert place.ask(office_view.view).lines == total


def test_a_sample_ledger_says_so_beside_the_office_s_name(tmp_path: Path) -> None:
    founding = Founding("示例市政务服务管理局", "综合科", "管理员", PASSWORD, sample=True)
    ledger, seat = create_ledger(tmp_path / "示例.fund", founding, clock=lambda: START, cost=CHEAP, synchronous="OFF")
    found = ledger.ask(seat, office_view.view)
    ledger.close()
    assert (found.office, found.sample) == ("示例市政务服务管理局（示例）", True)


def test_what_waits_is_counted_for_the_person_whose_hand_is_next(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    counts = {name: place.ledger.ask(seat, office_view.waiting) for name, seat in place.seats.items()}
    assert {name for name, number in counts.items() if number} == {"科室负责人"}
    place.sign(request, place.head)
    assert place.ledger.ask(place.head, office_view.waiting) == 0
    assert place.ledger.ask(place.finance, office_view.waiting) == 1
    assert place.ask(office_view.waiting) == 0
