"""The right column of the signing desk: money, checks, attachments, checklist, opinion, the two buttons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.signing_desk import DeskDocument
from fundapp.ui import theme
from fundapp.ui.parts.attachments import Attached, Attachments
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.checks import CheckList, from_findings
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_bar import Money, MoneyBar
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.parts.text_edit import NoteEdit
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind

Key: TypeAlias = tuple[SubjectKind, int]


@dataclass(frozen=True)
class Typed:
    """What the signer has said about one document so far."""

    opinion: str = ""
    ticks: tuple[str, ...] = ()


class SigningPanel(QWidget):
    """What the program checked, and where the signer acts."""

    sign_wanted = Signal()
    return_wanted = Signal()

    file_wanted = Signal(object)
    """Id of an attachment that should be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, ground="surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(250)
        self.setMaximumWidth(340)
        self._document: DeskDocument | None = None
        self._acting = False
        self._typed: dict[Key, Typed] = {}
        self._money_title = label("合同支付进度", "head")
        self._money = MoneyBar()
        self._checks = CheckList("核对校验", reading=True)
        self._files_title = label("附件", "head")
        self._files = Attachments(editable=False)
        self._history_title = label("签批记录", "head")
        self._history = label("", "second", wrap=True)
        self._ticks_title = label("请逐项核对", "head")
        self._ticks: dict[str, QCheckBox] = {}
        self._tick_list = QWidget()
        self._tick_column = QVBoxLayout(self._tick_list)
        self._tick_column.setContentsMargins(0, 0, 0, 0)
        self._tick_column.setSpacing(4)
        self.opinion = NoteEdit("签批意见", limit=200)
        self.opinion.set_placeholder("签批意见（退回时必填）")
        self._why = label("", "warn", wrap=True)
        self.return_button = button("退回", self.return_wanted.emit, tip="Ctrl+R")
        self.sign_button = button("同意并签字…", self.sign_wanted.emit, look="seal", tip="Ctrl+回车")
        self._build()
        self._files.opened.connect(self.file_wanted)
        self.show_nothing()

    def _build(self) -> None:
        content = QWidget()
        upper = QVBoxLayout(content)
        upper.setContentsMargins(16, 14, 16, 8)
        upper.setSpacing(10)
        upper.addWidget(self._money_title)
        upper.addWidget(self._money)
        upper.addWidget(self._ticks_title)
        upper.addWidget(self._tick_list)
        for shown in (
            self._checks,
            self._files_title,
            self._files,
            self._history_title,
            self._history,
        ):
            upper.addWidget(shown)
        upper.addStretch(1)
        self._foot = QFrame()
        theme.dress(self._foot, frame="footer")
        lower = QVBoxLayout(self._foot)
        lower.setContentsMargins(16, 10, 16, 12)
        lower.setSpacing(8)
        self.opinion.setFixedHeight(62)
        lower.addWidget(self.opinion)
        lower.addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.return_button, 1)
        buttons.addWidget(self.sign_button, 2)
        lower.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(content), 1)
        column.addWidget(self._foot)

    def show_nothing(self) -> None:
        """No document is chosen."""
        self._remember()
        self._document = None
        hidden: tuple[QWidget, ...] = (self._money_title, self._money, self._checks, self._files_title, self._files)
        for shown in (*hidden, self._ticks_title, self._tick_list, self._history_title, self._history, self._foot):
            shown.hide()

    def show_document(self, document: DeskDocument, *, keep_input: bool, acting: bool) -> None:
        """Show a document; `acting` False only reads (what was signed already). Every document has its own ticks and
        opinion, which wait while another one is looked at."""
        self._remember()
        self._document, self._acting = document, acting
        if not keep_input:
            self._make_ticks(document)
            self._recall((document.kind, document.id))
        self._files_title.show()
        self._files.show()
        self._checks.show()
        money = document.money
        self._money_title.setVisible(money is not None)
        self._money.setVisible(money is not None)
        if money is not None:
            self._money_title.setText(money.title)
            self._money.show_money(Money(money.whole, money.paid, money.this))
        self._checks.show_checks(from_findings(document.findings, reasons=dict(document.reasons)))
        self._files.show_files(
            [Attached(file.id, file.file_name, file.kind.label, file.size, file.present) for file in document.files]
        )
        self._show_history(document)
        for shown in (self._ticks_title, self._tick_list):
            shown.setVisible(acting and bool(self._ticks))
        self._foot.setVisible(acting)
        self._tell()

    def _show_history(self, document: DeskDocument) -> None:
        lines = []
        for round_ in document.rounds:
            for hand in round_.hands:
                if hand.decision is not None and hand.at is not None:
                    word = "同意" if hand.decision == Decision.AGREE else "退回"
                    lines.append(f"第 {round_.number} 轮 {hand.label} {hand.signer} {word} {hand.at:%m-%d %H:%M}")
            if round_.reason:
                lines.append(f"第 {round_.number} 轮 {round_.outcome.label}：{round_.reason}")
        self._history.setText("\n".join(lines))
        self._history_title.setVisible(bool(lines))
        self._history.setVisible(bool(lines))

    def _make_ticks(self, document: DeskDocument) -> None:
        while (item := self._tick_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._ticks = {}
        for item_ in document.step.checklist if document.step else ():
            box = QCheckBox(item_.label)
            box.toggled.connect(lambda _on: self._tell())
            self._ticks[item_.key] = box
            self._tick_column.addWidget(box)

    # -- what the signer did --------------------------------------------------------------------------------------

    def ticks(self) -> tuple[str, ...]:
        """Keys of the ticked items."""
        return tuple(key for key, box in self._ticks.items() if box.isChecked())

    def tick_all(self) -> None:
        """For the keyboard and tests."""
        for box in self._ticks.values():
            box.setChecked(True)

    def opinion_text(self) -> str:
        """The opinion as typed."""
        return self.opinion.raw().strip()

    def typed(self, kind: SubjectKind, key: int) -> Typed:
        """What was said about a document, shown or not."""
        self._remember()
        return self._typed.get((kind, key), Typed())

    def opinions(self) -> int:
        """How many documents have an opinion that is not sent."""
        self._remember()
        return sum(bool(said.opinion) for said in self._typed.values())

    def forget(self, kind: SubjectKind, key: int) -> None:
        """A document is signed or returned: what was said about it is on record."""
        self._typed.pop((kind, key), None)
        if self._document is not None and (self._document.kind, self._document.id) == (kind, key):
            self._recall((kind, key))

    def keep_only(self, keys: Collection[Key]) -> None:
        """What was said about documents that wait no more is of no use."""
        self._typed = {key: said for key, said in self._typed.items() if key in keys}

    def clear_input(self) -> None:
        """Give up everything that was said."""
        self._typed.clear()
        if self._document is not None:
            self._recall((self._document.kind, self._document.id))

    def _remember(self) -> None:
        if self._document is not None and self._acting:
            self._typed[self._document.kind, self._document.id] = Typed(self.opinion_text(), self.ticks())

    def _recall(self, key: Key) -> None:
        said = self._typed.get(key, Typed())
        self.opinion.set_raw(said.opinion)
        self.opinion.complain("")
        for name, box in self._ticks.items():
            box.setChecked(name in said.ticks)

    def demand_opinion(self) -> bool:
        """A return needs words; without them the box says so and gets the cursor."""
        if self.opinion_text():
            return True
        self.opinion.complain("退回时必须写明意见，请写明需要补正的内容。")
        self.opinion.setFocus()
        return False

    def barred(self) -> str:
        """Why signing is not possible now; empty when it is."""
        document = self._document
        if document is None or not self._acting:
            return "没有选中待签的单据。"
        offer = document.agree
        if offer is None or not offer.allowed:
            return f"【{offer.article}】{offer.why}" if offer else "当前状态不能签批。"
        left = len(self._ticks) - len(self.ticks())
        return f"【{document.article}】还有 {left} 项核对内容没有勾选。" if left else ""

    def return_barred(self) -> str:
        """Why returning is not possible now; empty when it is."""
        offer = self._document.give_back if self._document and self._acting else None
        if offer is None:
            return "当前状态不能退回。"
        return "" if offer.allowed else f"【{offer.article}】{offer.why}"

    def tell_barred(self) -> None:
        """Show why not, and go to the first open tick."""
        self._tell()
        for box in self._ticks.values():
            if not box.isChecked():
                box.setFocus()
                return

    def _tell(self) -> None:
        why = self.barred()
        bar(self.sign_button, why)
        bar(self.return_button, self.return_barred())
        self._why.setText(why)
        self._why.setVisible(bool(why))
