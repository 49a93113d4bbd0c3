"""Commands of the terminal. Each says what it did in Chinese and in English."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import lazy_gettext as _l

from hazard_app.acts.import_library import Imported, Outcome, import_library
from hazard_app.acts.set_up import Beginning, PeopleExist, set_up
from hazard_app.clock import now
from hazard_app.commands.audit import audit
from hazard_app.commands.backup import backup
from hazard_app.commands.certificate import certificate
from hazard_app.commands.demo import demo
from hazard_app.commands.doctor import doctor
from hazard_app.commands.inbox import inbox
from hazard_app.commands.restore import restore
from hazard_app.commands.sentences import in_every_language, refuse, say
from hazard_app.commands.tables import tables
from hazard_app.commands.tasks import tasks
from hazard_app.commands.upgrade import upgrade
from hazard_app.db import write
from hazard_app.forms.password import SENTENCES
from hazard_app.library.reader import LibraryError, built_in, read
from hazard_app.passwords import Passwords
from hazard_app.rules.names import sign_in_name
from hazard_app.rules.passwords import weakness

library = AppGroup("library", help="Checklists, categories, norms and time limits. 检查表与分类。")

OUTCOMES = {Outcome.NEW: _l("new"), Outcome.CHANGED: _l("new version"), Outcome.SAME: _l("unchanged")}


def init_app(app: Flask) -> None:
    plain = (set_up_first, backup, restore, doctor, upgrade, certificate)
    for command in (library, tables, tasks, inbox, demo, audit, *plain):
        app.cli.add_command(command)


@library.command("import")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_files(files: tuple[Path, ...]) -> None:
    """Import FILES, or what the app ships. 导入检查表，不写文件名则导入内置检查表。"""
    try:
        content = read(files) if files else built_in()
        done = write(lambda session: import_library(session, content, now()))
    except LibraryError as error:
        raise refuse(_l("Nothing was imported: %(reason)s", reason=str(error))) from error
    for checklist in done:
        click.echo(line_of(checklist))
    changed = sum(checklist.outcome is not Outcome.SAME for checklist in done)
    say(_l("Library: %(all)s checklists, %(changed)s new or changed.", all=len(done), changed=changed))


def line_of(checklist: Imported) -> str:
    outcome = " · ".join(in_every_language(OUTCOMES[checklist.outcome]))
    return f"{checklist.code:8} v{checklist.number:<3} {checklist.title.zh} · {checklist.title.en} · {outcome}"


@click.command("setup")
@click.option("--username", prompt="用户名 Username")
@click.option("--name", prompt="姓名 Name")
@click.option("--zone-name", prompt="单位名称 Name of the bureau")
@click.option("--zone-code", default="1", help="Its code. 单位代码。", show_default=True)
@click.password_option(prompt="密码 Password", confirmation_prompt="再输一次 Again")
@with_appcontext
def set_up_first(username: str, name: str, zone_name: str, zone_code: str, password: str) -> None:
    """Make the root zone and the first administrator. 建立顶级警务区和第一位管理员。"""
    username, name = sign_in_name(username), name.strip()
    if not (username and name and zone_name.strip() and zone_code.strip()):
        raise refuse(_l("Username, name, and the bureau's name and code are needed."))
    if found := weakness(password, (username, name)):
        raise refuse(SENTENCES[found])
    passwords: Passwords = current_app.extensions["passwords"]
    given = Beginning(username, name, passwords.hash(password), zone_code.strip(), zone_name.strip())
    try:
        write(lambda session: set_up(session, given, now()))
    except PeopleExist as error:
        raise refuse(_l("People are here already: an administrator of theirs can add you.")) from error
    say(_l("Done. %(username)s can sign in and add zones, schools and people.", username=username))
