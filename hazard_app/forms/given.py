"""What a form was given, for forms that ask for many names of which few came."""

from werkzeug.datastructures import MultiDict


class Given(MultiDict[str, str]):
    """Says what stands under a name, and for what does not a plain KeyError.

    Werkzeug's own makes a whole HTTP error of each name that is not there, which a checklist asks for by the hundred.
    """

    def __getitem__(self, key: str) -> str:
        if key not in self:
            raise KeyError(key)
        return super().__getitem__(key)
