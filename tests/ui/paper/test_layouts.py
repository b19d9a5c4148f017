from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from fundapp.services import printing
from fundapp.ui.paper.page import PaperPage
from fundapp.values.documents import FormKind
from tests.forms.reading import pages
from tests.services.conftest import finished_year, year
from tests.services.evaluation_year import CLERK, Year
from tests.ui.paid_office import Paid
from tests.ui.paper.test_page import Open, paper, printed
from tests.ui.performance.writing import seated
from tests.ui.seated import ready

__all__ = ["finished_year", "paper", "printed", "year"]

KIND = FormKind.EVALUATION


@pytest.fixture
def paper_of() -> Iterator[Callable[[Year, int], PaperPage]]:
    """Opens self-evaluations as paper and closes them in the end."""
    opened: list[PaperPage] = []

    def show(year: Year, key: int) -> PaperPage:
        opened.append(ready(PaperPage(seated(year), KIND, key)))
        return opened[-1]

    yield show
    for page in opened:
        page.leave()


def text_of(page: PaperPage) -> str:
    """What the shown PDF says."""
    return "".join(pages(page.paper.data()))


def test_a_form_of_one_layout_offers_no_choice(paid: Paid, paper: Open) -> None:
    assert paper(paid.office, paid.office.request(paid.first)).layout_choice is None


def test_the_offices_layout_is_shown_first_and_another_can_be_looked_at(
    year: Year, paper_of: Callable[[Year, int], PaperPage]
) -> None:
    page = paper_of(year, year.saved())
    assert page.layout_choice is not None
    assert page.layout_choice.value() == "central"
    assert "度量" not in text_of(page)
    page.layout_choice.set_value("sichuan")
    page.layout_choice.edited.emit()
    assert "度量" in text_of(page)
    assert page.layout_choice.value() == "sichuan"
    page.layout_choice.edited.emit()
    assert page.badge.text() == "草稿预览"


@pytest.mark.usefixtures("printed")
def test_the_chosen_layout_is_issued_and_shown_again_by_itself(
    year: Year, paper_of: Callable[[Year, int], PaperPage]
) -> None:
    key = year.approved()
    page = paper_of(year, key)
    assert page.layout_choice is not None
    page.layout_choice.set_value("sichuan")
    page.layout_choice.edited.emit()
    page.issue()
    assert page.badge.text() == "正式表单"
    row = year.office.ask(CLERK, printing.latest, KIND, key)
    assert row is not None
    assert row.layout == "sichuan"
    again = paper_of(year, key)
    assert again.layout_choice is not None
    assert again.layout_choice.value() == "sichuan"
    assert again.paper.data() == page.paper.data()
    again.layout_choice.set_value("central")
    again.layout_choice.edited.emit()
    assert again.badge.text() == "草稿预览"
    assert again.note() == "ZP-2026-0001 已按省级版式（四川样式）出具；按此版式出具后，以新出具的为准。"
    assert not again.issue_button.isHidden()
