"""Campaigns with their places, and the closed hazards that were drawn to be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = ("gate", "term", "exams", "drowning", "flood", "other")


def upgrade() -> None:
    campaigns()
    draws()


def campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="campaignkind", native_enum=False, length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_campaigns_{column}_people"))
            for column in ("leader_id", "person_id", "changed_by_id", "withdrawn_by_id")
        ),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_campaigns_checklist_id_checklists")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_campaigns_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("uid", name=op.f("uq_campaigns_uid")),
    )
    op.create_index(op.f("ix_campaigns_zone_id"), "campaigns", ["zone_id"])
    op.create_table(
        "campaign_schools",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_schools_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_campaign_schools_school_id_schools")),
        sa.PrimaryKeyConstraint("campaign_id", "school_id", name=op.f("pk_campaign_schools")),
    )
    op.create_index(op.f("ix_campaign_schools_school_id"), "campaign_schools", ["school_id"])


def draws() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("pool", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_draws_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_draws_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
        sa.UniqueConstraint("uid", name=op.f("uq_draws_uid")),
    )
    op.create_index(op.f("ix_draws_campaign_id"), "draws", ["campaign_id"])
    op.create_table(
        "drawn_hazards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("hazard_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_drawn_hazards_draw_id_draws")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazards.id"], name=op.f("fk_drawn_hazards_hazard_id_hazards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_hazards")),
        sa.UniqueConstraint("draw_id", "hazard_id", name=op.f("uq_drawn_hazards_draw_id_hazard_id")),
    )
    op.create_index(op.f("ix_drawn_hazards_hazard_id"), "drawn_hazards", ["hazard_id"])
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("drawn_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["drawn_id"], ["drawn_hazards.id"], name=op.f("fk_looks_drawn_id_drawn_hazards")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_looks_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sa.UniqueConstraint("uid", name=op.f("uq_looks_uid")),
    )
    op.create_index(op.f("ix_looks_drawn_id"), "looks", ["drawn_id"])


def downgrade() -> None:
    for table in ("looks", "drawn_hazards", "draws", "campaign_schools", "campaigns"):
        op.drop_table(table)
