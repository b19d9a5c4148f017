"""Writing a payment request: three sections, the checks beside them, a draft that outlives a crash."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.services import payment_prefill, payments
from fundapp.services.done import Changed, Done
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_prefill import StoredRequest
from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.checks import CheckList
from fundapp.ui.parts.draft import DraftBox
from fundapp.ui.parts.label import label, set_role
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.payments.fields import RequestForm
from fundapp.ui.payments.files import RequestFiles
from fundapp.ui.payments.live import LiveChecks
from fundapp.ui.payments.opening import Opening
from fundapp.ui.payments.start import Start, locate, of_milestone
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.documents import FormKind

_STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "保留我的填写", "primary"),
)


class PaymentEditor(Page):
    """A draft that is new, stored, or came back. Ctrl+S stores it; 提交送审 stores and submits."""

    watches = Changed.PAYMENT | Changed.CONTRACT | Changed.PROJECT | Changed.PAYEE | Changed.DISBURSEMENT

    def __init__(
        self,
        session: Session,
        payment_id: int | None = None,
        *,
        start: Start | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`start` is what a new request is begun with."""
        super().__init__(parent)
        self._session = session
        self._payment_id = payment_id
        self._start = start or Start()
        self._today: dt.date = session.ask(lambda desk: desk.today)
        self._year = self._today.year
        self._stored: StoredRequest | None = None
        self._clean: dict[str, str] = {}
        self._filling = True
        self._loaded = False
        self._saving = False
        self.form = RequestForm(lambda: self._today)
        self.panel = CheckList()
        self.live = LiveChecks(session, self.panel, self._draft, self.form.unread, self)
        self._opening = Opening(session, self.form)
        self.files = RequestFiles(session, self, self.form.files)
        self.status = label("", "second")
        self.save_button = button("保存", self.save, tip="保存草稿\nCtrl+S")
        self.preview_button = button("预览表单", self.preview)
        self.submit_button = button("提交送审", self.submit, look="primary")
        self._banner_text = label("", "warn", wrap=True)
        self._banner_button = button("清空重填", self._start_over, look="link")
        self._box = self._make_box()
        self._build()
        self._connect()

    # -- layout ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.banner = QWidget()
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(20, 10, 20, 0)
        strip.addWidget(self._banner_text, 1)
        strip.addWidget(self._banner_button)
        self.banner.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.form)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(10)
        foot.addWidget(self.status, 1)
        for each in (self.save_button, self.preview_button, self.submit_button):
            foot.addWidget(each)
        left = Card(margin=0)
        left.body.setSpacing(0)
        left.body.addWidget(self.banner)
        left.body.addWidget(Scroll(inner), 1)
        left.body.addLayout(foot)
        checks = QWidget()
        beside = QVBoxLayout(checks)
        beside.setContentsMargins(16, 14, 16, 14)
        beside.addWidget(self.panel)
        right = Card(margin=0)
        right.body.addWidget(Scroll(checks))
        right.setMinimumWidth(244)
        right.setMaximumWidth(330)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(14)
        row.addWidget(left, 5)
        row.addWidget(right, 2)

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._on_edited)
        form.settled.connect(lambda _name: self.live.touch())
        form.project_chosen.connect(self._on_project)
        form.milestone_chosen.connect(self._on_milestone)
        form.finished.connect(self.submit_button.setFocus)
        self.files.wanted_store.connect(self._store_for_files)
        self.panel.linked.connect(self._on_link)
        self.panel.reason_changed.connect(lambda _rule, _text: self._on_edited())
        self.live.shown.connect(self._tell_barrier)

    # -- what the shell asks --------------------------------------------------------------------------------------

    def heading(self) -> str:
        """The number, once there is one."""
        if self._payment_id is None:
            return "新建用款申请"
        number = self._stored.number if self._stored is not None else ""
        return f"{number} 修改" if number else "用款申请草稿"

    def help(self) -> str:
        """What F1 says."""
        return (
            "先选付款节点，金额、资金来源、收款单位等已知内容会自动填好。"
            "金额可以写 37.5万 或 375,000，日期可以写 11.20；发票号码填 20 位，老式发票写“代码-号码”。"
            "右侧是送审前的核对：红色必须处理，黄色写明理由即可，理由会印在表上。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。附件可以直接拖进来。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Fill the boxes at first; later only the choices and checks follow what others do."""
        self._today = self._session.ask(lambda desk: desk.today)
        if not self._loaded or (changed is None and not self.unsaved()):
            self._load()
        elif not self._saving:
            self._offer_again()

    def can_save(self) -> bool:
        """Always, unless the request is no longer a draft."""
        return self._stored is None or self._stored.editable

    def unsaved(self) -> str:
        """Names the boxes that are not stored."""
        names = self._differing()
        if not names:
            return f"{self.files.waiting()} 个附件还没有上传。" if self.files.waiting() else ""
        return f"“{names[0]}”等 {len(names)} 处填写还没有保存。" if len(names) > 1 else f"“{names[0]}”还没有保存。"

    def drop(self) -> None:
        """Give up what is typed, on this machine too."""
        self._box.discard()
        self.files.forget()
        self._clean = self._stash()
        self._loaded = False

    def leave(self) -> None:
        """Keep what is typed; stop the timers."""
        self.live.stop()
        self._box.stop()

    # -- loading --------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._filling = True
        try:
            if self._payment_id is None:
                self._load_new()
            else:
                self._load_stored(self._payment_id)
            self._loaded = True
            self._clean = self._stash()
            self._restore()
        finally:
            self._filling = False
        self._show_files()
        self.live.now()
        self.headed.emit()

    def _load_new(self) -> None:
        chosen = self._session.ask(locate, self._start)
        self._opening.show_chosen(chosen)
        if chosen.milestone_id:
            self._opening.prefill(chosen.milestone_id)
        elif chosen.project_id:
            self.form.pick_basis()
        self._show_banner("")

    def _know(self, payment_id: int) -> StoredRequest:
        """The request is stored under this id; give it as it is stored now."""
        self._payment_id = payment_id
        self._opening.payment_id = self.live.payment_id = self.files.payment_id = payment_id
        self._stored = self._session.ask(payment_prefill.stored, payment_id)
        self._year = self._stored.draft.year
        self.files.removable = self._stored.round == 0
        return self._stored

    def _load_stored(self, payment_id: int) -> None:
        stored = self._know(payment_id)
        self._opening.show_chosen(self._session.ask(of_milestone, stored.draft.milestone_id))
        self._opening.show_stored(stored.draft)
        self.live.reasons = dict(stored.draft.reasons)
        self.form.set_read_only(not stored.editable)
        self.form.files.set_editable(stored.editable)
        self._show_banner(f"上一轮：{stored.returned}" if stored.returned else "")
        if not stored.editable:
            self._show_banner("这份申请现在不能修改：状态已变化，或由其他科室的经办人办理。")

    def _restore(self) -> None:
        """What a crash, or leaving without saving, has left on this machine."""
        offered = self._box.offered()
        if offered is None or not self.can_save():
            return
        self._opening.restore(offered.raw, self._year)
        self.live.reasons.update(_reasons(offered.raw.get("理由", "")))
        other = offered.raw.get("版本", "") != self._clean["版本"]
        more = "此后已有人修改过这份申请，保存前请核对。" if other else ""
        self._show_banner(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写。{more}", over=True)

    def _show_banner(self, text: str, *, over: bool = False) -> None:
        self._banner_text.setText(text)
        self._banner_button.setVisible(over)
        self.banner.setVisible(bool(text))

    def _start_over(self) -> None:
        self.drop()
        self._load()

    def _on_project(self, project_id: int) -> None:
        self._opening.offer_bases(project_id)
        self.form.pick_basis()
        self.live.now()

    def _on_milestone(self, milestone_id: int) -> None:
        if milestone_id:
            filling, self._filling = self._filling, True
            self._opening.prefill(milestone_id)
            self._filling = filling
            self._show_files()
        self._on_edited()
        if not self._filling:
            self.live.now()

    def _offer_again(self) -> None:
        """Balances, accounts and files may be others now."""
        filling, self._filling = self._filling, True
        self._opening.offer(self.form.milestone.read() or 0, self._year)
        self._filling = filling
        self._show_files()
        self.live.touch()

    # -- what is typed --------------------------------------------------------------------------------------------

    def _make_box(self) -> DraftBox:
        what = self._payment_id or "-".join(str(part) for part in ("new", self._start.kind, self._start.id))
        key = f"{self._session.path}/{self._session.seat.person_id}/payment/{what}"
        box = DraftBox(key, self._stash, self)
        box.saved.connect(self._on_kept)
        box.failed.connect(lambda why: self._say(why, bad=True))
        return box

    def _on_kept(self, at: dt.datetime) -> None:
        self._say(f"草稿已自动保存 {at:%H:%M:%S}")

    def _say(self, text: str, *, bad: bool = False) -> None:
        set_role(self.status, "bad" if bad else "second")
        self.status.setText(text)

    def _stash(self) -> dict[str, str]:
        reasons = {rule: text for rule, text in self.live.reasons.items() if text.strip()}
        version = str(self._stored.version) if self._stored is not None else ""
        return {**self.form.raw(), "理由": json.dumps(reasons, ensure_ascii=False, sort_keys=True), "版本": version}

    def _differing(self) -> list[str]:
        if not self._loaded:
            return []
        now = self._stash()
        return [name for name, text in now.items() if name != "项目编号" and text != self._clean.get(name, "")]

    def _on_edited(self) -> None:
        if self._filling:
            return
        self._box.touch()
        self.live.touch()

    def _draft(self) -> PaymentDraft | None:
        draft = self.form.draft(self._year, self.live.standing_reasons())
        if draft is None or self._stored is None:
            return draft
        return replace(draft, remark=self._stored.draft.remark, version=self._stored.version)

    def _tell_barrier(self) -> None:
        why = self.live.barrier()
        if not why and self._stored is not None and not self._differing():
            why = self._stored.why_no_submit
        bar(self.submit_button, why if self.can_save() else "现在不能修改。")
        bar(self.save_button, "" if self.can_save() else "现在不能修改。")
        bar(self.preview_button, "" if self.form.milestone.read() else "请先选择付款节点。")

    def _show_files(self) -> None:
        self.files.show_stored(self._opening.choices.files if self._opening.choices is not None else ())

    # -- what can be done -----------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the draft, upload what waits, then call `then`; what cannot be read is named and stays as typed."""
        draft = self._draft()
        if self._saving or not self.can_save():
            return
        if draft is None or self.form.unread():
            first = next(iter(self.form.unread()), None)
            self.form.show_problems()
            notices.say(f"没有保存：{first.field}，{first.message}" if first else "没有保存：请先选择付款节点。", "bad")
            return
        self._saving = True
        kept = self._stash()

        def done(result: Done) -> None:
            self._after_save(result.id, kept)
            self.files.upload(then)

        self._session.do(
            self, payments.save, draft, self._payment_id, done=done, failed=self._on_refused, hold=self.save_button
        )

    def submit(self) -> None:
        """Store what is not stored, then send it for sign-off and leave."""
        if self.unsaved() or self._payment_id is None or (self._stored is not None and self._stored.why_no_submit):
            self.save(self._submit)
        else:
            self._submit()

    def preview(self) -> None:
        """Store what is not stored, then show the very form."""
        if self.unsaved() or self._payment_id is None:
            self.save(self._preview)
        else:
            self._preview()

    def _submit(self) -> None:
        self._session.do(
            self,
            payments.submit,
            self._payment_id,
            done=lambda _done: self.closed.emit(),
            failed=self._on_refused,
            hold=self.submit_button,
        )

    def _preview(self) -> None:
        if self._payment_id is not None:
            self.pushed.emit(PaperPage(self._session, FormKind.PAYMENT_APPROVAL, self._payment_id))

    def _after_save(self, payment_id: int, kept: dict[str, str]) -> None:
        self._saving = False
        self._box.discard()
        new = self._payment_id is None
        self._know(payment_id)
        if new:
            self._box = self._make_box()
        self._clean = {**kept, "版本": self._stash()["版本"]}
        if self._differing():
            self._box.touch()
        self._show_banner("")
        at = self._session.ledger.clock()
        self._say(f"已保存 {at:%H:%M:%S}")
        self.headed.emit()
        self._offer_again()

    def _on_refused(self, error: FundError) -> None:
        self._saving = False
        if isinstance(error, Stale):
            self._on_stale(error)
        elif not self.form.complain(error):
            notices.refusal(self, error)
        self.live.touch()

    def _on_stale(self, error: FundError) -> None:
        """Somebody else has stored the request meanwhile: either version may win, knowingly."""
        if notices.choose(self, error.title, f"{error.message}您填写的内容还在。", _STALE) == "theirs":
            self._start_over()
        elif self._payment_id is not None:
            self._know(self._payment_id)
            self._say("已载入最新版本号，再次保存将以您的填写为准。", bad=True)

    def _store_for_files(self) -> None:
        """A file waits for the first save."""
        if self._draft() is None or self.form.unread():
            notices.say("附件将在保存后上传。", "warn")
        else:
            self.save()

    def _on_link(self, key: str) -> None:
        name = self.live.field_of(key)
        choices = self._opening.choices
        if name == "附件":
            self.form.files.choose()
        elif name == "佐证" and choices is not None:
            self.wanted.emit("contracts", (choices.document.value, choices.document_id))
        else:
            self.form.go(name)


def _reasons(text: str) -> dict[str, str]:
    """Reasons of a kept draft; nonsense is none."""
    try:
        return {str(rule): str(reason) for rule, reason in json.loads(text or "{}").items()}
    except (ValueError, AttributeError):
        return {}
