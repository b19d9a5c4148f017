"""The year beside which templates are kept."""

from tests.services.conftest import finished_year, planned, planned_template, year

__all__ = ["finished_year", "planned", "planned_template", "year"]
