"""`flask demo`: an empty database is filled with the demo world, with a large one round it when that is asked for."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.set_up import has_people
from hazard_app.clock import now
from hazard_app.commands.sentences import in_every_language, refuse, say
from hazard_app.config import kept_secret
from hazard_app.db import db, write
from hazard_app.demo import sign_ins
from hazard_app.demo.large import world as large
from hazard_app.demo.large.world import Pictures, Size
from hazard_app.demo.world import Script, build, write_script
from hazard_app.models.zone import Zone
from hazard_app.passwords import Passwords
from hazard_app.rules.terms import ZoneKind
from hazard_app.words import WORDS

# Of SQLite's pages, in KiB: with its usual two thousand a large world would go to the disk many times over.
CACHE = 131_072
# So many times it is said how far it is.
TOLD = 20


def read_size(_context: click.Context, _option: click.Parameter, text: str | None) -> Size | None:
    try:
        return Size.read(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text}: small, city, province, 1 … {large.MOST:,}") from error


@click.command("demo")
@click.option("--seed", default=1, help="Another seed, another world. 换一个数，换一个演示世界。")
@click.option(
    "--size",
    callback=read_size,
    help="A large world round it: so many hazards, or small, city, province. 另建大规模演示数据：隐患数，或这三个词。",
)
@with_appcontext
def demo(seed: int, size: Size | None) -> None:
    """Fill an empty database with the demo world, and say who can sign in. 建立演示数据，列出演示账号。"""
    if not has_people(db.session()):
        make_demo(seed, size)
    elif size and not large.stands(db.session()):
        raise refuse(
            _l(
                "People are here already: a large world is made in an empty database only. Nothing was changed. "
                "HAZARD_INSTANCE_PATH names another folder for it."
            )
        )
    elif not sign_ins.stands(db.session()):
        return say(_l("People are here already: no demo world was made."))
    else:
        renew_password()
    return tell_sign_ins()


def make_demo(seed: int, size: Size | None) -> None:
    """All of it in one transaction: whatever interrupts it leaves the database as it was."""
    say(_l("Making the demo world, this takes some seconds …"))
    password = str(current_app.config["DEMO_PASSWORD"])
    if password:
        sign_ins.keep_password(password_path(), password)
    password_hash = hash_of(password or kept_secret(password_path(), sign_ins.new_password()))
    db.session.rollback()
    script = write_script(current_app.extensions["photo_store"], seed, now())
    pictures = Pictures.taken(current_app.extensions["photo_store"], script.now) if size else None

    def fill(session: Session) -> None:
        if not has_people(session):
            build(session, script, password_hash)
            if size and pictures:
                enlarge(session, script, size, pictures, password_hash)

    write(fill)


def enlarge(session: Session, script: Script, size: Size, pictures: Pictures, password_hash: str) -> None:
    say(_l("Round it %(hazards)s hazards at %(schools)s schools. Ctrl-C leaves nothing of it.",
           hazards=f"{size.hazards:,}", schools=f"{size.schools:,}"))  # fmt: skip
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql(f"PRAGMA cache_size = -{CACHE}")
    bureau = session.scalars(select(Zone).where(Zone.kind == ZoneKind.BUREAU)).one()
    stage = large.stage_of(session, pictures, script.seed, script.now)
    said = 0

    def tell(hazards: int) -> None:
        nonlocal said
        if hazards * TOLD // size.hazards > said:
            said = hazards * TOLD // size.hazards
            click.echo(f"  {hazards:,} / {size.hazards:,}")

    large.grow(session, bureau, size, stage, pictures, password_hash, tell)


def renew_password() -> None:
    """Somebody set another HAZARD_DEMO_PASSWORD since."""
    path, chosen = password_path(), str(current_app.config["DEMO_PASSWORD"])
    if chosen and chosen != sign_ins.kept_password(path):
        password_hash = hash_of(chosen)
        write(lambda session: sign_ins.set_password(session, password_hash))
        sign_ins.keep_password(path, chosen)


def tell_sign_ins() -> None:
    say(_l("Who can sign in to the demo:"))
    for held, place in sign_ins.sign_ins():
        role = " · ".join(in_every_language(WORDS[type(held.role)][held.role]))
        click.echo(f"  {held.username:11} {held.name} · {place} · {role}")
    if password := sign_ins.kept_password(password_path()):
        say(_l("The password of all of them: %(password)s", password=password))
    else:
        say(_l("Their password is not kept here. HAZARD_DEMO_PASSWORD gives them another one."))


def hash_of(password: str) -> str:
    passwords: Passwords = current_app.extensions["passwords"]
    return passwords.hash(password)


def password_path() -> Path:
    return Path(current_app.instance_path) / "demo_password"
