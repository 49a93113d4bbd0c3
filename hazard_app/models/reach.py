"""Reach: what a person may see and be on one day. It follows from postings and from nothing else."""

from dataclasses import dataclass
from functools import cached_property

from hazard_app.rules.terms import Role

INSPECTORS = frozenset({Role.OFFICER, Role.SUPERVISOR})
# Whoever reads hazards of a whole zone; an administrator runs places and people and reads none.
READERS = INSPECTORS | {Role.AUDITOR}
# Whoever reads what administrators did.
LOG_READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
# Whoever goes rounds.
DOERS = INSPECTORS | {Role.LIAISON}


@dataclass(frozen=True)
class Held:
    """One posting in force: a role over a zone's subtree (its path) or at one school (its id)."""

    role: Role
    path: str | None = None
    school_id: int | None = None

    def covers(self, path: str, school_id: int | None) -> bool:
        if self.path is not None:
            return path.startswith(self.path)
        return self.school_id == school_id

    def stands_in_for(self, absent: "Held") -> bool:
        """An inspector for one of the same zone or of one below it; a liaison for one of the same school."""
        if absent.role is Role.LIAISON:
            return self.role is Role.LIAISON and self.school_id == absent.school_id
        return absent.role in INSPECTORS and self.role in INSPECTORS and self.covers(absent.path or "", None)

    def within(self, path: str) -> "Held | None":
        """What is left of it inside a subtree."""
        if self.path is None or self.path.startswith(path):
            return self
        return Held(self.role, path) if path.startswith(self.path) else None


@dataclass(frozen=True)
class Reach:
    person_id: int
    held: tuple[Held, ...]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)

    @cached_property
    def reading_paths(self) -> tuple[str, ...]:
        """Subtrees whose hazards, inspections and photos are in sight."""
        return self.paths_as(READERS)

    @cached_property
    def administered_paths(self) -> tuple[str, ...]:
        """Subtrees whose people, zones and schools the person runs."""
        return self.paths_as(frozenset({Role.ADMINISTRATOR}))

    def paths_as(self, roles: frozenset[Role]) -> tuple[str, ...]:
        """Subtrees where the person holds one of these roles."""
        return tops({held.path for held in self.held if held.path and held.role in roles})

    @property
    def administers_all(self) -> bool:
        """From a root down: only there is a calendar one's own."""
        return any(map(is_root, self.administered_paths))

    @property
    def reads_all(self) -> bool:
        """From a root down."""
        return any(map(is_root, self.reading_paths))

    def administers(self, path: str) -> bool:
        return path.startswith(self.administered_paths)

    @cached_property
    def place_paths(self) -> tuple[str, ...]:
        """Subtrees whose zones, schools and people are in sight; an administrator's too."""
        return tops({held.path for held in self.held if held.path})

    @cached_property
    def school_ids(self) -> frozenset[int]:
        """Schools whose own liaison officer the person is; no other role is held at a school."""
        own = (held.school_id for held in self.held if held.role is Role.LIAISON)
        return frozenset(school_id for school_id in own if school_id is not None)

    def within(self, path: str) -> "Reach":
        """The same reach, its zones narrowed to one subtree; schools of a liaison posting stay."""
        held = (each.within(path) for each in self.held)
        return Reach(self.person_id, tuple(each for each in held if each))

    def roles_at(self, path: str, school_id: int | None = None) -> frozenset[Role]:
        return frozenset(held.role for held in self.held if held.covers(path, school_id))

    def stands_in_for(self, absent: "Reach") -> bool:
        """At some of their schools at least; several may share one person's rounds."""
        return any(mine.stands_in_for(theirs) for mine in self.held for theirs in absent.held)

    def inspects_at(self, path: str) -> bool:
        return bool(self.roles_at(path) & INSPECTORS)

    def reads_police_only_at(self, path: str) -> bool:
        """A liaison, also one who holds nothing else here, never reads what is police-only."""
        return bool(self.roles_at(path) & READERS)


def tops(paths: set[str]) -> tuple[str, ...]:
    """Drop every path that lies inside another one."""
    return tuple(sorted(path for path in paths if not any(path != top and path.startswith(top) for top in paths)))


def is_root(path: str) -> bool:
    """`/1/`: with nothing above it."""
    return path.count("/") <= 2
