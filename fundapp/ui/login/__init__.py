"""The first windows: choosing a ledger, logging in, setting the first password.

Nothing here imports the data layer: these windows are painted while it is still being loaded (start-up goal).
"""
