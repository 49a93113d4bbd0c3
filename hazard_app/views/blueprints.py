"""Every noun that has pages."""

from hazard_app.views import (
    devices,
    health,
    inspections,
    language,
    me,
    other_devices,
    passwords,
    sign_ins,
)

BLUEPRINTS = (
    health.blueprint,
    sign_ins.blueprint,
    passwords.blueprint,
    devices.blueprint,
    other_devices.blueprint,
    me.blueprint,
    language.blueprint,
    inspections.blueprint,
)
