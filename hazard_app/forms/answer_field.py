"""One item of a checklist as one compound field: several inputs in, one Answer out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from hazard_app.forms.file_fields import MOST_MEMOS, MOST_PHOTOS, TOO_MANY_MEMOS, CompoundField
from hazard_app.forms.validators import LONGEST_NOTE, PERSONAL, too_long
from hazard_app.forms.whereabouts import wrongs_of
from hazard_app.rules.answers import ONLY, UNANSWERED, Answer
from hazard_app.rules.personal_data import looks_personal
from hazard_app.rules.terms import Severity, Verdict
from hazard_app.rules.whereabouts import Whereabouts

VERDICTS = {verdict.value: verdict for verdict in Verdict}
SEVERITIES = {severity.value: severity for severity in Severity}
GONE = {"yes": True, "no": False}
PARTS = ("note", "building", "room", "photos", "after_photos", "memos", "severity", "spot", "gone")


class AnswerField(CompoundField):
    """`data` is an Answer. `number` is what people call the item; `rest` says it may be answered by one touch."""

    empty = UNANSWERED

    def __init__(self, *, code: str, number: str, photo_required: bool, rest: int | None, **kwargs: Any) -> None:
        super().__init__(number, **kwargs)
        self.code = self.stem = code
        self.number, self.photo_required, self.rest = number, photo_required, rest

    def read(self, given: MultiDict[str, str]) -> Answer:
        code = self.code
        verdict = self.word(VERDICTS, given.get(code, ""))
        if verdict is None:
            by_rest = self.rest is not None and str(self.rest) in given.getlist("rest")
            return Answer(verdict=Verdict.PASS, by_rest=True) if by_rest else UNANSWERED
        if verdict is Verdict.FAIL:
            return self.failed(given)
        gone = GONE.get(given.get(f"{code}-gone", "")) if verdict is Verdict.PASS else None
        if gone is None:
            return ONLY[verdict]
        return Answer(verdict=verdict, gone=gone, after_photos=self.hashes(given, "after_photos") if gone else ())

    def failed(self, given: MultiDict[str, str]) -> Answer:
        spot = given.get(f"{self.code}-spot") == "yes"
        return Answer(
            verdict=Verdict.FAIL,
            note=self.text(given, "note"),
            building=self.text(given, "building"),
            room=self.text(given, "room"),
            photos=self.hashes(given, "photos"),
            after_photos=self.hashes(given, "after_photos") if spot else (),
            severity=self.word(SEVERITIES, given.get(f"{self.code}-severity", "")),
            fixed_on_spot=spot,
            memos=self.hashes(given, "memos"),
        )

    def word(self, words: Mapping[str, Any], text: str) -> Any:
        if text and text not in words:
            self.process_errors.append(_l("This choice is not on offer."))
        return words.get(text)

    def validate(self, form: Any, _extra: Sequence[Any] = ()) -> bool:
        answer: Answer = self.data
        plain = answer is ONLY.get(answer.verdict) and answer.verdict is not Verdict.FAIL
        self.errors = [*self.process_errors, *(() if plain else self.wrongs(form))]
        return not self.errors

    def wrongs(self, form: Any) -> list[Any]:
        answer = self.data
        wrongs: list[Any] = []
        if len(answer.note) > LONGEST_NOTE:
            wrongs.append(too_long(len(answer.note), LONGEST_NOTE))
        elif answer.note and form["personal"].data != "ok" and (kind := looks_personal(answer.note)):
            wrongs.append(PERSONAL[kind])
        if answer.building or answer.room:
            wrongs += wrongs_of(Whereabouts(answer.building, answer.room), asks=form["personal"].data != "ok")
        wrongs += self.too_many(answer)
        if self.photo_required and answer.verdict is Verdict.FAIL and not answer.photos:
            wrongs.append(_l("Item %(item)s needs a photo.", item=self.number))
        if answer.fixed_on_spot and not answer.after_photos:
            wrongs.append(_l("Item %(item)s was fixed on the spot: add a photo after the fix.", item=self.number))
        if self.photo_required and answer.gone and not answer.after_photos:
            wrongs.append(_l("Item %(item)s is gone: add a photo of today.", item=self.number))
        return wrongs

    def too_many(self, answer: Answer) -> Iterator[Any]:
        if max(len(answer.photos), len(answer.after_photos)) > MOST_PHOTOS:
            yield _l("Item %(item)s has more than %(most)s photos.", item=self.number, most=MOST_PHOTOS)
        if len(answer.memos) > MOST_MEMOS:
            yield TOO_MANY_MEMOS


def names_of(code: str) -> frozenset[str]:
    """Every name that an item may submit."""
    return frozenset({code, *(f"{code}-{part}" for part in PARTS)})
