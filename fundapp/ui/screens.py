"""All entries of the sidebar, in order."""

from __future__ import annotations

from importlib import import_module

from fundapp.ui.screen import Screen
from fundapp.ui.session import Session

FOLDERS = (
    "workbench",
    "signing",
    "projects",
    "contracts",
    "payments",
    "disbursements",
    "applications",
    "monitoring",
    "performance",
    "rectifications",
    "term_reviews",
    "payees",
    "templates",
    "people",
    "backup",
)
"""Folders of ``fundapp.ui``; each names its screens."""


def screens(session: Session) -> tuple[Screen, ...]:
    """Every screen for the person who has logged in."""
    modules = [import_module(f"fundapp.ui.{folder}") for folder in FOLDERS]
    return tuple(screen for module in modules for screen in module.screens(session))
