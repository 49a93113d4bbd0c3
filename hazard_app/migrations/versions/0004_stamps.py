"""Stamps that change with the library and with the people, so that a process knows whether what it has read holds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SUBJECTS = {
    "library": ("departments", "categories", "time_limits", "calendar_days"),
    "people": ("people", "postings", "zones", "schools"),
}
TRIGGERS = [
    (subject, table, action)
    for subject, tables in SUBJECTS.items()
    for table in tables
    for action in ("INSERT", "UPDATE", "DELETE")
]
NEW_ON_SQLITE = "lower(hex(randomblob(16)))"
NEW_ON_POSTGRESQL = "replace(gen_random_uuid()::text, '-', '')"
FUNCTION = (
    "CREATE FUNCTION set_stamp() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN UPDATE stamps SET value = {NEW_ON_POSTGRESQL} WHERE name = TG_ARGV[0]; RETURN NULL; END $$"
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "stamps",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamps")),
    )
    for subject in SUBJECTS:
        op.execute(f"INSERT INTO stamps VALUES ('{subject}', {NEW_ON_SQLITE if on_sqlite else NEW_ON_POSTGRESQL})")
    if not on_sqlite:
        op.execute(FUNCTION)
    for trigger in TRIGGERS:
        op.execute(on_sqlite_after(*trigger) if on_sqlite else on_postgresql_after(*trigger))


def on_sqlite_after(subject: str, table: str, action: str) -> str:
    change = f"UPDATE stamps SET value = {NEW_ON_SQLITE} WHERE name = '{subject}'"
    return f"CREATE TRIGGER stamp_{table}_{action.lower()} AFTER {action} ON {table} BEGIN {change}; END"


def on_postgresql_after(subject: str, table: str, action: str) -> str:
    change = f"FOR EACH STATEMENT EXECUTE FUNCTION set_stamp('{subject}')"
    return f"CREATE TRIGGER stamp_{table}_{action.lower()} AFTER {action} ON {table} {change}"


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for _, table, action in TRIGGERS:
        op.execute(f"DROP TRIGGER stamp_{table}_{action.lower()}" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        op.execute("DROP FUNCTION set_stamp")
    op.drop_table("stamps")
