"""批量打印: all self-evaluations of the year into one file, in the layout chosen, with progress and 取消."""

from __future__ import annotations

from pathlib import Path

from fundapp.errors import Cancelled, FundError
from fundapp.services import evaluation_batch
from fundapp.services.done import Changed
from fundapp.services.evaluation_batch import Bound
from fundapp.ui import notices
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.runner import Progress
from fundapp.ui.screen import Page
from fundapp.ui.session import Session

_PDF = "PDF 文件 (*.pdf)"


class BatchDialog(FormDialog):
    """In which layout; the office's own unless another one is chosen."""

    def __init__(self, page: Page, session: Session, year: int) -> None:
        text = f"{year} 年度全部自评表合成一个 PDF 文件；签批完成的出具正式表单，其余为草稿。"
        super().__init__("批量打印", "选择保存位置…", page.window(), text=text, columns=1, width=520)
        found = session.ask(evaluation_batch.layouts)
        self.layout_choice: Choice[str] = Choice("版式", [Option(key, title) for key, title in found], empty="")
        self.layout_choice.set_value(found[0][0])
        self.form.add("版式", self.layout_choice)
        self.layout_choice.edited.connect(self._tell)
        self._tell()
        self.ready.connect(lambda: self._print(page, session, year))

    def is_changed(self) -> bool:
        """A choice is made again in a moment."""
        return False

    def _tell(self) -> None:
        again = "已按别的版式出具过的，会按所选版式重新出具"
        self.layout_choice.set_hint(again if self.layout_choice.value() else "已出具的按出具时的版式")

    def _print(self, page: Page, session: Session, year: int) -> None:
        layout = self.layout_choice.value() or ""
        self.accept()
        write_year(page, session, year, layout)


def write_year(page: Page, session: Session, year: int, layout: str = "") -> None:
    """Ask where to, then write; the panel of the runner shows how far it is."""
    proposed = Path.home() / f"{year}年度项目支出绩效自评表.pdf"
    target = notices.ask_save(page, f"{year} 年度自评表存到", proposed, _PDF)
    if target is None:
        return
    if target.suffix.lower() != ".pdf":
        target = target.with_name(f"{target.name}.pdf")

    def work(progress: Progress) -> Bound:
        return evaluation_batch.write(session.ledger, session.seat, year, target, progress, layout)

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
