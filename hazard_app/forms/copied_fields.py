"""Fields of a large form, built once and copied for each request."""

from typing import Any

from wtforms import Field, Form
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta


class CopiedFields(DefaultMeta):  # type: ignore[misc]
    """As a form's `Meta`: to build sixty fields costs more than to read them, and they come out the same each time.

    What a request changes of a field it sets anew: data, errors, choices. For forms without prefix and translations of
    their own.
    """

    def bind_field(self, form: Form, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
        built = vars(unbound_field).get("built")
        if built is None:
            built = unbound_field.built = super().bind_field(form, unbound_field, options)
            built._form = None  # noqa: SLF001 (the first form would never be let go)
        field = object.__new__(type(built))
        vars(field).update(vars(built), _form=form, meta=self)
        return field
