"""What a verb gives back: a sentence for the status line and what kind of thing changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Changed(Flag):
    """Kinds of record that an act touched; screens refresh when theirs is among them."""

    NOTHING = 0
    OFFICE = auto()
    PERSON = auto()
    PAYEE = auto()
    PROJECT = auto()
    CONTRACT = auto()
    PAYMENT = auto()
    DISBURSEMENT = auto()
    EVALUATION = auto()
    ATTACHMENT = auto()
    FORM = auto()
    BACKUP = auto()
    APPLICATION = auto()
    MONITORING = auto()
    RECTIFICATION = auto()
    TERM_REVIEW = auto()
    PERFORMANCE = APPLICATION | MONITORING | EVALUATION | RECTIFICATION | TERM_REVIEW
    EVERYTHING = OFFICE | PERSON | PAYEE | PROJECT | CONTRACT | PAYMENT | DISBURSEMENT | PERFORMANCE | ATTACHMENT | FORM


@dataclass(frozen=True)
class Done:
    """An act that was committed.

    Attributes:
        message: Chinese sentence such as 已签批.
        changed: kinds of record touched.
        id: id of the record the act was about; 0 when there is none.
    """

    message: str
    changed: Changed
    id: int = 0
