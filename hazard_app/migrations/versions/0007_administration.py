"""What administrators do is written down in a chain of its own; tables that wait to be brought in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
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
    op.create_table(
        "import_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("datum", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_import_files_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
        sa.UniqueConstraint("uid", name=op.f("uq_import_files_uid")),
    )
    op.create_index("ix_import_files_person_id", "import_files", ["person_id"])


def downgrade() -> None:
    op.drop_table("import_files")
    op.drop_table("admin_acts")
