"""What a form was given, for forms that ask for many names of which few came."""

from typing import Any

from werkzeug.datastructures import MultiDict


class Given(MultiDict[str, str]):
    """Any MultiDict says the same.

    Werkzeug's own `get` makes a whole HTTP error of each name that is not there, which a checklist asks for by the
    hundred.
    """

    def get(self, key: str, default: Any = None, *converters: Any, **named: Any) -> Any:  # type: ignore[override]
        """The first value under the name, else the default."""
        if converters or named:
            return super().get(key, default, *converters, **named)
        values = dict.get(self, key)
        return values[0] if values else default
