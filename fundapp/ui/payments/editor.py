"""Writing a payment request: three sections, the checks beside them, a draft that outlives a crash."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from enum import Flag

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.services import payment_prefill, payments
from fundapp.services.done import Changed, Done
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_prefill import StoredRequest
from fundapp.ui import notices
from fundapp.ui.keeping import REASONS, STALE, VERSION, Keeping, reasons_of
from fundapp.ui.merging import merge
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.button import bar
from fundapp.ui.payments.editor_frame import EditorFrame
from fundapp.ui.payments.files import RequestFiles
from fundapp.ui.payments.live import LiveChecks
from fundapp.ui.payments.opening import Opening
from fundapp.ui.payments.start import Start, locate, of_milestone
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.documents import FormKind

_CLOSED = "这份申请现在不能修改：状态已变化，或由其他科室的经办人办理。"


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
        self._filling = True
        self._loaded = False
        self._saving = False
        self.frame = EditorFrame(lambda: self._today)
        self.form = self.frame.form
        self.panel = self.frame.panel
        self.live = LiveChecks(session, self.panel, self._draft, self.form.unread, self)
        self.files = RequestFiles(session, self, self.form.files)
        self._opening = Opening(session, self.form)
        self._keeping = Keeping(self._stash, self._on_kept, lambda why: self.frame.say(why, bad=True), self)
        self._keeping.open(self._key())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()

    def _connect(self) -> None:
        form, frame = self.form, self.frame
        form.edited.connect(self._on_edited)
        form.settled.connect(lambda _name: self.live.touch())
        form.project_chosen.connect(self._on_project)
        form.milestone_chosen.connect(self._on_milestone)
        form.finished.connect(frame.submit_button.setFocus)
        self.files.wanted_store.connect(self._store_for_files)
        self.panel.linked.connect(self._on_link)
        self.panel.reason_changed.connect(lambda _rule, _text: self._on_edited())
        self.live.shown.connect(self._tell_barrier)
        frame.save_button.clicked.connect(lambda _checked: self.save())
        frame.preview_button.clicked.connect(self.preview)
        frame.submit_button.clicked.connect(self.submit)
        frame.over_button.clicked.connect(self._start_over)

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
        """Names a box that is not stored."""
        names = self._keeping.differing() if self._loaded else []
        if not names:
            return f"{self.files.waiting()} 个附件还没有上传。" if self.files.waiting() else ""
        return f"“{names[0]}”等 {len(names)} 处填写还没有保存。" if len(names) > 1 else f"“{names[0]}”还没有保存。"

    def drop(self) -> None:
        """Give up what is typed, on this machine too."""
        self._keeping.discard()
        self.files.forget()
        self._keeping.mark_clean()
        self._loaded = False

    def leave(self) -> None:
        """Keep what is typed; stop the timers."""
        self.live.stop()
        self._keeping.stop()

    # -- loading --------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._filling = True
        try:
            self.frame.show_banner("")
            if self._payment_id is None:
                self._load_new()
            else:
                self._load_stored(self._payment_id)
            self._loaded = True
            self._keeping.mark_clean()
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

    def _load_stored(self, payment_id: int) -> None:
        stored = self._know(payment_id)
        self._opening.show_chosen(self._session.ask(of_milestone, stored.draft.milestone_id))
        self._opening.show_stored(stored.draft)
        self.live.reasons = dict(stored.draft.reasons)
        self.form.set_read_only(not stored.editable)
        self.form.files.set_editable(stored.editable)
        returned = f"上一轮：{stored.returned}" if stored.returned else ""
        self.frame.show_banner(returned if stored.editable else _CLOSED)

    def _know(self, payment_id: int) -> StoredRequest:
        """The request is stored under this id; give it as it is stored now."""
        self._payment_id = payment_id
        self._opening.payment_id = self.live.payment_id = self.files.payment_id = payment_id
        self._stored = self._session.ask(payment_prefill.stored, payment_id)
        self._year = self._stored.draft.year
        self.files.removable = self._stored.round == 0
        return self._stored

    def _restore(self) -> None:
        """What a crash, or leaving without saving, has left on this machine."""
        offered = self._keeping.offered()
        if offered is None or not self.can_save():
            return
        self._opening.restore(offered.raw, self._year)
        self.live.reasons.update(reasons_of(offered.raw.get(REASONS, "")))
        more = "此后已有人修改过这份申请，保存前请核对。" if self._keeping.is_older(offered) else ""
        self.frame.show_banner(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写。{more}", over=True)

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

    def _key(self) -> str:
        what = self._payment_id or "-".join(str(part) for part in ("new", self._start.kind, self._start.id))
        return f"{self._session.path}/{self._session.seat.person_id}/payment/{what}"

    def _on_kept(self, at: dt.datetime) -> None:
        self.frame.say(f"草稿已自动保存 {at:%H:%M:%S}")

    def _stash(self) -> dict[str, str]:
        reasons = {rule: text for rule, text in self.live.reasons.items() if text.strip()}
        version = str(self._stored.version) if self._stored is not None else ""
        kept = json.dumps(reasons, ensure_ascii=False, sort_keys=True)
        return {**self.form.raw(), REASONS: kept, VERSION: version}

    def _on_edited(self) -> None:
        if not self._filling:
            self._keeping.touch()
            self.live.touch()

    def _draft(self) -> PaymentDraft | None:
        draft = self.form.draft(self._year, self.live.standing_reasons())
        if draft is None or self._stored is None:
            return draft
        return replace(draft, remark=self._stored.draft.remark, version=self._stored.version)

    def _tell_barrier(self) -> None:
        frame, closed = self.frame, "" if self.can_save() else _CLOSED
        why = closed or self.live.barrier()
        if not why and self._stored is not None and not self._keeping.differing():
            why = self._stored.why_no_submit
        bar(frame.submit_button, why)
        bar(frame.save_button, closed)
        bar(frame.preview_button, "" if self.form.milestone.read() else "请先选择付款节点。")

    def _show_files(self) -> None:
        self.files.show_stored(self._opening.choices.files if self._opening.choices is not None else ())

    # -- what can be done -----------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the draft, upload what waits, then call `then`; what cannot be read is named and stays as typed."""
        draft, unread = self._draft(), self.form.unread()
        if self._saving or not self.can_save():
            return
        if draft is None or unread:
            self.form.show_problems()
            notices.say(f"没有保存。{unread[0].sentence() if unread else '请先选择付款节点。'}", "bad")
            return
        self._saving = True
        kept = self._stash()

        def done(result: Done) -> None:
            self._after_save(result.id, kept)
            self.files.upload(then)

        hold = self.frame.save_button
        self._session.do(self, payments.save, draft, self._payment_id, done=done, failed=self._on_refused, hold=hold)

    def submit(self) -> None:
        """Store what is not stored, then send it for sign-off and leave."""
        stored = self._stored is not None and not self._stored.why_no_submit
        self._when_stored(self._submit, force=not stored)

    def preview(self) -> None:
        """Store what is not stored, then show the very form."""
        self._when_stored(self._preview)

    def _when_stored(self, then: Callable[[], None], *, force: bool = False) -> None:
        if force or self._payment_id is None or self.unsaved():
            self.save(then)
        else:
            then()

    def _submit(self) -> None:
        self._session.do(
            self,
            payments.submit,
            self._payment_id,
            done=lambda _done: self.closed.emit(),
            failed=self._on_refused,
            hold=self.frame.submit_button,
        )

    def _preview(self) -> None:
        if self._payment_id is not None:
            self.pushed.emit(PaperPage(self._session, FormKind.PAYMENT_APPROVAL, self._payment_id))

    def _after_save(self, payment_id: int, kept: dict[str, str]) -> None:
        self._saving = False
        self._keeping.discard()
        new = self._payment_id is None
        stored = self._know(payment_id)
        if new:
            self._keeping.open(self._key())
        self._keeping.mark_clean({**kept, VERSION: str(stored.version)})
        if self._keeping.differing():
            self._keeping.touch()  # typed while it was being stored
        self.frame.show_banner("")
        self.frame.say(f"已保存 {self._session.ledger.clock():%H:%M:%S}")
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
        """Somebody else has stored the request meanwhile: theirs alone, or theirs with mine where I typed."""
        if notices.choose(self, error.title, f"{error.message}您填写的内容还在。", STALE) == "theirs":
            self._start_over()
        elif self._payment_id is not None:
            self._merge(self._payment_id)

    def _merge(self, payment_id: int) -> None:
        mine, before = self._stash(), self._keeping.clean()
        self._filling = True
        try:
            self._load_stored(payment_id)
            self._keeping.mark_clean()
            merged = merge(before, mine, self._stash())
            self._opening.restore(merged.raw, self._year)
            self.live.reasons = reasons_of(merged.raw[REASONS])
        finally:
            self._filling = False
        self._keeping.touch()
        self._show_files()
        self.frame.show_banner(merged.sentence(), over=True)
        self.live.now()

    def _store_for_files(self) -> None:
        """A file waits for the first save."""
        if self._draft() is None or self.form.unread():
            notices.say("附件将在保存后上传。", "warn")
        else:
            self.save()

    def _on_link(self, key: str) -> None:
        name, choices = self.live.field_of(key), self._opening.choices
        if name == "附件":
            self.form.files.choose()
        elif name == "佐证" and choices is not None:
            self.wanted.emit("contracts", (choices.document.value, choices.document_id))
        else:
            self.form.go(name)
