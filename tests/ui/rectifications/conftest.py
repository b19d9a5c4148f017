"""The year whose problems these screens show."""

from tests.services.conftest import finished_year, year

__all__ = ["finished_year", "year"]
