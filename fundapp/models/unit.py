"""Units (单位) and their divisions (科室)."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, ref


class Unit(Base, kw_only=True):
    """A budget unit: the office itself or a subordinate unit."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[Id] = mapped_column(init=False)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")


class Division(Base, kw_only=True):
    """A responsible or assisting division of a unit."""

    __tablename__ = "division"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    id: Mapped[Id] = mapped_column(init=False)
    unit_id: Mapped[int] = ref("unit")
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
