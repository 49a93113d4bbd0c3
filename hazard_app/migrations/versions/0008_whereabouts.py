"""The building and the room of a hazard, each by itself; what was found before has neither."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: that would copy the table and leave the triggers of the search behind.
    op.add_column("hazards", sa.Column("building", sa.String(length=60), nullable=True))
    op.add_column("hazards", sa.Column("room", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("hazards", "room")
    op.drop_column("hazards", "building")
