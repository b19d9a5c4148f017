from __future__ import annotations

from pathlib import Path

from fundapp.services import office_view, workbench
from fundapp.services.rehearsal import rehearse
from tests.builders import office


def test_after_the_rehearsal_nobody_s_first_window_waits_for_sql_to_be_written(tmp_path: Path) -> None:
    place = office(tmp_path)
    place.submit(place.request(place.contract().milestones[0]))
    list(rehearse(place.ledger))
    written = place.ledger.file.reader._compiled_cache
    assert written is not None
    before = len(written)
    for seat in (place.clerk, place.head, place.finance):
        place.ledger.ask(seat, office_view.view)
        place.ledger.ask(seat, office_view.waiting)
        place.ledger.ask(seat, workbench.workbench, 2026)
    assert len(written) == before > 0
    place.ledger.close()
