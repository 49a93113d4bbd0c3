"""What makes the site an app on a phone: its manifest and its service worker."""

import json

from flask import Blueprint, Response, current_app, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from hazard_app.languages import LOCALES
from hazard_app.views.assets import Assets

blueprint = Blueprint("phone", __name__)

# What the worker takes along at once; icons come when they are asked for.
TAKEN_ALONG = (".css", ".js", ".svg")
CANVAS = "#f1f3f6"


@blueprint.get("/worker.js")
def worker() -> Response:
    """Its own bytes change with every version of what it serves: that is how browsers see that there is a new one."""
    assets: Assets = current_app.extensions["assets"]
    taken = [assets.url(name) for name in sorted(assets.files) if name.endswith(TAKEN_ALONG)]
    given = json.dumps({"version": assets.version, "assets": taken})
    code = f'import {{ attend }} from "{assets.url("js/offline/worker.js")}";\nattend({given});\n'
    response = Response(code, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    assets: Assets = current_app.extensions["assets"]
    told = {
        "id": "/",
        "name": str(_("School Safety")),
        "short_name": str(_("School Safety")),
        "description": str(_("School safety-hazard inspections, also where there is no signal.")),
        "lang": LOCALES.get(str(get_locale()), "zh-Hans"),
        "start_url": url_for("today.show"),
        "scope": url_for("today.home"),
        "display": "standalone",
        "background_color": CANVAS,
        "theme_color": CANVAS,
        "icons": [icon(assets, name, size) for name, size in (("app-192.png", 192), ("app-512.png", 512))]
        + [icon(assets, "app-maskable-512.png", 512) | {"purpose": "maskable"}],
        "shortcuts": [
            {"name": str(_("Today")), "url": url_for("today.show")},
            {"name": str(_("Report a hazard")), "url": url_for("hazard_reports.new")},
        ],
    }
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json; charset=utf-8")


def icon(assets: Assets, name: str, size: int) -> dict[str, str]:
    return {"src": assets.url(name), "sizes": f"{size}x{size}", "type": "image/png"}
