"""Who may do what, where. Written by hand from DESIGN §3 and §4; `test_access.py` walks it.

One line a route and method; after a comma, a special case of it. Columns are who asks: `out` is signed out, `none`
a person without a posting. A cell is what they are answered at their own school, at the other school of their zone,
and at a school of another zone; one number when it is the same everywhere, or when the route has no place.
The officer patrols zone East; the supervisor and the auditor hold its station; the liaison's school is the own one;
the administrator holds the whole bureau, so that no school is foreign to them. Outside one's reach is 404,
inside it but not allowed is 403. How each line is asked stands in `access_visits.py`.
"""

import re
from typing import NamedTuple

ROLES = ("out", "officer", "liaison", "supervisor", "administrator", "auditor", "none")
PLACES = ("own", "neighbour", "foreign")

TABLE = """
                                  out  officer      liaison      supervisor   administrator  auditor      none

GET  health.show                  200  200          200          200          200            200          200
GET  assets.show                  200  200          200          200          200            200          200
GET  phone.worker                 200  200          200          200          200            200          200
GET  phone.manifest               200  200          200          200          200            200          200
GET  certificates.show            404  404          404          404          404            404          404
GET  certificates.authority       404  404          404          404          404            404          404

GET  sign_ins.new                 200  303          303          303          303            303          303
POST sign_ins.create              303  303          303          303          303            303          303
POST sign_ins.destroy             303  303          303          303          303            303          303
POST language.update              303  303          303          303          303            303          303
GET  passwords.edit               303  200          200          200          200            200          200
POST passwords.update             401  303          303          303          303            303          303
GET  me.show                      303  200          200          200          200            200          200
POST me.update                    401  303          303          303          303            303          303
GET  feeds.show                   303  200          200          200          403            403          403
POST feeds.create                 401  200          200          200          403            403          403
POST feeds.destroy                401  303          303          303          303            303          303
GET  feeds.export, of nobody      404  404          404          404          404            404          404
GET  feeds.export, the liaison's  200  200          200          200          200            200          200
GET  outbox.show                  303  200          200          200          200            200          200
GET  devices.index                303  200          200          200          200            200          200
POST devices.destroy, mine        401  303          303          303          303            303          303
POST devices.destroy, another's   401  404          404          404          404            404          404
POST other_devices.destroy        401  303          303          303          303            303          303
GET  inbox.new                    303  200          200          200          200            200          200
POST inbox.create                 401  422          422          422          422            422          422

GET  today.home                   303  303          303          303          303            303          303
GET  today.show                   303  200          200          200          200            200          200
GET  schools.index                303  200          200          200          200            200          200
GET  schools.show                 303  200 200 404  200 404 404  200 200 404  200            200 200 404  404
GET  zones.show                   303  200 200 404  404          200 200 404  200            200 200 404  404
GET  zones.show, the one above    303  404          404          200 200 404  200            200 200 404  404

GET  hazards.index                303  200          200          200          403            200          403
GET  hazards.index, of a school   303  200 200 404  200 404 404  200 200 404  403            200 200 404  403
GET  hazards.index, of a zone     303  200 200 404  404          200 200 404  403            200 200 404  403
GET  exports.new                  303  200          200          200          403            200          403
GET  hazards.export               303  200          200          200          403            200          403
GET  hazards.export, no reason    303  303          303          303          403            303          403
GET  hazards.export, of a school  303  200 200 404  200 404 404  200 200 404  403            200 200 404  403
GET  hazards.show                 303  200 200 404  200 404 404  200 200 404  404            200 200 404  404
GET  hazards.show, police-only    303  200 200 404  404          200 200 404  404            200 200 404  404
GET  hazard_reports.new           303  200          200          200          403            403          403
POST hazard_reports.create        401  303 303 404  303 404 404  303 303 404  403            403          403
GET  steps.new, a fix             303  200 200 404  200 404 404  200 200 404  404            403 403 404  404
GET  steps.new, police-only       303  200 200 404  404          200 200 404  404            403 403 404  404
GET  steps.new, a voiding         303  403 403 404  403 404 404  200 200 404  404            403 403 404  404
POST steps.create                 401  303 303 404  303 404 404  303 303 404  404            403 403 404  404
POST steps.create, police-only    401  303 303 404  404          303 303 404  404            403 403 404  404
POST steps.create, seen again     401  303 303 404  403 404 404  303 303 404  404            403 403 404  404
POST steps.create, more time      401  403 403 404  303 404 404  403 403 404  404            403 403 404  404
POST steps.create, a voiding      401  403 403 404  403 404 404  303 303 404  404            403 403 404  404
POST steps.create, mending        401  422 422 404  422 404 404  422 422 404  404            403 403 404  404
GET  ledgers.index                303  303          303          303          303            303          303
GET  ledgers.show                 303  200 200 404  200 404 404  200 200 404  403            200 200 404  404
GET  ledgers.export               303  200 200 404  200 404 404  200 200 404  403            200 200 404  404
GET  ledgers.export, no reason    303  303 303 404  303 404 404  303 303 404  403            303 303 404  404
GET  rechecks.new                 303  200 200 404  403 404 404  200 200 404  403            403 403 404  404
GET  handovers.show               303  200 200 404  200 404 404  200 200 404  403            200 200 404  404
POST handovers.create             401  403 403 404  403 404 404  303 303 404  403            403 403 404  404
POST handovers.create, mending    401  403 403 404  403 404 404  422 422 404  403            403 403 404  404
POST rechecks.create, mending     401  422 422 404  403 404 404  422 422 404  403            403 403 404  404

GET  inspections.index            303  200          200          200          403            200          403
GET  inspections.new              303  200 200 404  403 404 404  200 200 404  403            403 403 404  404
GET  inspections.new, blank       303  200          403          200          403            403          403
GET  inspections.new, blank self  303  200          200          200          403            403          403
GET  inspections.new, self-check  303  200 200 404  200 404 404  200 200 404  403            403 403 404  404
POST inspections.create           401  303 303 404  403 404 404  303 303 404  403            403 403 404  404
POST inspections.create, mending  401  422 422 404  403 404 404  422 422 404  403            403 403 404  404
GET  inspections.show             303  200 200 404  200 404 404  200 200 404  404            200 200 404  404
GET  hindrances.new               303  200 200 404  403 404 404  200 200 404  404            403 403 404  404
POST task_starts.create           401  204 204 404  403 404 404  204 204 404  403            403 403 404  404
POST hindrances.create            401  303 303 404  403 404 404  303 303 404  403            403 403 404  404
GET  covers.index                 303  200          200          200          200            200          200
GET  covers.new                   303  200          200          200          403            403          403
GET  covers.new, for another      303  200 404 404  404          200 200 404  404            404          404
POST covers.create, mending       401  422 404 404  404          422 422 404  404            404          404
POST covers.destroy, not there    401  404          404          404          404            404          404
GET  departures.show              303  200 404 404  404          200 200 404  200            200 200 404  404

GET  coverages.show               303  200 200 404  404          200 200 404  403            200 200 404  404
GET  coverages.show, one above    303  404          404          200 200 404  403            200 200 404  404
GET  tasks.index                  303  200          200          200          403            200          403
GET  tasks.index, of a school     303  200 200 404  200 404 404  200 200 404  403            200 200 404  403
GET  tasks.index, of a zone       303  200 200 404  404          200 200 404  403            200 200 404  403

GET  plans.index                  303  200          403          200          403            200          403
GET  plans.new                    303  403          403          200          403            403          403
POST plans.create, mending        401  403          403          422          403            403          403
GET  plans.show                   303  200          404          200          404            200          404
GET  plans.edit                   303  403          404          403          404            403          404
GET  plans.edit, the station's    303  403 403 404  404          200 200 404  404            403 403 404  404
POST plans.update, mending        401  403 403 404  404          422 422 404  404            403 403 404  404
POST pauses.create, mending       401  403 403 404  404          422 422 404  404            403 403 404  404
POST pauses.destroy, not there    401  403 403 404  404          404          404            403 403 404  404
POST skips.create, mending        401  403 403 404  404          422 422 404  404            403 403 404  404
POST skips.destroy, not there     401  403 403 404  404          404          404            403 403 404  404

GET  campaigns.index              303  200          403          200          403            200          403
GET  campaigns.new                303  403          403          200          403            403          403
POST campaigns.create, mending    401  403          403          422          403            403          403
GET  campaigns.show               303  200          404          200          404            200          404
GET  campaigns.show, station's    303  200 200 404  404          200 200 404  404            200 200 404  404
GET  campaigns.edit               303  403          404          403          404            403          404
GET  campaigns.edit, station's    303  403 403 404  404          200 200 404  404            403 403 404  404
POST campaigns.update, mending    401  403 403 404  404          422 422 404  404            403 403 404  404
POST campaigns.destroy            401  403 403 404  404          303 303 404  404            403 403 404  404
GET  draws.new                    303  403 403 404  404          200 200 404  404            403 403 404  404
POST draws.create, mending        401  403 403 404  404          422 422 404  404            403 403 404  404
GET  draws.show                   303  200 200 404  404          200 200 404  404            200 200 404  404
POST looks.create                 401  303 303 404  404          303 303 404  404            403 403 404  404
POST looks.create, not drawn      401  404          404          404          404            404          404

GET  voidings.new                 303  403 403 404  403 404 404  200 200 404  404            403 403 404  404
POST voidings.create, mending     401  403 403 404  403 404 404  422 422 404  404            403 403 404  404
POST participants.update          401  403 403 404  403 404 404  303 403 404  404            403 403 404  404
GET  flags.edit                   303  200 403 404  403 404 404  403 403 404  404            403 403 404  404
POST flags.update                 401  303 403 404  403 404 404  403 403 404  404            403 403 404  404

GET  offline.pack                 303  200          200          200          200            200          200
GET  offline.receipts             303  200          200          200          200            200          200
GET  blank_pages.show             303  200          200          200          200            200          200
GET  blank_pages.new              303  200          200          200          403            403          403
GET  no_network.show              200  200          200          200          200            200          200

PUT  photos.update                401  201          201          201          403            403          403
GET  photos.show                  303  200 200 404  200 404 404  200 200 404  404            200 200 404  404
GET  photos.show, police-only     303  200 200 404  404          200 200 404  404            200 200 404  404
GET  photos.show, unattached      303  200 404 404  404          404          404            404          404
GET  photos.thumbnail             303  200 200 404  200 404 404  200 200 404  404            200 200 404  404
PUT  memos.update                 401  201          201          201          403            403          403
GET  memos.show                   303  200 200 404  200 404 404  200 200 404  404            200 200 404  404
GET  memos.show, police-only      303  200 200 404  404          200 200 404  404            200 200 404  404
GET  memos.show, unattached       303  200 404 404  404          404          404            404          404

GET  administration.show          303  403          403          403          200            200          403
GET  admin_acts.index             303  403          403          403          200            200          403
GET  imports.new                  303  403          403          403          200            403          403
POST imports.create               401  403          403          403          303            403          403
GET  imports.show                 303  403          403          403          404            403          403
POST imports.update               401  403          403          403          404            403          403
GET  calendars.index              303  403          403          403          200            403          403
GET  terms.new                    303  403          403          403          200            403          403
POST terms.create                 401  403          403          403          303            403          403
POST terms.create, overlapping    401  403          403          403          422            403          403
GET  terms.edit                   303  403          403          403          200            403          403
POST terms.update                 401  403          403          403          303            403          403
POST terms.destroy                401  403          403          403          303            403          403
GET  school_days.new              303  403          403          403          200            403          403
POST school_days.create           401  403          403          403          303            403          403
POST school_days.destroy          401  403          403          403          303            403          403
POST calendar_years.create        401  403          403          403          303            403          403
POST calendar_years.create, no    401  403          403          403          404            403          403
GET  import_templates.show        303  403          403          403          200            403          403
GET  wrong_rows.show              303  403          403          403          404            403          403
GET  people.index                 303  403          403          403          200            403          403
GET  people.new                   303  403          403          403          200            403          403
POST people.create                401  403          403          403          303            403          403
GET  people.show                  303  403          403          403          200            403          403
GET  people.edit                  303  403          403          403          200            403          403
POST people.update                401  403          403          403          303            403          403
POST postings.create              401  403          403          403          303            403          403
POST postings.update              401  403          403          403          303            403          403
POST deactivations.create         401  403          403          403          303            403          403
POST deactivations.destroy        401  403          403          403          303            403          403
GET  school_places.new            303  403          403          403          200            403          403
POST school_places.create         401  403          403          403          303            403          403
GET  school_places.edit           303  403          403          403          200            403          403
POST school_places.update         401  403          403          403          303            403          403
POST closings.create               401  403          403          403          409            403          403
POST closings.destroy             401  403          403          403          303            403          403
GET  mergers.new                  303  403          403          403          200            403          403
POST mergers.create               401  403          403          403          303            403          403
POST mergers.create, nowhere      401  403          403          403          404            403          403
GET  zone_places.new              303  403          403          403          200            403          403
POST zone_places.create           401  403          403          403          303            403          403
GET  zone_places.edit             303  403          403          403          200            403          403
POST zone_places.update           401  403          403          403          303            403          403
GET  slips.index                  303  403          403          403          200            403          403
POST slips.create                 401  403          403          403          200            403          403
"""


class Row(NamedTuple):
    """`answers` are by who asks, and then by where."""

    method: str
    endpoint: str
    case: str
    answers: dict[str, tuple[int, ...]]

    @property
    def key(self) -> str:
        return f"{self.endpoint}{self.case and ', '}{self.case}"

    def __str__(self) -> str:
        return f"{self.method} {self.key}"


def read_table(table: str) -> list[Row]:
    lines = [line for line in table.splitlines() if line.strip()]
    assert tuple(lines[0].split()) == ROLES
    return [read_row(line) for line in lines[1:]]


def read_row(line: str) -> Row:
    method, rest = line.split(maxsplit=1)
    key, *cells = re.split(r" {2,}", rest.strip())
    assert len(cells) == len(ROLES), f"{len(cells)} cells: {line}"
    endpoint, _, case = key.partition(", ")
    return Row(method, endpoint, case, {role: read_cell(cell) for role, cell in zip(ROLES, cells, strict=True)})


def read_cell(cell: str) -> tuple[int, ...]:
    codes = tuple(int(code) for code in cell.split())
    return codes if len(codes) == len(PLACES) else codes * len(PLACES)
