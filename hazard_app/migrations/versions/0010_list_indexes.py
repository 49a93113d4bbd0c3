"""Lists know without reading rows what a school found itself; a bureau's counts are read along their kinds."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

IS_OPEN = "state IN ('open', 'awaiting_recheck')"
BEFORE = {
    "ix_hazards_open": ["attention", "deadline", "happened_at", "id", "zone_id"],
    "ix_hazards_recent": ["state", "happened_at", "id", "zone_id"],
    "ix_hazards_zone": [
        "zone_id", "state", "severity", "category_code", "deadline", "happened_at", "attention", "id",
    ],
}  # fmt: skip
KIND = ["state", "severity", "category_code", "zone_id", "deadline", "self_found"]


def upgrade() -> None:
    for name, columns in BEFORE.items():
        made_anew(name, [*columns, "self_found"])
    op.create_index("ix_hazards_kind", "hazards", KIND)


def downgrade() -> None:
    op.drop_index("ix_hazards_kind", "hazards")
    for name, columns in BEFORE.items():
        made_anew(name, columns)


def made_anew(name: str, columns: list[str]) -> None:
    op.drop_index(name, "hazards")
    only = sa.text(IS_OPEN) if name == "ix_hazards_open" else None
    op.create_index(name, "hazards", columns, sqlite_where=only, postgresql_where=only)
