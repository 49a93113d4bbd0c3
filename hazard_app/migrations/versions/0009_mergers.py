"""Schools that became part of another one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A table of its own: a column that refers to its own table could not be taken away again on SQLite.
    op.create_table(
        "mergers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["schools.id"], name=op.f("fk_mergers_into_id_schools")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mergers_person_id_people")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_mergers_school_id_schools")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mergers")),
        sa.UniqueConstraint("school_id", name=op.f("uq_mergers_school_id")),
    )
    op.create_index(op.f("ix_mergers_into_id"), "mergers", ["into_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_mergers_into_id"), table_name="mergers")
    op.drop_table("mergers")
