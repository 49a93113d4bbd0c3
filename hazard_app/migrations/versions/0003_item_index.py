"""What stands on a school's item is found among all that was ever closed there without reading a row of it."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_hazards_school", table_name="hazards")
    op.create_index("ix_hazards_school", "hazards", ["school_id", "state", "item_code"])


def downgrade() -> None:
    op.drop_index("ix_hazards_school", table_name="hazards")
    op.create_index("ix_hazards_school", "hazards", ["school_id", "state"])
