"""One self-evaluation; see `DocumentPage`."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.rules.finding import Finding
from fundapp.services import evaluation_sheet, evaluations, key_evaluations, rectification_sources
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.services.evaluation_sheet import EvaluationSheet, Preview
from fundapp.services.evaluation_trace import execution_scale
from fundapp.ui.actions import Action
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.documents.kind import Kind
from fundapp.ui.documents.page import DocumentPage
from fundapp.ui.performance.actual import Setting
from fundapp.ui.performance.frame import EvaluationFrame
from fundapp.ui.performance.moves import REASONS, rectify
from fundapp.ui.performance.tracing import Tracing
from fundapp.ui.session import Session
from fundapp.values.choices import DocumentState, ProblemSource
from fundapp.values.documents import FormKind

_KIND = Kind(
    "evaluation",
    FormKind.EVALUATION,
    "预览自评表",
    "得分由实际完成值和分值按规则计算，不高于分值 · 依据：第十三条、财预〔2020〕10号",
    REASONS,
    evaluation_sheet.sheet,
    evaluations,
)
_PLAN = ("绩效指标", "分值")


class EvaluationPage(DocumentPage[EvaluationSheet, EvaluationDraft, Preview]):
    """Money, the actual value of every indicator, its points, and the total."""

    frame: EvaluationFrame
    watches = Changed.EVALUATION | Changed.PROJECT | Changed.DISBURSEMENT | Changed.ATTACHMENT
    begins_typing = True

    def __init__(self, session: Session, evaluation_id: int, parent: QWidget | None = None) -> None:
        super().__init__(session, evaluation_id, _KIND, parent)
        self._unrectified = ""
        self._grades = grade_tone(session)
        bands, scale = session.ask(lambda desk: (desk.figures.bands(desk.today), execution_scale(desk, desk.today)))
        self.frame = frame = EvaluationFrame(Setting(self._today, bands, scale), self.files)
        self.table, self.form = frame.table, frame.form
        self.tracing = Tracing(self, session, evaluation_id, self._draft)
        self._build(frame)
        frame.money.traced.connect(self.tracing.show)
        frame.card.traced.connect(lambda: self.tracing.show("total"))
        self.table.traced.connect(self.tracing.show_indicator)

    def heading(self) -> str:
        """Year and project."""
        return f"{self._sheet.year} 年度自评 · {self._sheet.project}" if self._sheet is not None else "绩效自评"

    def help(self) -> str:
        """What F1 says."""
        return (
            "预算数和执行数取自账面，不用填；监控、拨付和验收中已有的数会带入并注明来源，请逐项核对。"
            "逐行填写实际完成值，得分和评判立即算出；回车到下一栏，上下键换行。点数字可以查看它背后的记录和计分依据。"
            "未达标、明显超出目标、由经办人评定或不适用的指标须写明原因。行尾的箭头展开后可以评定比例、填写文字结果、"
            "标为不适用、人工扣减。右侧是送审前的核对，全部通过后才能提交。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。送审以后按当时的账面和得分签批，"
            "“修改”会使本轮签字全部失效。"
        )

    def act(self, key: str) -> None:
        """A button."""
        if key == "rectify":
            self.wanted.emit("rectifications", (ProblemSource.SELF_EVALUATION.value, self._id))
        else:
            super().act(key)

    def _judge(self, desk: Desk, draft: EvaluationDraft) -> Preview:
        return evaluation_sheet.preview(desk, draft, self._id)

    def _stored(self, sheet: EvaluationSheet) -> Preview:
        return Preview(sheet.goal, sheet.money, sheet.result, sheet.indicators, sheet.earlier, sheet.findings)

    def _fill(self, sheet: EvaluationSheet) -> None:
        self.table.show_lines(sheet.indicators)
        self.form.show_draft(sheet.draft)
        self.form.goal.setText(sheet.goal or "—")

    def _typed(self, sheet: EvaluationSheet) -> EvaluationDraft:
        return replace(self.form.typed(sheet.draft), scores=self.table.scores(), version=self._version)

    def _before_form(self, sheet: EvaluationSheet) -> tuple[Action, ...]:
        return (rectify(self._unrectified),) if sheet.state is DocumentState.APPROVED else ()

    def _show_more(self, sheet: EvaluationSheet) -> None:
        ask = self._session.ask
        self.frame.card.show_keys(ask(key_evaluations.of_project_year, sheet.project_id, sheet.year))
        self._unrectified = ask(rectification_sources.barred, ProblemSource.SELF_EVALUATION, self._id)

    def _show(self, found: Preview) -> None:
        self.table.show_results(found.indicators)
        self.frame.money.show_money(found.money, found.result)
        tone = self._grades(found.result.grade, self.sheet.draft.dated)
        self.frame.card.show_result(found.result, found.earlier, tone)

    def _link_of(self, finding: Finding) -> str:
        if finding.blocks and finding.field in _PLAN:
            return "去编制指标"
        open_ = not finding.passed or finding.notice
        return "去填写" if open_ and self.frame.place_of(finding) is not None else ""

    def _follow(self, finding: Finding) -> None:
        if finding.field in _PLAN:
            self.wanted.emit("performance", ("indicators", self.sheet.project_id))
            return
        place = self.frame.place_of(finding)
        if place is not None:
            place.setFocus()
