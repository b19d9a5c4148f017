"""Reusable pieces of the screens; they know values and the look, never the ledger."""
