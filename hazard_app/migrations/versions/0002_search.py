"""The index that finds hazards by words of two Chinese characters.

SQLite: FTS5 over the `words` column, kept by triggers. PostgreSQL: GIN over the same words as a tsvector.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_UP = (
    "CREATE VIRTUAL TABLE hazard_search USING fts5("
    "words, content='hazards', content_rowid='id', tokenize='unicode61')",
    # Hazards that are here already.
    "INSERT INTO hazard_search(hazard_search) VALUES ('rebuild')",
    "CREATE TRIGGER hazard_search_insert AFTER INSERT ON hazards BEGIN "
    "INSERT INTO hazard_search(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER hazard_search_delete AFTER DELETE ON hazards BEGIN "
    "INSERT INTO hazard_search(hazard_search, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER hazard_search_update AFTER UPDATE OF words ON hazards BEGIN "
    "INSERT INTO hazard_search(hazard_search, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO hazard_search(rowid, words) VALUES (new.id, new.words); END",
)
SQLITE_DOWN = (
    "DROP TRIGGER hazard_search_update",
    "DROP TRIGGER hazard_search_delete",
    "DROP TRIGGER hazard_search_insert",
    "DROP TABLE hazard_search",
)
POSTGRESQL_UP = ("CREATE INDEX ix_hazards_search ON hazards USING gin (to_tsvector('simple', words))",)
POSTGRESQL_DOWN = ("DROP INDEX ix_hazards_search",)


def upgrade() -> None:
    run(SQLITE_UP if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_UP)


def downgrade() -> None:
    run(SQLITE_DOWN if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_DOWN)


def run(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.execute(statement)
