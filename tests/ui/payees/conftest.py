"""The office these screens work in."""

from tests.ui.paid_office import built, paid, place

__all__ = ["built", "paid", "place"]
