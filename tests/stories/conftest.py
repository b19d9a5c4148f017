"""A finished ledger for the stories of people who spoil one."""

from tests.signed_ledger import spoiled

__all__ = ["spoiled"]
