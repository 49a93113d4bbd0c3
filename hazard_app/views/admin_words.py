"""The words of administration, for every template."""

from flask import Flask

from hazard_app.forms.import_words import column_words, posting_words, value_words, why


def init_app(app: Flask) -> None:
    words = {"column_words": column_words, "value_words": value_words, "posting_words": posting_words}
    app.jinja_env.globals.update(words, fault_words=why)
