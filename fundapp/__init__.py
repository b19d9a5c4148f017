"""项目资金管理: project funds of a county office, signed before paid."""

__version__ = "0.2.0"
