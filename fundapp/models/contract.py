"""Contracts with items and amendments, and allocation lists for grants that have no contract (art. 12)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import ContractKind, ContractState, ProcurementMethod


class ContractItem(Base, kw_only=True):
    """A line of what is bought."""

    __tablename__ = "contract_item"

    id: Mapped[Id] = mapped_column(init=False)
    contract_id: Mapped[int] = ref("contract", default=None)
    name: Mapped[str]
    specification: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal]
    unit: Mapped[str]
    unit_price: Mapped[int]
    amount: Mapped[int]


class Amendment(Base, kw_only=True):
    """A supplementary agreement. Append-only; its amount may be negative."""

    __tablename__ = "amendment"

    id: Mapped[Id] = mapped_column(init=False)
    contract_id: Mapped[int] = ref("contract", default=None)
    number: Mapped[str]
    signed_on: Mapped[dt.date]
    amount: Mapped[int]
    reason: Mapped[str]


class Contract(Base, kw_only=True):
    """A contract: the original value stays; amendments are kept apart.

    In force it is frozen: `amount`, `payee_id` and `account_id` never change again.
    """

    __tablename__ = "contract"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("amount >= 0", name="amount"))

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str]
    name: Mapped[str]
    project_id: Mapped[int] = ref("project")
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    payee_id: Mapped[int] = ref("payee")
    account_id: Mapped[int] = ref("payee_account")
    kind: Mapped[ContractKind] = choice(ContractKind)
    method: Mapped[ProcurementMethod] = choice(ProcurementMethod)
    amount: Mapped[int]
    signed_on: Mapped[dt.date | None] = mapped_column(default=None)
    start_on: Mapped[dt.date | None] = mapped_column(default=None)
    end_on: Mapped[dt.date | None] = mapped_column(default=None)
    payment_days: Mapped[int | None] = mapped_column(default=None)
    """Days to pay that the contract agrees; None = the statutory 30 (保障中小企业款项支付条例 art. 9)."""
    firm_size: Mapped[str] = mapped_column(default="none")
    """Size of the firm as declared at signing (same rules, art. 3); code of `FirmSize`."""
    receipt_advance: Mapped[bool] = mapped_column(default=False)
    """The contract lets the advance be paid against a receipt instead of an invoice."""
    warranty: Mapped[str] = mapped_column(default="")
    state: Mapped[ContractState] = choice(ContractState, default=ContractState.DRAFT)
    confirmed_by_id: Mapped[int | None] = ref("person", default=None)
    version: Mapped[int] = mapped_column(init=False)
    items: Mapped[list[ContractItem]] = relationship(
        init=False, repr=False, order_by=ContractItem.id, cascade="all, delete-orphan"
    )
    amendments: Mapped[list[Amendment]] = relationship(init=False, repr=False, order_by=Amendment.id, lazy="selectin")

    __mapper_args__ = {"version_id_col": version}

    @property
    def value(self) -> int:
        """Original amount plus all amendments, in 分."""
        return self.amount + sum(row.amount for row in self.amendments)


class AllocationList(Base, kw_only=True):
    """A list that allocates a grant to town and street service centres (art. 7 (4)); its lines are milestones."""

    __tablename__ = "allocation_list"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("amount >= 0", name="amount"))

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str]
    name: Mapped[str]
    project_id: Mapped[int] = ref("project")
    year: Mapped[int]
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    amount: Mapped[int]
    document_number: Mapped[str] = mapped_column(default="")
    document_date: Mapped[dt.date | None] = mapped_column(default=None)
    state: Mapped[ContractState] = choice(ContractState, default=ContractState.DRAFT)
    confirmed_by_id: Mapped[int | None] = ref("person", default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}
