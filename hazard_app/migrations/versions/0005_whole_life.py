"""A hazard's whole life: who has it in hand, whether it counts as a major accident hazard; voided inspections."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: that would copy the table and leave the triggers of the search behind.
    op.add_column("hazards", sa.Column("is_major", sa.Boolean(), nullable=False, server_default=sa.false()))
    asking = sa.text("kind = 'ask_more_time'")
    op.create_index("ix_steps_asking", "steps", ["id"], sqlite_where=asking, postgresql_where=asking)
    op.create_table(
        "assignments",
        sa.Column("hazard_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazards.id"], name=op.f("fk_assignments_hazard_id_hazards")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_assignments_person_id_people")),
        sa.PrimaryKeyConstraint("hazard_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_person_id"), "assignments", ["person_id"])
    op.create_table(
        "voidings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_voidings_inspection_id_inspections")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_voidings_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voidings")),
        sa.UniqueConstraint("inspection_id", name=op.f("uq_voidings_inspection_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_voidings_uid")),
    )


def downgrade() -> None:
    op.drop_table("voidings")
    op.drop_index(op.f("ix_assignments_person_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index("ix_steps_asking", table_name="steps")
    op.drop_column("hazards", "is_major")
