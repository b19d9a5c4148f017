"""Projects with their three-year term (art. 16), their years, and the money appropriated to each year (art. 6)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import AppropriationKind, ProjectState


class Project(Base, kw_only=True):
    """A project of one of the four categories (art. 7)."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("end_year >= start_year", name="term"))

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str]
    name: Mapped[str]
    category: Mapped[str]
    division_id: Mapped[int] = ref("division")
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    start_year: Mapped[int]
    end_year: Mapped[int]
    state: Mapped[ProjectState] = choice(ProjectState, default=ProjectState.DRAFT)
    national_code: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    approval_document: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[dt.date | None] = mapped_column(default=None)
    confirmed_by_id: Mapped[int | None] = ref("person", default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class ProjectYear(Base, kw_only=True):
    """One fiscal year of a project."""

    __tablename__ = "project_year"
    __table_args__ = (UniqueConstraint("project_id", "year"),)

    id: Mapped[Id] = mapped_column(init=False)
    project_id: Mapped[int] = ref("project")
    year: Mapped[int]
    goal: Mapped[str] = mapped_column(default="")
    closed: Mapped[bool] = mapped_column(default=False)
    scheme: Mapped[str | None] = mapped_column(default=None)
    """Key of the split of the 100 points the indicators were weighted by (财预〔2020〕10号 or 财预〔2021〕101号)."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class Appropriation(Base, kw_only=True):
    """An entry of money for one year and source, with its document. Append-only: a cut is a negative entry."""

    __tablename__ = "appropriation"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"),)

    id: Mapped[Id] = mapped_column(init=False)
    project_year_id: Mapped[int] = ref("project_year")
    source: Mapped[str]
    kind: Mapped[AppropriationKind] = choice(AppropriationKind)
    amount: Mapped[int]
    document_number: Mapped[str]
    document_date: Mapped[dt.date]
    functional_class: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
