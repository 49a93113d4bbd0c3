"""Every noun that has pages."""

from hazard_app.views import (
    devices,
    flags,
    health,
    inspections,
    language,
    me,
    other_devices,
    participants,
    passwords,
    photos,
    sign_ins,
)

BLUEPRINTS = (
    health.blueprint,
    sign_ins.blueprint,
    passwords.blueprint,
    me.blueprint,
    devices.blueprint,
    other_devices.blueprint,
    language.blueprint,
    inspections.blueprint,
    participants.blueprint,
    flags.blueprint,
    photos.blueprint,
)
