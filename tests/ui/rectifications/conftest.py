"""The year these screens work in."""

from tests.services.conftest import finished_year, year

__all__ = ["finished_year", "year"]
