"""The annual application (arts. 5, 8, 9, 13): the money asked for a year, and the indicators promised for it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, ref
from fundapp.models.document import SignedDocument


class ApplicationShare(Base, kw_only=True):
    """What is asked from one funding source (art. 6), in 分."""

    __tablename__ = "application_share"
    __table_args__ = (UniqueConstraint("application_id", "source"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[Id] = mapped_column(init=False)
    application_id: Mapped[int] = ref("application", default=None)
    source: Mapped[str]
    amount: Mapped[int]


class Application(SignedDocument, kw_only=True):
    """The application for one project year. Its indicators are those of the year, which it freezes.

    `prior_*` keep the result of the year before as it stood when the application was submitted (art. 13).
    """

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("number"),)

    project_year_id: Mapped[int] = ref("project_year")
    plan: Mapped[str] = mapped_column(default="")
    """How the year is to run."""
    basis: Mapped[str] = mapped_column(default="")
    """What the amount is worked out from (art. 8)."""
    adjustment: Mapped[str] = mapped_column(default="")
    """What is changed after a poor result of the year before."""
    phone: Mapped[str] = mapped_column(default="")
    prior: Mapped[str] = mapped_column(default="")
    """Canonical text: the results of the year before, as submitted; empty in the first year."""
    shares: Mapped[list[ApplicationShare]] = relationship(
        init=False, repr=False, order_by=ApplicationShare.id, cascade="all, delete-orphan", lazy="selectin"
    )
