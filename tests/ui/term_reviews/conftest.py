"""The term these screens review."""

from tests.services.conftest import finished_term, term

__all__ = ["finished_term", "term"]
