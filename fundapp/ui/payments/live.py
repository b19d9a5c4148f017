"""The checks beside the form: made again a moment after every edit, by the very rules that submission asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from fundapp.errors import FundError
from fundapp.rules.finding import Finding
from fundapp.services import payments
from fundapp.services.payment_draft import PaymentDraft
from fundapp.ui.parts.checks import Check, CheckList, from_findings
from fundapp.ui.payments.fields import Unread
from fundapp.ui.session import Session

PAUSE_MS = 200

_LINKS = {
    "附件": "上传附件…",
    "佐证": "去登记佐证…",
    "项目": "去选择",
    "合同/清单": "去选择",
    "付款节点": "去选择",
    "资金来源": "去选择",
    "经济分类": "去选择",
    "收款账户": "去选择",
    "实际进度": "去填写",
    "付款用途": "去填写",
    "本次金额": "去填写",
    "少付原因": "去填写",
    "发票": "去填写",
    "申请日期": "去填写",
}
"""Word of the link by the field a finding names; the others have nothing to go to."""
_UNREAD = "填写:"


class LiveChecks(QObject):
    """Keeps a `CheckList` true to what is typed, and says what stands in the way of submitting."""

    shown = Signal()
    """New results, or another reason: `barrier` may say something else."""

    def __init__(
        self,
        session: Session,
        panel: CheckList,
        draft: Callable[[], PaymentDraft | None],
        unread: Callable[[], tuple[Unread, ...]],
        parent: QObject,
    ) -> None:
        """`draft` and `unread` say what is typed now."""
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._draft = draft
        self._unread = unread
        self._asked = 0
        self._findings: tuple[Finding, ...] = ()
        self.payment_id: int | None = None
        self.reasons: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.now)
        panel.reason_changed.connect(self._on_reason)

    def touch(self) -> None:
        """Something was typed: check in a moment."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()

    def now(self) -> None:
        """Check what is typed; an answer that is overtaken by a newer question is dropped."""
        self._timer.stop()
        self._asked += 1
        draft, number = self._draft(), self._asked
        if draft is None:
            self._take(())
            return
        ask, payment_id = self._session.ask, self.payment_id

        def done(found: tuple[Finding, ...]) -> None:
            if number == self._asked:
                self._take(found)

        def failed(error: FundError) -> None:
            if number == self._asked:
                self._panel.show_checks((Check("failed", "block", error.title, error.message, remedy=error.remedy),))

        self._session.runner.do(lambda: ask(payments.check, draft, payment_id), done, failed, owner=self)

    def standing_reasons(self) -> dict[str, str]:
        """Reasons of the cautions that stand now; the others are not stored."""
        cautions = {finding.rule for finding in self._findings if finding.needs_reason}
        return {rule: reason for rule, reason in self.reasons.items() if rule in cautions and reason.strip()}

    def field_of(self, key: str) -> str:
        """The field that a check is about."""
        if key.startswith(_UNREAD):
            return key.removeprefix(_UNREAD)
        return next((_field(finding) for finding in self._findings if finding.rule == key), "")

    def barrier(self) -> str:
        """Why nothing can be submitted now, with its article; empty when nothing is in the way."""
        for each in self._unread():
            return each.sentence()
        if self._draft() is None:
            return "请先选择付款节点。"
        for finding in self._findings:
            if finding.blocks:
                return f"【{finding.article}】{finding.message}{finding.remedy}"
        given = self.standing_reasons()
        for finding in self._findings:
            if finding.needs_reason and finding.rule not in given:
                return f"【{finding.article}】{finding.title}：请在右侧写明理由。"
        return ""

    def findings(self) -> tuple[Finding, ...]:
        """The last results."""
        return self._findings

    def _take(self, found: tuple[Finding, ...]) -> None:
        self._findings = found
        unread = self._unread()
        named = {each.field for each in unread}
        local = tuple(
            Check(f"{_UNREAD}{each.field}", "block", each.field, each.message, link=_LINKS.get(each.field, "去更正"))
            for each in unread
        )
        kept = [finding for finding in found if not (finding.blocks and _field(finding) in named)]
        links = {each.rule: _LINKS.get(_field(each), "") for each in kept if not each.passed}
        self._panel.show_checks(local + from_findings(kept, reasons=self.reasons, links=links))
        self.shown.emit()

    def _on_reason(self, rule: str, text: str) -> None:
        self.reasons[rule] = text
        self.shown.emit()


def _field(finding: Finding) -> str:
    """The rules say 日期 where the form says 申请日期."""
    return "申请日期" if finding.field == "日期" else finding.field
