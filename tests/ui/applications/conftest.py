"""The year these screens apply for."""

from tests.services.conftest import finished_year, planned, planned_template, year

__all__ = ["finished_year", "planned", "planned_template", "year"]
