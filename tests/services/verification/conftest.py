"""A finished ledger for what somebody on the inside does to one."""

from tests.signed_ledger import spoiled

__all__ = ["spoiled"]
