"""A stamp that changes with the library, so that a process knows whether what it has read still holds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("departments", "categories", "time_limits", "calendar_days")
ACTIONS = ("INSERT", "UPDATE", "DELETE")
NEW_ON_SQLITE = "lower(hex(randomblob(16)))"
NEW_ON_POSTGRESQL = "replace(gen_random_uuid()::text, '-', '')"
FUNCTION = (
    "CREATE FUNCTION stamp_library() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN UPDATE library_stamp SET value = {NEW_ON_POSTGRESQL}; RETURN NULL; END $$"
)


def upgrade() -> None:
    op.create_table(
        "library_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_stamp")),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(f"INSERT INTO library_stamp (id, value) VALUES (1, {NEW_ON_SQLITE if on_sqlite else NEW_ON_POSTGRESQL})")
    if not on_sqlite:
        op.execute(FUNCTION)
    for table in TABLES:
        for action in ACTIONS:
            op.execute(on_sqlite_after(table, action) if on_sqlite else on_postgresql_after(table, action))


def on_sqlite_after(table: str, action: str) -> str:
    named = f"stamp_{table}_{action.lower()}"
    return f"CREATE TRIGGER {named} AFTER {action} ON {table} BEGIN UPDATE library_stamp SET value = {NEW_ON_SQLITE}; END"


def on_postgresql_after(table: str, action: str) -> str:
    named = f"stamp_{table}_{action.lower()}"
    return f"CREATE TRIGGER {named} AFTER {action} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION stamp_library()"


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        for action in ACTIONS:
            op.execute(f"DROP TRIGGER stamp_{table}_{action.lower()}" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        op.execute("DROP FUNCTION stamp_library")
    op.drop_table("library_stamp")
