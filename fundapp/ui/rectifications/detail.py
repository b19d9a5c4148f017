"""One problem: what is wrong, until when, what was done, its proofs; and every move, open or closed with the reason."""

from __future__ import annotations

import datetime as dt
from enum import Flag

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import rectification_sheet, rectifications
from fundapp.services.done import Changed
from fundapp.services.rectification_sheet import RectificationSheet
from fundapp.ui import notices
from fundapp.ui.actions import Action, ActionBar, from_offer
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import ElidedLink
from fundapp.ui.parts.card import Card, Figure, FigureStrip
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.parts.scroll import page_column, two_columns
from fundapp.ui.rectifications.dialogs import (
    ConfirmDialog,
    ExtendDialog,
    MeasureDialog,
    ProgressDialog,
    ReportDialog,
)
from fundapp.ui.rectifications.look import TONES, left_text
from fundapp.ui.rectifications.notes import Notes
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.tokens import Look
from fundapp.values.choices import AttachmentKind, ProblemSource, RectificationState
from fundapp.values.dates import iso
from fundapp.values.documents import FormKind
from fundapp.values.money import percent, yuan

_PROOFS = "请核对每个文件是什么材料。登记或退回以后上传的才是完成整改的佐证，上传以后不能删除。"
Dialogs = MeasureDialog | ProgressDialog | ExtendDialog | ReportDialog | ConfirmDialog
_DIALOGS: dict[str, type[Dialogs]] = {
    "measure": MeasureDialog,
    "progress": ProgressDialog,
    "extend": ExtendDialog,
    "report": ReportDialog,
    "confirm": ConfirmDialog,
}
_REASONS = {
    "reject": ("退回整改", "退回以后重新整改，再次报告。请写明还缺什么。", "退回整改"),
    "void": ("作废整改事项", "作废后不能恢复，编号保留在台账中。请写明原因。", "作废"),
}
_WITH_REASON = {"reject": rectifications.reject, "void": rectifications.void}
_WORDS = {"measure": "措施…", "progress": "登记进展…", "report": "报告完成…", "extend": "延期…", "confirm": "确认销号…"}
_WORDS |= {"reject": "退回整改…", "void": "作废…"}
_PAPERS = {
    RectificationState.OPEN: "打印通知…",
    RectificationState.REPORTED: "打印通知…",
    RectificationState.CLOSED: "打印反馈表…",
    RectificationState.VOID: "预览表单",
}
_LOOKS: dict[str, Look] = {"report": "primary", "confirm": "primary"}
_ORDER = ("void", "extend", "measure", "progress", "report", "reject", "confirm")
_SCREENS = {
    ProblemSource.SELF_EVALUATION: ("performance", "evaluation"),
    ProblemSource.KEY_EVALUATION: ("performance", "key_evaluation"),
    ProblemSource.MONITORING: ("monitoring", "monitoring"),
}


