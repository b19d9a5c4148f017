"""What every document that is signed has in common, whatever it says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import DocumentState


class SignedDocument(Base, kw_only=True):
    """A numbered document of a division that goes through a route of hands; see `rules.moves`."""

    __abstract__ = True

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str | None] = mapped_column(default=None)
    division_id: Mapped[int] = ref("division")
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    dated: Mapped[dt.date]
    state: Mapped[DocumentState] = choice(DocumentState, default=DocumentState.DRAFT)
    round: Mapped[int] = mapped_column(default=0)
    void_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands over the class
        return {"version_id_col": cls.version}
