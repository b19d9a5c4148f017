"""批量打印: all self-evaluations of the year into one file, with progress and 取消."""

from __future__ import annotations

from pathlib import Path

from fundapp.errors import Cancelled, FundError
from fundapp.services import evaluation_batch
from fundapp.services.done import Changed
from fundapp.services.evaluation_batch import Bound
from fundapp.ui import notices
from fundapp.ui.runner import Progress
from fundapp.ui.screen import Page
from fundapp.ui.session import Session

_PDF = "PDF 文件 (*.pdf)"


def print_year(page: Page, session: Session, year: int) -> None:
    """Ask where to, then write; the panel of the runner shows how far it is."""
    proposed = Path.home() / f"{year}年度项目支出绩效自评表.pdf"
    target = notices.ask_save(page, f"{year} 年度自评表存到", proposed, _PDF)
    if target is None:
        return
    if target.suffix.lower() != ".pdf":
        target = target.with_name(f"{target.name}.pdf")

    def work(progress: Progress) -> Bound:
        return evaluation_batch.write(session.ledger, session.seat, year, target, progress)

    def done(found: Bound) -> None:
        notices.say(found.sentence)
        if found.fresh:
            page.changed.emit(Changed.FORM)

    def failed(error: FundError) -> None:
        if isinstance(error, Cancelled):
            notices.say(error.message, "neutral")
        else:
            notices.refusal(page, error)
        page.changed.emit(Changed.FORM)  # some may have been issued before it stopped

    session.runner.run_long(work, done, failed, title=f"批量打印 {year} 年度自评表", parent=page)
