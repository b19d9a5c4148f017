"""One annual application; see `DocumentPage`."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.rules.finding import Finding
from fundapp.services import application_sheet, applications, why_not
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_sheet import ApplicationSheet, GateLine, Preview
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.ui.applications.frame import ApplicationFrame
from fundapp.ui.applications.moves import REASONS
from fundapp.ui.documents.kind import Kind
from fundapp.ui.documents.page import DocumentPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind

_KIND = Kind(
    "application",
    FormKind.APPLICATION,
    "预览申报表",
    "评价结果作为下一年度申请资金的依据 · 依据：第五条、第八条、第九条、第十三条、第十六条",
    REASONS,
    application_sheet.sheet,
    applications,
    AttachmentKind.BASIS,
)
_PLAN = "绩效指标"
_ELSEWHERE = {"上年度自评": "evaluation", "整改": "rectification", "登记整改": "problem:", "期满评价": "term_review"}
"""Fields of findings that are put right on another screen, with the kind of the gate's line that leads there."""


class ApplicationPage(DocumentPage[ApplicationSheet, ApplicationDraft, Preview]):
    """What earlier years say, money, words, and the indicators of the year."""

    frame: ApplicationFrame
    watches = Changed.APPLICATION | Changed.PERFORMANCE | Changed.PROJECT | Changed.ATTACHMENT

    def __init__(self, session: Session, application_id: int, parent: QWidget | None = None) -> None:
        """Raises NotFound."""
        super().__init__(session, application_id, _KIND, parent)
        self._gate: tuple[GateLine, ...] = ()
        sources = session.ask(application_sheet.sources_of, application_id)
        self.frame = ApplicationFrame(session, sources, self._today, self.files)
        self.form, self.gate = self.frame.form, self.frame.gate
        self._build(self.frame)
        self.gate.opened.connect(self.open_record)
        self.frame.plan.asked.connect(self.change_plan)

    def heading(self) -> str:
        """Year and project."""
        return f"{self._sheet.year} 年度申请 · {self._sheet.project}" if self._sheet is not None else "年度申请"

    def help(self) -> str:
        """What F1 says."""
        return (
            "最上方是上年度的评价结果：上年度自评没有定稿、以前年度整改没有销号、较差的结果没有列入整改时不能送审，"
            "点右边的链接前往办理。等级为中、差的，或期满评价要求调整的，须填写调整说明，说明印在申报表上。"
            "金额按资金来源填写，不申请的来源留空。年度目标和指标在“编制绩效指标”中填写，随申请一并签批，送审后不能再改。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。右侧核对全部通过后才能提交送审。"
        )

    def _judge(self, desk: Desk, draft: ApplicationDraft) -> Preview:
        return application_sheet.preview(desk, draft)

    def _stored(self, sheet: ApplicationSheet) -> Preview:
        return Preview(sheet.plan, sheet.gate, sheet.findings)

    def _fill(self, sheet: ApplicationSheet) -> None:
        self.form.show_draft(sheet.draft)

    def _typed(self, sheet: ApplicationSheet) -> ApplicationDraft:
        return replace(self.form.typed(sheet.draft), version=self._version)

    def _show_more(self, sheet: ApplicationSheet) -> None:
        self.frame.show_total(sheet.year)

    def _on_edited(self) -> None:
        super()._on_edited()
        self.frame.show_total(self.sheet.year)

    def _show(self, found: Preview) -> None:
        self._gate = found.gate
        same = next((one.message for one in found.findings if one.notice and one.field == "测算依据"), "")
        self.form.basis.set_hint(same if self.editable() else "")
        self.gate.show_lines(found.gate)
        barred = self._session.ask(why_not.set_indicators, self.sheet.project_id, self.sheet.year)
        self.frame.plan.show_plan(found.plan, barred)

    def _link_of(self, finding: Finding) -> str:
        if finding.notice and self.frame.place_of(finding) is not None:
            return "去核对"
        if not finding.blocks:
            return ""
        if finding.field == _PLAN:
            return "去编制指标"
        if finding.field in _ELSEWHERE:
            return "前往办理"
        return "去填写" if self.frame.place_of(finding) is not None else ""

    def _follow(self, finding: Finding) -> None:
        if finding.field == _PLAN:
            self.change_plan()
        elif finding.field in _ELSEWHERE:
            self._go_elsewhere(_ELSEWHERE[finding.field])
        else:
            place = self.frame.place_of(finding)
            if place is not None:
                place.setFocus()

    def change_plan(self) -> None:
        """Goal and indicators of the year, in their own editor."""
        self.pushed.emit(IndicatorsEditor(self._session, self.sheet.project_id, self.sheet.year))

    def open_record(self, kind: str, key: int) -> None:
        """What the gate waits for: the record itself, or the screen where it is begun."""
        if kind == "rectification":
            self.wanted.emit("rectifications", key)
        elif kind.startswith("problem:"):
            self.wanted.emit("rectifications", (kind.removeprefix("problem:"), key))
        elif kind == "term_review":
            self.wanted.emit("term_reviews", (kind, key) if key else ("project", self.sheet.project_id))
        else:
            self.wanted.emit("performance", (kind, key) if key else None)

    def _go_elsewhere(self, kind: str) -> None:
        """The first line of the gate that is about this kind and blocks."""
        line = next((one for one in self._gate if one.kind.startswith(kind) and one.tone == "bad"), None)
        if line is not None:
            self.open_record(line.kind, line.id)
