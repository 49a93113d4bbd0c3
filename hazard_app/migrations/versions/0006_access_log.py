"""Who looked at which photo and who took which list away, and why: only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("photo", "export", name="accesskind", native_enum=False, length=24), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accesses_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
    )
    op.create_index(op.f("ix_accesses_person_id"), "accesses", ["person_id"])
    op.create_index(op.f("ix_accesses_about"), "accesses", ["about"])


def downgrade() -> None:
    op.drop_index(op.f("ix_accesses_about"), table_name="accesses")
    op.drop_index(op.f("ix_accesses_person_id"), table_name="accesses")
    op.drop_table("accesses")
