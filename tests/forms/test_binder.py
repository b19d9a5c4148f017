"""Several PDFs as one, page by page as they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fundapp.forms import evaluation_form
from fundapp.forms.binder import Binder
from tests.forms.examples import ISSUED_EVALUATION, LONG_EVALUATION
from tests.forms.reading import pages


@pytest.fixture
def binder() -> Iterator[Binder]:
    """An empty one."""
    made = Binder()
    yield made
    made.close()


def test_every_page_keeps_its_words_its_number_and_its_count(binder: Binder) -> None:
    first, second = evaluation_form.draw(ISSUED_EVALUATION), evaluation_form.draw(LONG_EVALUATION)
    counts = [binder.add(first), binder.add(second)]
    whole = pages(binder.bound())
    assert counts == [1, len(pages(second))]
    assert whole == [*pages(first), *pages(second)]
    assert "第1页/共1页" in whole[0]
    assert f"第1页/共{counts[1]}页" in whole[1]


def test_what_is_no_pdf_is_refused(binder: Binder) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        binder.add(b"x")
