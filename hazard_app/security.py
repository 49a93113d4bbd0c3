"""Who is asking, and whether they may come in at all: cross-site refusal, sign-in, headers.

Deny by default: a page is for signed-in people unless its endpoint stands in PUBLIC.
"""

import contextlib
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as Answer

from hazard_app.acts import sign_in as acts
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.kept_answers import KeptAnswers, asked_path
from hazard_app.forms.password import PasswordForm
from hazard_app.forms.sign_in import SignInForm
from hazard_app.forms.told import TimesForm
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person, known_person
from hazard_app.models.photo import Photo
from hazard_app.models.reach import Reach
from hazard_app.models.sign_in import ENDED, THIS, ThisSignIn
from hazard_app.models.stamp import Subject, hold
from hazard_app.models.uploaded import sent_since
from hazard_app.passwords import Passwords
from hazard_app.phones import refuse, refuse_other_person
from hazard_app.rules.handing_in import MOST_PHOTOS, STEPS, is_open, was_made_in_time

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# These know nobody and read nothing that is anybody's.
IMPERSONAL = frozenset(
    {"assets.show", "assets.favicon", "health.show", "certificates.authority", "phone.worker", "no_network.show"}
)
PUBLIC = IMPERSONAL | {
    "certificates.show",
    "phone.manifest",
    "sign_ins.new",
    "sign_ins.create",
    "sign_ins.destroy",
    "language.update",
    # Whoever has the secret in its address.
    "feeds.export",
}
# What a person whose password somebody else chose may still reach.
WITH_FIRST_PASSWORD = PUBLIC | {"passwords.edit", "passwords.update"}
# What a phone may still bring whose owner was deactivated.
HANDED_IN = frozenset(
    {"inspections.create", "hazard_reports.create", "steps.create", "rechecks.create", "photos.update", "memos.update"}
)
# Whose work it is, by id, when the inbox asks on behalf of a file. No client can say it: theirs begin with HTTP_.
HANDED_IN_FOR = "hazard.handed_in_for"
# How many files came since, each by its own road.
FILES_SINCE = {"photos.update": sent_since(Photo), "memos.update": sent_since(Memo)}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: then our own forms would send `Origin: null` and be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(self)",
}
# A script, a style or an icon opens no page and is the same for everybody, whoever shows it; and there are forty of
# them: all these would weigh more than they do.
OF_ASSETS = {"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff"}


def init_app(app: Flask) -> None:
    app.extensions["passwords"] = Passwords.of(app.config)
    # The row decides how long a session lasts; the cookie is written again only when the row is.
    app.config["PERMANENT_SESSION_LIFETIME"] = app.config["PHONE_SESSION"]
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.before_request(refuse_other_sites)
    app.before_request(identify)
    app.before_request(admit)
    app.after_request(add_headers)


