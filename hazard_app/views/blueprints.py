"""Every noun that has pages."""

from hazard_app.views import health, inspections

BLUEPRINTS = (health.blueprint, inspections.blueprint)
