"""Recurring safety-hazard inspections of schools."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from hazard_app import cli, cookies, languages, phones, security
from hazard_app.config import Defaults, instance_folder, settings
from hazard_app.db import db
from hazard_app.storage import memo_store, photo_store, thumbnail_store
from hazard_app.views import admin_words, assets, errors, everywhere, flag_words, formats
from hazard_app.views.blueprints import BLUEPRINTS

HOME = Path(__file__).parent


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    app = Flask(
        __name__,
        instance_path=str(instance_folder()),
        template_folder="../templates",
        static_folder=None,
    )
    app.config.from_object(Defaults)
    app.config.from_prefixed_env("HAZARD")
    app.config.update(config or {})
    app.config.update(settings(Path(app.instance_path), app.config))
    db.init_app(app)
    Migrate(app, db, directory=str(HOME / "migrations"), render_as_batch=True, compare_type=True)
    app.extensions["photo_store"] = photo_store(app.config["PHOTO_STORE"], Path(app.instance_path))
    app.extensions["memo_store"] = memo_store(app.config["PHOTO_STORE"], Path(app.instance_path))
    app.extensions["thumbnail_store"] = thumbnail_store(Path(app.instance_path))
    languages.init_app(app)
    cookies.init_app(app)
    security.init_app(app)
    phones.init_app(app)
    assets.init_app(app, HOME.parent)
    everywhere.init_app(app)
    formats.init_app(app)
    flag_words.init_app(app)
    admin_words.init_app(app)
    errors.init_app(app)
    cli.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.config["PROXY_HOPS"]:
        hops = int(app.config["PROXY_HOPS"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
