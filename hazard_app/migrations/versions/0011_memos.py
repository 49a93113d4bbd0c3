"""Voice memos: a table of their own, and their use in a step."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("uploader_id", sa.Integer(), nullable=False),
        sa.Column("sent_sha256", sa.String(64), nullable=False),
        sa.Column("stored_sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.Enum("webm", "mp4", "ogg", name="soundkind", native_enum=False, length=24), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["uploader_id"], ["people.id"], name=op.f("fk_memos_uploader_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memos")),
        sa.UniqueConstraint("uid", name=op.f("uq_memos_uid")),
        sa.UniqueConstraint("uploader_id", "sent_sha256", name=op.f("uq_memos_uploader_id_sent_sha256")),
    )
    op.create_index(op.f("ix_memos_sent_sha256"), "memos", ["sent_sha256"])
    op.create_index(op.f("ix_memos_stored_sha256"), "memos", ["stored_sha256"])
    op.create_table(
        "spoken_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("memo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["memo_id"], ["memos.id"], name=op.f("fk_spoken_words_memo_id_memos")),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_spoken_words_step_id_steps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_words")),
        sa.UniqueConstraint("step_id", "memo_id", name=op.f("uq_spoken_words_step_id_memo_id")),
    )
    op.create_index(op.f("ix_spoken_words_memo_id"), "spoken_words", ["memo_id"])


def downgrade() -> None:
    op.drop_table("spoken_words")
    op.drop_table("memos")
