"""Every check, one file per noun. Importing the package writes all of them into the book."""

from fundapp.rules.articles import (
    amount,
    attachment,
    basis,
    clock,
    evaluation,
    funding,
    invoice,
    milestone,
    monitoring,
    payee,
    people,
    progress,
    small_firm,
    spending,
    term_review,
    year,
)

__all__ = [
    "amount",
    "attachment",
    "basis",
    "clock",
    "evaluation",
    "funding",
    "invoice",
    "milestone",
    "monitoring",
    "payee",
    "people",
    "progress",
    "small_firm",
    "spending",
    "term_review",
    "year",
]
