"""Trees told as "what is above what": no thing may come to be above itself."""

from collections.abc import Mapping


def circles(above: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Whoever lies in a circle, with all of it from themselves round to themselves; in a tree, nobody."""
    free, found = set[str](), dict[str, tuple[str, ...]]()
    for start in above:
        way, here = list[str](), start
        while here not in free and here not in found and here not in way:
            way.append(here)
            following = above.get(here)
            if following is None:
                break
            here = following
        circle = way[way.index(here) :] if here in way and above.get(way[-1]) == here else []
        for at, name in enumerate(circle):
            found[name] = (*circle[at:], *circle[:at], name)
        free |= set(way) - set(circle)
    return found
