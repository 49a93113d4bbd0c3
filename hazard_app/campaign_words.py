"""What people call the fixed words of campaigns."""

from collections.abc import Mapping
from enum import Enum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hazard_app.rules.campaigns import CampaignKind, DaysWrong, Phase

CAMPAIGN_WORDS: Mapping[type[Enum], Mapping[Enum, LazyString]] = {
    CampaignKind: {
        CampaignKind.GATE: _l("Safe campus"),
        CampaignKind.TERM: _l("Start of term"),
        CampaignKind.EXAMS: _l("Entrance exams"),
        CampaignKind.DROWNING: _l("Drowning prevention"),
        CampaignKind.FLOOD: _l("Flood season"),
        CampaignKind.OTHER: _l("Other campaign"),
    },
    Phase: {
        Phase.RUNNING: _l("running"),
        Phase.COMING: _l("to come"),
        Phase.OVER: _l("over"),
        Phase.WITHDRAWN: _l("withdrawn"),
    },
    DaysWrong: {
        DaysWrong.BACKWARDS: _l("It would end before it begins."),
        DaysWrong.LONG: _l("A campaign lasts a year at most, 366 days."),
        DaysWrong.FAR: _l("Choose days within ten years of today."),
    },
}