class RectificationPage(Page):
    """A problem in any state."""

    watches = Changed.RECTIFICATION | Changed.ATTACHMENT | Changed.FORM | Changed.PERSON

    def __init__(self, session: Session, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = key
        self.sheet: RectificationSheet | None = None
        self.dialog: Dialogs | None = None
        self.buttons = ActionBar(reasons=True)
        self.state, self.time = Badge(), Badge()
        self.notes = Notes()
        self.files = FilesPanel(
            self, session, rectifications.attach_file, fallback=AttachmentKind.RECTIFICATION, guess=False, hint=_PROOFS
        )
        self._title = label("", "title")
        self._where = ElidedLabel("", "second")
        self._figures = FigureStrip()
        self._facts = QGridLayout()
        self.facts: dict[str, str] = {}
        self._build()
        self.buttons.chosen.connect(self.act)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (self._title, self.state, self.time):
            head.addWidget(part)
        head.addWidget(self._where, 1)
        top, facts = Card(), Card("问题和整改")
        top.body.addLayout(head)
        top.body.addWidget(self._figures)
        top.body.addWidget(self.buttons)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(10)
        self._facts.setColumnStretch(1, 1)
        facts.body.addLayout(self._facts)
        files, notes = Card("佐证材料"), Card("办理记录")
        files.body.addWidget(self.files)
        notes.body.addWidget(self.notes)
        column = page_column(self)
        column.addWidget(top)
        column.addLayout(two_columns((facts, files), (notes,), (1, 1)), 1)

    def heading(self) -> str:
        """The number."""
        return f"整改事项 {self.sheet.number}" if self.sheet is not None else "整改事项"

    def shows(self) -> object:
        """This very problem."""
        return ("rectification", self._id)

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是一项整改的全部内容。责任科室补充措施、登记进展、上传佐证，完成后“报告完成”；没有佐证的要写明原因。"
            "期限由科室负责人或分管领导办理延期，责任人自己不能延期。报告以后，由没有担任过责任人、报告人的人“确认销号”，"
            "或写明原因“退回整改”（第十三条）。不能按的按钮，鼠标停在上面会说明原因。"
            "登记以后就可以出具《整改通知及反馈表》，送责任科室签收；销号以后连同反馈再次出具。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        try:
            self.sheet = sheet = self._session.ask(rectification_sheet.sheet, self._id)
        except FundError as error:
            notices.refusal(self, error)
            self.closed.emit()
            return
        today: dt.date = self._session.ask(lambda desk: desk.today)
        self._title.setText(sheet.number)
        self.state.show_text(sheet.state.label, TONES[sheet.state])
        self.time.show_text(*left_text(sheet.due_on, today, sheet.state))
        self._where.setText(f"{sheet.project} · {sheet.year} 年度 · {sheet.division} · 责任人 {sheet.person}")
        moved = f"原定 {iso(sheet.first_due_on)}，延期 {sheet.extended} 次" if sheet.extended else ""
        done = "—" if sheet.progress_bp is None else percent(sheet.progress_bp)
        registered = f"另有登记时附 {sheet.papers} 件" if sheet.papers else ""
        self._figures.show_figures(
            (
                Figure("整改期限", iso(sheet.due_on), moved),
                Figure("进度", done),
                Figure("佐证材料", f"{len(sheet.files) - sheet.papers} 件", registered),
                Figure("发现日期", iso(sheet.found_on)),
            )
        )
        self.buttons.set_actions(actions(sheet))
        self._show_facts(sheet)
        self.notes.show_notes(sheet.notes)
        self.files.show_files(sheet.id, sheet.files, _files_barred(sheet))
        self.headed.emit()

    def _show_facts(self, sheet: RectificationSheet) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop  # beside a long text the caption stands where it begins
        self._facts.addWidget(label("来源", "label"), 0, 0, top)
        self._facts.addWidget(self._source(sheet), 0, 1)
        self.facts = facts_of(sheet)
        for line, (caption, text) in enumerate(self.facts.items(), start=1):
            self._facts.addWidget(label(caption, "label"), line, 0, top)
            self._facts.addWidget(label(text, wrap=True, selectable=True), line, 1)

    def _source(self, sheet: RectificationSheet) -> QWidget:
        source_id = sheet.source_id
        if source_id is None:
            return label(sheet.source_name, wrap=True, selectable=True)
        screen, kind = _SCREENS[sheet.source]
        return ElidedLink(sheet.source_name, lambda: self.wanted.emit(screen, (kind, source_id)), tip="打开")

    def act(self, key: str) -> None:
        """A button."""
        sheet = self.sheet
        if sheet is None:
            return
        if key == "print":
            self.pushed.emit(PaperPage(self._session, FormKind.RECTIFICATION, self._id))
        elif key in _DIALOGS:
            self.dialog = _DIALOGS[key](self, self._session, sheet)
            self.dialog.open()
        elif key in _REASONS:
            title, text, yes = _REASONS[key]
            reason = notices.ask_reason(self, title, text, yes=yes, danger=True)
            if reason is not None:
                self._session.do(self, _WITH_REASON[key], self._id, reason, hold=self.buttons)


def actions(sheet: RectificationSheet) -> tuple[Action, ...]:
    """Every move of the present state, the closed ones with their reason, and the form."""
    offered = {str(offer.verb): offer for offer in sheet.offers}
    found = [Action("print", _PAPERS[sheet.state], icon="print")]
    for verb in _ORDER:
        if verb in offered:
            made = from_offer(offered[verb], look=_LOOKS.get(verb, "plain"))
            shortcut = "Ctrl+N" if verb == "progress" else ""
            found.append(Action(verb, _WORDS[verb], made.look, shortcut=shortcut, barred=made.barred))
    return tuple(found)


def facts_of(sheet: RectificationSheet) -> dict[str, str]:
    """What is written, by caption; empty boxes that are still to be filled say so."""
    found = {
        "问题类型": sheet.problem_type.label,
        "存在问题": sheet.problem,
        "涉及金额": f"{yuan(sheet.amount)} 元" if sheet.amount else "",
        "依据": sheet.basis,
        "整改要求": sheet.demand or "—",
        "整改措施": sheet.measure or "待责任科室补充",
        "分管领导": sheet.leader,
        "登记人": sheet.author,
    }
    found = {caption: text for caption, text in found.items() if text}
    if sheet.result:
        found["完成情况"] = sheet.result
    if sheet.reported_by and sheet.reported_on:
        found["报告"] = f"{sheet.reported_by}　{iso(sheet.reported_on)}"
    if sheet.closed_on:
        found["销号"] = f"{sheet.closed_by}　{iso(sheet.closed_on)}　{sheet.closing_opinion}"
    if sheet.void_reason:
        found["作废原因"] = sheet.void_reason
    return found


def _files_barred(sheet: RectificationSheet) -> str:
    offer = sheet.offer("attach")
    if offer is None:
        return {
            RectificationState.REPORTED: "已报告完成；需要补充的请先退回整改。",
            RectificationState.CLOSED: "已销号。",
        }.get(sheet.state, "已作废。")
    return "" if offer.allowed else offer.why
