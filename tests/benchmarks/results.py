"""What was measured, beside what must be and what we aim at (DESIGN §7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Result:
    """`must` and `aim` in the unit of the value; None where the budget names none."""

    what: str
    value: float
    unit: str = "ms"
    must: float | None = None
    aim: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """What it reaches; only a must can be missed."""
        if self.aim is not None and self.reaches(self.aim):
            return "aim"
        if self.must is None:
            return ""
        return "must" if self.reaches(self.must) else "MISSED"

    def reaches(self, limit: float) -> bool:
        return self.value >= limit if self.at_least else self.value <= limit

    def limit(self, number: float | None) -> str:
        sign = "≥" if self.at_least else "≤"
        return "" if number is None else f"{sign} {number:,g} {self.unit}"

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            f"{written(self.value)} {self.unit}",
            self.limit(self.must),
            self.limit(self.aim),
            self.verdict,
        )


def written(number: float) -> str:
    """Three figures that count, and no powers of ten."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


HEAD = ("what", "measured", "must", "aim", "")


def table(results: Iterable[Result]) -> Iterator[str]:
    """In Markdown, in columns."""
    rows = [HEAD, *(result.cells for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def p95(seconds: list[float]) -> float:
    """In milliseconds."""
    return quantiles(seconds, n=20)[-1] * 1000
