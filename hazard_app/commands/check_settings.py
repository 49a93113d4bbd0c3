"""Settings and the disk: what `flask doctor` looks at before it opens anything."""

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography import x509
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import make_url

from hazard_app.certificates.kept import KeptCertificates
from hazard_app.certificates.pair import names_of
from hazard_app.clock import now
from hazard_app.commands.finding import Finding, bad, good, note

# A secret that nobody guesses, in characters; and bytes that a day of photos may need.
SECRET_LENGTH, ROOM = 32, 2_000_000_000


def check_settings() -> Iterator[Finding]:
    config = current_app.config
    yield check_secret(str(config["SECRET_KEY"]))
    instance = Path(current_app.instance_path)
    certificates = KeptCertificates(instance)
    for path in (instance / "secret_key", *certificates.secret_files):
        yield from check_secret_file(path)
    database = make_url(config["SQLALCHEMY_DATABASE_URI"]).render_as_string(hide_password=True)
    yield good(_l("Database: %(name)s", name=database))
    yield good(_l("Photos: %(name)s", name=config["PHOTO_STORE"]))
    ours = certificates.server_certificate()
    if ours:
        yield check_own_https(ours, now())
    else:
        yield check_https(bool(config["SESSION_COOKIE_SECURE"]), int(config["PROXY_HOPS"]))


def check_secret(secret: str) -> Finding:
    if len(secret) >= SECRET_LENGTH:
        return good(_l("The secret key is long enough."))
    return bad(
        _l("The secret key is short: whoever guesses it signs in as anybody."),
        _l("Remove HAZARD_SECRET_KEY, and a good one is made in the instance folder. Everybody signs in again."),
    )


def check_secret_file(path: Path) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield bad(
            _l("Others on this machine may read what is for the server alone: %(name)s", name=path),
            _l("Take that away from them: chmod 600 %(name)s", name=path),
        )


def check_own_https(certificate: x509.Certificate, now: datetime) -> Finding:
    names, day = ", ".join(names_of(certificate)), certificate.not_valid_after_utc.date()
    if certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        return good(_l("Our certificate for https is for %(names)s, until %(day)s.", names=names, day=day))
    return bad(
        _l("Our certificate for https is not for today: phones refuse it. It is for %(names)s.", names=names),
        _l("Look at this machine's clock, then run flask certificate make; a server that runs takes it up."),
    )


def check_https(secure: bool, hops: int) -> Finding:
    if secure and hops:
        return good(_l("Pages go over https, behind %(hops)s proxies.", hops=hops))
    if secure:
        return note(
            _l("Cookies are for https only, but no proxy is set that could bring it."),
            _l("Set HAZARD_PROXY_HOPS to the number of proxies in front, usually 1."),
        )
    return note(
        _l("Pages go over plain http: phones then give no camera, position or offline work."),
        _l(
            "Serve with --https-port (make run HTTPS=1), or put a proxy with https in front, then set "
            "HAZARD_SESSION_COOKIE_SECURE=true and HAZARD_PROXY_HOPS (docs/operations.md)."
        ),
    )


def check_disk() -> Iterator[Finding]:
    """Of the instance folder, and of the photos where they lie on another one."""
    folders = [Path(current_app.instance_path)]
    store = str(current_app.config["PHOTO_STORE"])
    if not store.startswith("s3://"):
        folders.append(folders[0] / store)
    disks = {there.stat().st_dev: there for there in map(existing, reversed(folders))}
    for folder in disks.values():
        yield check_room(folder, shutil.disk_usage(folder).free)


def existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def check_room(folder: Path, free: int) -> Finding:
    room = f"{free / 10**9:.1f}"
    if free >= ROOM:
        return good(_l("%(room)s GB are free in %(name)s", room=room, name=folder))
    return bad(
        _l("Only %(room)s GB are free in %(name)s", room=room, name=folder),
        _l("Make room or move the photos (HAZARD_PHOTO_STORE): on a full disk photos are refused, none is lost."),
    )
