"""Rounds: plans with what they say, when they rest, and their tasks; terms and school days; who does whose rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Whatever changes what is due by the plans changes their stamp (see 0004).
STAMPED = ("plans", "plan_editions", "plan_schools", "plan_pauses", "plan_skips", "school_terms", "school_days")
TRIGGERS = [(table, action) for table in STAMPED for action in ("INSERT", "UPDATE", "DELETE")]
NEW_ON_SQLITE = "lower(hex(randomblob(16)))"
NEW_ON_POSTGRESQL = "replace(gen_random_uuid()::text, '-', '')"


def upgrade() -> None:
    op.create_table(
        "covers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["absent_id"], ["people.id"], name=op.f("fk_covers_absent_id_people")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_covers_made_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_covers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covers")),
        sa.UniqueConstraint("uid", name=op.f("uq_covers_uid")),
    )
    op.create_index(op.f("ix_covers_absent_id"), "covers", ["absent_id"])
    op.create_index(op.f("ix_covers_person_id"), "covers", ["person_id"])

    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("opened_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_plans_checklist_id_checklists")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_plans_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("uid", name=op.f("uq_plans_uid")),
    )
    op.create_index(op.f("ix_plans_zone_id"), "plans", ["zone_id"])

    op.create_table(
        "school_days",
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taught", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_school_days_zone_id_zones")),
        sa.PrimaryKeyConstraint("zone_id", "day", name=op.f("pk_school_days")),
    )
    op.create_table(
        "school_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_school_terms_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_terms")),
        sa.UniqueConstraint("zone_id", "starts_on", name=op.f("uq_school_terms_zone_id_starts_on")),
    )
    op.create_table(
        "plan_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("applies_from", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "school_days",
                "weekly",
                "monthly",
                "each_term",
                "before_term",
                "own",
                name="rhythm",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("opens_before", sa.Integer(), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("open_after", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column(
            "who", sa.Enum("one_of", "each_of", "person", name="who", native_enum=False, length=24), nullable=False
        ),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "liaison",
                "supervisor",
                "administrator",
                "auditor",
                name="role",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_plan_editions_assignee_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plan_editions_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_editions_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_editions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_editions_plan_id_number")),
    )
    op.create_table(
        "plan_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plan_pauses_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_pauses_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_pauses")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_pauses_uid")),
    )
    op.create_index(op.f("ix_plan_pauses_plan_id"), "plan_pauses", ["plan_id"])

    op.create_table(
        "plan_skips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plan_skips_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_skips_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_skips")),
        sa.UniqueConstraint("plan_id", "due_on", name=op.f("uq_plan_skips_plan_id_due_on")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_skips_uid")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("assignee_key", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "hindered_by",
            sa.Enum(
                "call",
                "seconded",
                "sealed",
                "classes_off",
                "weather",
                "other",
                name="hindrancekind",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_tasks_assignee_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_tasks_plan_id_plans")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_tasks_school_id_schools")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_tasks_zone_id_zones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint(
            "plan_id",
            "due_on",
            "sequence",
            "school_id",
            "assignee_key",
            name=op.f("uq_tasks_plan_id_due_on_sequence_school_id_assignee_key"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_tasks_uid")),
    )
    op.create_index(op.f("ix_tasks_assignee_id"), "tasks", ["assignee_id"])
    op.create_index("ix_tasks_school_due", "tasks", ["school_id", "due_on"])
    op.create_index("ix_tasks_zone_due", "tasks", ["zone_id", "due_on"])

    op.create_table(
        "hindrances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "call",
                "seconded",
                "sealed",
                "classes_off",
                "weather",
                "other",
                name="hindrancekind",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("new_day", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hindrances_person_id_people")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_hindrances_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hindrances")),
        sa.UniqueConstraint("uid", name=op.f("uq_hindrances_uid")),
    )
    op.create_index(op.f("ix_hindrances_task_id"), "hindrances", ["task_id"])

    op.create_table(
        "plan_schools",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["plan_editions.id"], name=op.f("fk_plan_schools_edition_id_plan_editions")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_plan_schools_school_id_schools")),
        sa.PrimaryKeyConstraint("edition_id", "school_id", name=op.f("pk_plan_schools")),
    )
    op.create_index(op.f("ix_plan_schools_school_id"), "plan_schools", ["school_id"])

    op.create_table(
        "task_checks",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("does", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_task_checks_inspection_id_inspections")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_checks_task_id_tasks")),
        sa.PrimaryKeyConstraint("inspection_id", name=op.f("pk_task_checks")),
    )
    op.create_index(op.f("ix_task_checks_task_id"), "task_checks", ["task_id"])
    op.create_index(
        "uq_task_checks_does",
        "task_checks",
        ["task_id"],
        unique=True,
        sqlite_where=sa.text("does = 1"),
        postgresql_where=sa.text("does"),
    )

    op.create_table(
        "task_starts",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_task_starts_person_id_people")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_starts_task_id_tasks")),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_task_starts")),
    )
    stamp_plans()


def stamp_plans() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    new = NEW_ON_SQLITE if on_sqlite else NEW_ON_POSTGRESQL
    op.execute(f"INSERT INTO stamps VALUES ('plans', {new})")
    change = (
        f"BEGIN UPDATE stamps SET value = {new} WHERE name = 'plans'; END"
        if on_sqlite
        else "FOR EACH STATEMENT EXECUTE FUNCTION set_stamp('plans')"
    )
    for table, action in TRIGGERS:
        op.execute(f"CREATE TRIGGER stamp_{table}_{action.lower()} AFTER {action} ON {table} {change}")


def downgrade() -> None:
    op.execute("DELETE FROM stamps WHERE name = 'plans'")
    op.drop_table("task_starts")

    op.drop_table("task_checks")

    op.drop_table("plan_schools")

    op.drop_table("hindrances")

    op.drop_table("tasks")
    op.drop_table("plan_skips")

    op.drop_table("plan_pauses")
    op.drop_table("plan_editions")
    op.drop_table("school_terms")
    op.drop_table("school_days")

    op.drop_table("plans")

    op.drop_table("covers")
