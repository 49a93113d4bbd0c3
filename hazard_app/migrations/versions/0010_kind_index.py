"""Counts of a whole bureau read along the kinds that they count by."""

from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_hazards_kind", "hazards", ["state", "severity", "category_code", "zone_id", "deadline"])


def downgrade() -> None:
    op.drop_index("ix_hazards_kind", "hazards")
