"""The term these screens work in."""

from tests.services.conftest import finished_term, term

__all__ = ["finished_term", "term"]
