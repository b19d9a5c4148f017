"""What stands in the boxes when the editor opens: a stored request, a new one, or what a crash left behind."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fundapp.services import payment_prefill
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_prefill import EditorChoices
from fundapp.ui.payments.fields import RequestForm
from fundapp.ui.payments.start import Chosen
from fundapp.ui.session import Session
from fundapp.values.documents import SubjectKind

_KEPT = ("付款用途", "经济分类", "支付方式", "申请日期", "少付原因")
"""Boxes that another milestone does not overwrite once somebody has typed into them."""


class Opening:
    """Fills a form from the services; knows which texts it has put there itself."""

    def __init__(self, session: Session, form: RequestForm) -> None:
        self._session = session
        self._form = form
        self._prefilled: dict[str, str] = {}
        self.payment_id: int | None = None
        self.choices: EditorChoices | None = None

    def show_chosen(self, chosen: Chosen) -> None:
        """Show project, contract or list, and milestone, with their options."""
        form = self._form
        form.show_projects(self._session.ask(payment_prefill.projects))
        self.offer_bases(chosen.project_id)
        form.choose(chosen.project_id, chosen.basis, chosen.milestone_id)

    def offer_bases(self, project_id: int) -> None:
        """Offer the contracts and lists of a project."""
        self._form.show_bases(self._session.ask(payment_prefill.bases, project_id) if project_id else ())

    def offer(self, milestone_id: int, year: int) -> EditorChoices | None:
        """Offer what belongs to the milestone and give it; nothing while none is chosen."""
        self.choices = None
        if milestone_id:
            ask = self._session.ask
            self.choices = ask(payment_prefill.choices, milestone_id, year, self.payment_id)
            self._form.show_choices(self.choices)
        return self.choices

    def show_stored(self, draft: PaymentDraft) -> None:
        """Show a stored request; its basis is chosen already."""
        self.offer(draft.milestone_id, draft.year)
        self._form.fill(draft)
        self._prefilled = self._form.raw()

    def prefill(self, milestone_id: int) -> None:
        """Show everything that is known of a milestone; what the person has typed stays where it still fits."""
        form = self._form
        before = form.raw()
        known = self._session.ask(payment_prefill.prefill, milestone_id)
        self.offer(milestone_id, known.year)
        form.fill(known)
        self._prefilled, earlier = form.raw(), self._prefilled
        for name in _KEPT:
            if before[name] and before[name] != earlier.get(name, ""):
                form.field(name).set_raw(before[name])
        form.invoices.set_raw_text(before["发票"])
        if form.by_contract():
            form.invoices.ready()

    def restore(self, raw: Mapping[str, str], year: int) -> None:
        """Put back what was typed, as it was typed."""
        form = self._form
        project_id = int(raw.get("项目编号") or 0)
        self.show_chosen(Chosen(project_id, _basis(raw.get("合同/清单", "")), _number(raw.get("付款节点", ""))))
        self.offer(form.milestone.read() or 0, year)
        form.set_raw({name: text for name, text in raw.items() if name not in ("合同/清单", "付款节点", "项目")})
        if not project_id:
            form.project.set_raw(raw.get("项目", ""))
        form.invoices.set_raw_text(raw.get("发票", ""))


def _basis(raw: str) -> tuple[SubjectKind, int] | None:
    try:
        kind, key = json.loads(raw)
        return SubjectKind(kind), int(key)
    except (ValueError, TypeError):
        return None


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() else 0