def refuse_other_sites() -> None:
    """Refuse unsafe requests that another site made (DESIGN §5); tokens would go stale in cached pages."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site == "same-origin"
    elif origin is not None:
        # Either scheme: a proxy may speak https for us.
        ours = origin in {f"http://{request.host}", f"https://{request.host}"}
    else:
        ours = not request.cookies
    if not ours:
        abort(
            403,
            _("This was sent by a page of another site, so nothing was done. Open the page here and send it again."),
        )


def identify() -> None:
    g.person, g.sign_in, g.reach, g.hands_in = None, None, None, False
    if HANDED_IN_FOR in request.environ:
        take_for(request.environ[HANDED_IN_FOR])
        return
    key = None if request.endpoint in IMPERSONAL else session.get("key")
    signed_in = this_sign_in(key) if isinstance(key, str) else None
    person = known_person(db.session(), signed_in.person_id) if signed_in else None
    if signed_in is None or person is None or not person.active:
        let_hand_in(key)
        return
    if request.method not in SAFE:
        refuse_other_person(person)
    if acts.is_stale(signed_in.seen_at, now()):
        slide(signed_in)
    g.sign_in, g.person = signed_in, person
    g.reach = person.reach_on(local_day(now()))


def take_for(maker_id: int) -> None:
    """Nobody is signed in as the maker, and only what phones hold back may come this way."""
    person = known_person(db.session(), maker_id)
    if request.endpoint not in HANDED_IN or person is None:
        return
    if person.deactivated_at is None:
        g.person, g.reach = person, person.reach_on(local_day(now()))
    elif is_handed_in(person, person.deactivated_at):
        g.person, g.reach, g.hands_in = person, Reach(person.id, ()), True


def this_sign_in(key: str) -> ThisSignIn | None:
    row = db.session.execute(THIS, {"key_hash": hashed(key), "now": now()}).one_or_none()
    if row is None:
        return None
    known = len(ThisSignIn._fields)
    hold(db.session(), dict(zip(Subject, row[known:], strict=True)))
    return ThisSignIn._make(row[:known])


def let_hand_in(key: object) -> None:
    """Whoever was deactivated is nobody here; but what their phone held by then may still come in, for some days.

    It opens nothing: they reach nothing now, and are judged by what they reached then.
    """
    if request.endpoint not in HANDED_IN or not isinstance(key, str):
        return
    ended = db.session.execute(ENDED, {"key_hash": hashed(key), "now": now()}).one_or_none()
    person = known_person(db.session(), ended.person_id) if ended else None
    # Ended by the deactivation itself: what its owner or a new code had ended before stays ended.
    if ended is None or person is None or ended.ended_at != person.deactivated_at:
        return
    refuse_other_person(person)
    if is_handed_in(person, ended.ended_at):
        g.person, g.reach, g.hands_in = person, Reach(person.id, ()), True


def is_handed_in(person: Person, left_at: datetime) -> bool:
    if person.must_change_password or not is_open(left_at, now(), current_app.config["HANDING_IN"]):
        return False
    counted = FILES_SINCE.get(str(request.endpoint))
    if counted is not None:
        sent = db.session.scalar(counted, {"uploader_id": person.id, "since": left_at}) or 0
        return sent < MOST_PHOTOS
    if request.endpoint == "steps.create" and request.form.get("kind") not in STEPS:
        return False
    return was_made_in_time(TimesForm(request.form).told(now()).happened_at, left_at)


def slide(signed_in: ThisSignIn) -> None:
    seen, span = signed_in.id, lifetime(signed_in.is_phone)
    # With a full disk a page can still be read; the session slides another time.
    with contextlib.suppress(OperationalError):
        write(lambda session: acts.see(session, seen, now(), span))
        session.modified = True


def admit() -> Answer | tuple[str, int] | None:
    if request.endpoint is None or request.endpoint in PUBLIC:
        return None
    if g.person is None:
        return ask_to_sign_in()
    if g.person.must_change_password and request.endpoint not in WITH_FIRST_PASSWORD:
        return ask_for_own_password()
    return None


def ask_to_sign_in() -> Answer | tuple[str, int]:
    """A page leads to the form; a script is told 401 and keeps its queue; typed answers wait on the form."""
    if wants_json():
        abort(401)
    if request.method in SAFE:
        return redirect(url_for("sign_ins.new", next=asked_path(request)), 303)
    kept = KeptAnswers.of(request)
    form = SignInForm(kept=str(kept or ""))
    return render_template("sign_ins/new.html", form=form, kept=kept, ended=True), 401


def ask_for_own_password() -> Answer | tuple[str, int]:
    if wants_json():
        # By a name of its own: a phone's queue waits for it as for a sign-in, where another 403 is a no for good.
        refuse("own_password", _("Choose your own password first: open the app in a browser."))
    if request.method in SAFE:
        return redirect(url_for("passwords.edit", next=asked_path(request)), 303)
    kept = KeptAnswers.of(request)
    return render_template("passwords/edit.html", form=PasswordForm(kept=str(kept or "")), kept=kept), 403


def wants_json() -> bool:
    # Only phones put, and whatever they accept, they read JSON. Whoever hands in is shown no page, also when refused.
    return (
        request.method == "PUT"
        or g.get("hands_in", False)
        or request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def lifetime(is_phone: bool) -> timedelta:
    span: timedelta = current_app.config["PHONE_SESSION" if is_phone else "DESK_SESSION"]
    return span


def local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(current_app.config["DEFAULT_TIMEZONE"])).date()


def add_headers(response: Response) -> Response:
    for name, value in (OF_ASSETS if request.endpoint == "assets.show" else HEADERS).items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
