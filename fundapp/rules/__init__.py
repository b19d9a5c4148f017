"""The regulation as dated, numbered functions: they say yes, or no and why.

A deviation from ARCHITECTURE's "look at records": the rules judge frozen *cases* (``PaymentCase``, ``EvaluationCase``,
``SignCase``) of plain values that the services fill. So a rule is tested without a database, and the editors judge what
is still being typed with the very functions that decide at submission. Nothing here loads, saves or asks the clock.
"""
