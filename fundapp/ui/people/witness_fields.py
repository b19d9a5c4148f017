"""见证领导 and 见证人密码: the two boxes in which a leader witnesses an act of the administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fundapp.errors import FundError
from fundapp.services import access
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.password_edit import PasswordEdit

if TYPE_CHECKING:
    from fundapp.rules.person import PersonFacts
    from fundapp.services.ledger import Ledger
    from fundapp.services.signing import Confirmation

_LEADER, _PASSWORD = "见证领导", "见证人密码"


class WitnessFields:
    """Two rows at the end of a form, shown while `offer` has somebody to offer."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.leader: Choice[int] = Choice(_LEADER, required=True)
        self.password = PasswordEdit(_PASSWORD)
        self.password.set_hint("由见证领导本人输入")
        form.add(_LEADER, self.leader)
        form.add(_PASSWORD, self.password)

    def offer(self, leaders: tuple[PersonFacts, ...], *, always: bool = False) -> None:
        """Let one of these witness; the rows are shown when there are any, or `always`."""
        self.leader.set_options([Option(one.id, one.name) for one in leaders])
        for caption in (_LEADER, _PASSWORD):
            self._form.set_row_visible(caption, always or bool(leaders))

    def confirming(self, ledger: Ledger) -> Callable[[], Confirmation] | None:
        """Opens the witness's key on the worker; None when no witness is asked for. Raises as `access.witness`."""
        leader, password = self.leader.read(), self.password.take()
        return None if leader is None else lambda: access.witness(ledger, leader, password)

    def refused(self, error: FundError) -> bool:
        """Say a wrong password under its box; False when it is about something else."""
        if error.field != "密码":
            return False
        self.password.clear()
        self.password.complain(error.message)
        self.password.setFocus()
        return True
