"""What administrators do is written down in a chain of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admin_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("thing", sa.String(length=24), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_admin_acts_person_id_people")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_admin_acts_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_acts")),
        sa.UniqueConstraint("number", name=op.f("uq_admin_acts_number")),
    )
    op.create_index("ix_admin_acts_about", "admin_acts", ["about"])
    op.create_index("ix_admin_acts_person_id", "admin_acts", ["person_id"])
    op.create_index("ix_admin_acts_zone_id", "admin_acts", ["zone_id"])


def downgrade() -> None:
    op.drop_table("admin_acts")
