"""The office whose leaders sign."""

from tests.ui.paid_office import built, paid, place

__all__ = ["built", "paid", "place"]
