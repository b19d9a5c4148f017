"""The moves of one problem that take more than a reason: measure, progress, extension, report, confirmation."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from fundapp.services import rectification_sheet, rectifications
from fundapp.services.done import Done
from fundapp.services.rectification_sheet import RectificationSheet
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.text_edit import NoteEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.dates import iso

_LONG = 2000


class _MoveDialog(FormDialog):
    """One verb of one problem."""

    def __init__(
        self, page: Page, session: Session, sheet: RectificationSheet, title: str, yes: str, text: str
    ) -> None:
        super().__init__(f"{title}：{sheet.number}", yes, page.window(), text=text, columns=1, width=600)
        self._page, self._session, self._sheet = page, session, sheet
        self.ready.connect(self._do)

    def fields_are_good(self) -> bool:
        """Red lines want room."""
        good = super().fields_are_good()
        self.fit()
        return good

    @abstractmethod
    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        """The verb and what it takes after the problem's id."""

    def _do(self) -> None:
        verb, given = self._act()
        self._session.do(
            self._page,
            verb,
            self._sheet.id,
            *given,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)


class MeasureDialog(_MoveDialog):
    """补充措施和责任人."""

    def __init__(self, page: Page, session: Session, sheet: RectificationSheet) -> None:
        super().__init__(page, session, sheet, "补充措施和责任人", "保存", f"问题：{sheet.problem}")
        people = session.ask(rectification_sheet.choices).people_of(sheet.division_id)
        self.measure = NoteEdit("整改措施", required=True, lines=4, limit=_LONG)
        self.person: Choice[int] = Choice("责任人", [Option(one.id, one.name) for one in people], required=True)
        self.measure.set_value(sheet.measure)
        self.person.set_value(sheet.person_id)
        self.form.add("整改措施", self.measure)
        self.form.add("责任人", self.person)

    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        given = (self.measure.read() or "", self.person.read() or 0, self._sheet.version)
        return rectifications.measure, given


class ProgressDialog(_MoveDialog):
    """登记进展."""

    def __init__(self, page: Page, session: Session, sheet: RectificationSheet) -> None:
        super().__init__(page, session, sheet, "登记进展", "登记", "进展只增加，不修改；写错了请再记一条。")
        self.text = NoteEdit("进展情况", required=True, lines=4, limit=_LONG)
        self.progress = PercentEdit("进度", required=True)
        self.progress.set_value(sheet.progress_bp)
        self.form.add("进展情况", self.text)
        self.form.add("进度", self.progress)

    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        return rectifications.progress, (self.text.read() or "", self.progress.read() or 0)


class ExtendDialog(_MoveDialog):
    """延期."""

    def __init__(self, page: Page, session: Session, sheet: RectificationSheet) -> None:
        text = f"原期限 {iso(sheet.due_on)}。延期和原因会记入台账和反馈表。"
        super().__init__(page, session, sheet, "延期", "延期", text)
        self.due_on = DateEdit("新的期限", required=True, today=self._today)
        self.reason = NoteEdit("原因", required=True, lines=3, limit=500)
        self.form.add("新的期限", self.due_on)
        self.form.add("原因", self.reason)

    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        given = (self.due_on.read() or self._today(), self.reason.read() or "", self._sheet.version)
        return rectifications.extend, given


class ReportDialog(_MoveDialog):
    """报告完成."""

    def __init__(self, page: Page, session: Session, sheet: RectificationSheet) -> None:
        before = f"（登记或退回以前的 {len(sheet.files)} 件不算）" if sheet.files else ""
        files = (
            f"已上传佐证 {sheet.proofs} 件。"
            if sheet.proofs
            else f"还没有上传佐证{before}：请先在“佐证材料”中上传，或写明原因。"
        )
        super().__init__(page, session, sheet, "报告完成", "报告完成", f"{files}报告以后由另一人确认销号。")
        self.outcome = NoteEdit("完成情况", required=True, lines=4, limit=_LONG)
        self.no_evidence = NoteEdit("无佐证原因", required=not sheet.proofs, lines=2, limit=500)
        self.outcome.set_value(sheet.rejected)
        self.form.add("完成情况", self.outcome)
        if not sheet.proofs:
            self.form.add("无佐证原因", self.no_evidence)

    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        return rectifications.report, (self.outcome.read() or "", self.no_evidence.value() or "")


class ConfirmDialog(_MoveDialog):
    """确认销号."""

    def __init__(self, page: Page, session: Session, sheet: RectificationSheet) -> None:
        text = f"完成情况：{sheet.result}\n佐证 {sheet.proofs} 件，报告人 {sheet.reported_by}。销号以后不能再改。"
        super().__init__(page, session, sheet, "确认销号", "确认销号", text)
        self.opinion = NoteEdit("确认意见", required=True, lines=3, limit=500)
        self.opinion.set_value("整改到位，同意销号。")
        self.form.add("确认意见", self.opinion)

    def _act(self) -> tuple[Callable[..., Done], tuple[Any, ...]]:
        return rectifications.confirm, (self.opinion.read() or "", self._sheet.version)
