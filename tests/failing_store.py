"""A photo store that fails."""

from collections.abc import Callable


class FailingStore:
    """Every call of it raises the same error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, _name: str) -> Callable[..., None]:
        def fail(*_args: object) -> None:
            raise self.error

        return fail
