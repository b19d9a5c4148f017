"""Who does what in the office (arts. 11, 12, 13 and 15 of the fund rules)."""

from __future__ import annotations

from fundapp.values.labelled import Labelled


class Role(Labelled):
    """A role that a person may hold; one person may hold several."""

    CLERK = "clerk", "经办人"
    DIVISION_HEAD = "division_head", "科室负责人"
    FINANCE = "finance", "财务"
    SUPERVISING_LEADER = "supervising_leader", "分管领导"
    PRINCIPAL_LEADER = "principal_leader", "主要领导"
    STEERING_MEMBER = "steering_member", "领导小组成员"
    AUDITOR = "auditor", "监督人员"
    ADMINISTRATOR = "administrator", "管理员"


ROLE_ORDER: tuple[Role, ...] = tuple(Role)
"""Roles in the order in which documents pass them and lists show them."""
