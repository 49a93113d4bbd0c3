"""What administrators did, newest first, a page at a time."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, joinedload

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.reach import Reach

PAGE = 50


@dataclass(frozen=True)
class AdminLog:
    """`before` leads on: the number of the last act shown; 0 when there are no more."""

    acts: list[AdminAct]
    before: int


def admin_log(session: Session, reach: Reach, before: int | None) -> AdminLog:
    found = AdminAct.visible_to(reach).options(joinedload(AdminAct.person), joinedload(AdminAct.zone))
    if before:
        found = found.where(AdminAct.number < before)
    acts = list(session.scalars(found.order_by(AdminAct.number.desc()).limit(PAGE + 1)))
    return AdminLog(acts[:PAGE], acts[PAGE - 1].number if len(acts) > PAGE else 0)
