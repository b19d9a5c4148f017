"""One form: the very PDF that will be printed, as a draft or issued with number and code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import printing
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.printing import IssuedRow
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.label import label
from fundapp.ui.parts.paper_view import PaperView
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.documents import FormKind


@dataclass(frozen=True)
class Shown:
    """A form as it stands.

    Attributes:
        pdf: its bytes.
        issued: the issue they belong to; None for a draft.
        barred: why none can be issued now; empty when one can.
        lost: what happened to the bytes that were issued; empty when nothing did.
        layouts: (key, title) of the layouts to choose from, the office's own first; empty when there is one only.
        layout: key of the one that is shown.
    """

    pdf: bytes
    issued: IssuedRow | None
    barred: str
    lost: str = ""
    layouts: tuple[tuple[str, str], ...] = ()
    layout: str = ""


def shown(desk: Desk, kind: FormKind, subject_id: int, layout: str = "") -> Shown:
    """The issued form while it still says what the ledger says, else a draft. Raises NotFound.

    `layout`: the one that was chosen; empty for the issued form's, or the office's own.
    """
    issued = printing.latest(desk, kind, subject_id)
    barred = printing.why_not(desk, kind, subject_id)
    layouts = printing.layouts(desk, kind, subject_id)
    current = issued if issued is not None and issued.current and layout in ("", issued.layout) else None
    chosen = layout or (current.layout if current is not None else layouts[0][0] if layouts else "")
    lost = ""
    if current is not None:
        try:
            return Shown(printing.issued_pdf(desk, current.id), current, barred, "", layouts, chosen)
        except FundError as error:
            lost = f"{error.message}可以从备份恢复该文件，或重新出具。"
    elif issued is not None and issued.current:
        lost = f"{issued.number} 已按{dict(layouts)[issued.layout]}出具；按此版式出具后，以新出具的为准。"
    elif issued is not None:
        lost = f"{issued.number} {printing.PAPERS[kind].outdated}"
    return Shown(printing.preview(desk, kind, subject_id, chosen), None, barred, lost, layouts, chosen)


class PaperPage(Page):
    """Preview of a form; 出具并打印 issues it first. What is seen, saved and printed are the same bytes."""

    watches = Changed.EVERYTHING & ~Changed.FORM

    def __init__(self, session: Session, kind: FormKind, subject_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._subject_id = subject_id
        self._issued: IssuedRow | None = None
        self._print_next = False
        self._layout = self._shown_layout = ""
        self.layout_choice: Choice[str] | None = None
        self.paper = PaperView()
        self.badge = Badge()
        self._note = label("", "second", wrap=True)
        self.issue_button = button("出具并打印", self.issue, look="primary", icon="print")
        self._build()

    def _build(self) -> None:
        head = self._head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(self.badge)
        head.addWidget(self._note, 1)
        head.addWidget(self.issue_button)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addLayout(head)
        card.body.addWidget(self.paper, 1)
        page_column(self, scroll=False).addWidget(card, 1)

    def heading(self) -> str:
        """The form's title."""
        return self._kind.label

    def help(self) -> str:
        """What F1 says."""
        if self._kind is FormKind.RECTIFICATION:
            return (
                "屏幕上看到的就是将要打印的文件。登记之后就可以按“出具并打印”，作为整改通知送责任科室签收；"
                "以后有了新措施、延期或进展，可以再次出具，销号以后连同反馈出具并归档。每次出具都带编号、二维码和"
                "核验码，登记在案。"
            )
        return (
            "屏幕上看到的就是将要打印的文件。最后一个签字完成之前只有带“草稿”水印的预览；签批完成后按“出具并打印”，"
            "表单会带上单号、二维码和核验码，并登记在案。内容变化之后，原来出具的表单不再有效，须重新出具。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Draw the form again."""
        kind, subject_id, ask, layout = self._kind, self._subject_id, self._session.ask, self._layout
        self._session.runner.do(lambda: ask(shown, kind, subject_id, layout), self._show, self._fail, owner=self)

    def leave(self) -> None:
        """Give the pages' memory back."""
        self.paper.clear()

    def issue(self) -> None:
        """Issue the form, then print it."""
        layout = self.layout_choice.value() or "" if self.layout_choice is not None else ""
        self._session.do(
            self, printing.issue, self._kind, self._subject_id, layout, done=self._after_issue, hold=self.issue_button
        )

    def issued(self) -> IssuedRow | None:
        """The issue that is shown; None while it is a draft."""
        return self._issued

    def note(self) -> str:
        """What is said about the form."""
        return self._note.text()

    def _after_issue(self, done: Done) -> None:
        self._print_next = True
        self.refresh()

    def _offer_layouts(self, found: Shown) -> None:
        """A form that has several layouts is looked at in any of them; made when it is known that there are several."""
        if len(found.layouts) < 2:
            return
        if self.layout_choice is None:
            made = self.layout_choice = Choice(
                "版式", tuple(Option(key, title) for key, title in found.layouts), empty=""
            )
            made.setMinimumWidth(190)
            made.edited.connect(self._change_layout)
            self._head.insertWidget(2, made)
        if self.layout_choice.value() != found.layout:
            self.layout_choice.set_value(found.layout)

    def _change_layout(self) -> None:
        chosen = self.layout_choice.value() if self.layout_choice is not None else None
        if chosen and chosen != self._shown_layout:
            self._layout = chosen
            self.refresh()

    def _show(self, found: Shown) -> None:
        self._shown_layout = found.layout
        self._offer_layouts(found)
        self._issued = found.issued
        if found.issued is not None:
            self.badge.show_text("正式表单", "ok")
            self._note.setText(f"{found.issued.number}　核验码 {found.issued.code}")
        else:
            self.badge.show_text("草稿预览", "warn")
            self._note.setText(found.lost or found.barred or printing.PAPERS[self._kind].open)
            bar(self.issue_button, found.barred)
        self.issue_button.setVisible(found.issued is None)
        self.paper.show_pdf(found.pdf, f"{self._kind.label}{self._file_number()}.pdf")
        if self._print_next and self._issued is not None:
            self._print_next = False
            self.paper.print_paper()

    def _file_number(self) -> str:
        return f"_{self._issued.number}" if self._issued is not None else "（草稿）"

    def _fail(self, error: FundError) -> None:
        self._issued = None
        self.badge.show_text("")
        self.paper.clear(f"{error.message}{error.remedy}")
        bar(self.issue_button, error.message)
