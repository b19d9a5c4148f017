"""The office's own proposals of indicators (art. 9), by category and the year from which they hold."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.score import Operator


class IndicatorTemplateLine(Base, kw_only=True):
    """One proposed indicator. `weight` is in hundredths of a point; the target may be left to the project."""

    __tablename__ = "indicator_template_line"
    __table_args__ = (UniqueConstraint("template_id", "sequence"), CheckConstraint("weight > 0", name="weight"))

    id: Mapped[Id] = mapped_column(init=False)
    template_id: Mapped[int] = ref("indicator_template", default=None)
    sequence: Mapped[int]
    level1: Mapped[str]
    level2: Mapped[str]
    name: Mapped[str]
    operator: Mapped[Operator] = choice(Operator)
    target: Mapped[Decimal | None] = mapped_column(default=None)
    target_text: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    weight: Mapped[int]


class IndicatorTemplate(Base, kw_only=True):
    """The proposals for one category from `year` on, until a later year has its own."""

    __tablename__ = "indicator_template"
    __table_args__ = (UniqueConstraint("category", "year"),)

    id: Mapped[Id] = mapped_column(init=False)
    category: Mapped[str]
    year: Mapped[int]
    scheme: Mapped[str]
    """Key of the split of the 100 points the weights fill."""
    document: Mapped[str] = mapped_column(default="")
    """The notice it goes by."""
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    version: Mapped[int] = mapped_column(init=False)
    lines: Mapped[list[IndicatorTemplateLine]] = relationship(
        init=False, repr=False, order_by=IndicatorTemplateLine.sequence, cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}
