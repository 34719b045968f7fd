"""What claims, their readers and their judges declare before anything is run: constants, defaults, kinds of records. To change one is to change it here too."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import pytest

ROOMS = [
    "claims",
    "claims.evidence",
    "claims.reading",
    "claims.reading.forms",
    "claims.reading.lexicon",
    "claims.reading.matching",
    "claims.reading.meaning",
    "claims.reading.spotting",
    "claims.reading.structure",
    "claims.reading.text",
]
_spec = importlib.util.spec_from_file_location("declared", Path(__file__).parents[1] / "declared.py")
declared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(declared)

CONSTANTS = {
    "claims.scale.MOSTLY": 0.9,
    "claims.tally.TOLD": 4,
    "claims.evidence.data.LETTERS": 12,
    "claims.evidence.reference.MOST": 0.25,
    "claims.evidence.reference.FEWEST": 10,
    "claims.reading.check.MOST_STATEMENTS": 2000,
    "claims.reading.model_reader.BATCH": 20,
    "claims.reading.model_reader.LONGEST": 500000,
    "claims.reading.model_reader.SECONDS": 120.0,
    "claims.reading.model_reader.SURE": 0.6,
    "claims.reading.reader.GOODS_LAST": 4,
    "claims.reading.forms.periods.HOLDS": 8,
    "claims.reading.forms.topic.LASTS": 4,
    "claims.reading.matching.currencies.CONVERTED": 0.02,
    "claims.reading.matching.deeds_on_record.RECENT": 31,
    "claims.reading.matching.deeds_on_record.STAY": 5,
    "claims.reading.matching.deeds_on_record.SPAN": 4,
    "claims.reading.matching.deeds_on_record.OF_ARMS": 0.03,
    "claims.reading.matching.deeds_on_record.FAR_OFF": 0.1,
    "claims.reading.matching.matcher.OPEN": 0.3,
    "claims.reading.matching.matcher.OPEN_POINTS": 0.05,
    "claims.reading.matching.parts.OPEN": 0.3,
    "claims.reading.matching.parts.OF_GROWTH": 0.03,
    "claims.reading.matching.series.STALE": 500,
    "claims.reading.matching.series.NARROW": 0.05,
    "claims.reading.matching.shapes.ROUGH": 0.05,
    "claims.reading.matching.shapes.PLAIN": 0.01,
    "claims.reading.matching.shapes.POINTS": 0.01,
    "claims.reading.matching.shapes.ROUGH_POINTS": 0.03,
    "claims.reading.matching.shapes.ONE_OFFICE": 0.05,
    "claims.reading.matching.shapes.ONE_OFFICE_POINTS": 0.02,
    "claims.reading.matching.shapes.FRACTION": 0.03,
    "claims.reading.matching.shapes.ROUGH_FRACTION": 0.05,
    "claims.reading.matching.shapes.ONE_OFFICE_OF_SHARE": 0.3,
    "claims.reading.matching.shapes.OF_BURDEN": 0.1,
    "claims.reading.matching.shapes.OF_A_MULTIPLE": 0.05,
    "claims.reading.matching.shapes.NEXT_MULTIPLE": 0.5,
    "claims.reading.matching.shapes.VAGUE": 0.1,
    "claims.reading.matching.specials.BARRELS": 7.3,
    "claims.reading.matching.specials.SOLD_AT_ALL": 10000000.0,
    "claims.reading.matching.specials.FEW": 10,
    "claims.reading.matching.specials.GRADES": 0.05,
    "claims.reading.text.language.DISTINCT": 3,
    "claims.reading.matching.withheld.NEAR_YEAR": 0.1,
    "claims.reading.matching.withheld.RECONCILED": 1.5,
    "claims.reading.matching.withheld.SAID_BY_OFFICE": 0.2,
    "claims.reading.matching.withheld.UNREPORTED": 3.0,
    "claims.reading.matching.tempered.NEAR_MISS": 0.05,
    "claims.reading.matching.tempered.NEAR_MISS_POINTS": 0.03,
    "claims.reading.matching.tempered.GROWTH_MISS": 0.05,
    "claims.reading.matching.tempered.OTHER_COMPILERS": 0.35,
    "claims.reading.matching.tempered.OTHER_SIZE": 100.0,
    "claims.reading.matching.votes_on_record.OPENING": 6,
    "claims.reading.matching.votes_on_record.NEWS": 8,
    "claims.reading.meaning.ballots.MOST_BETWEEN": 2,
    "claims.reading.meaning.deed_times.LASTS": 8,
    "claims.reading.meaning.deeds.NEAR": 90,
    "claims.reading.meaning.deeds.LONGEST": 1990,
    "claims.reading.meaning.deeds.MOST": 8,
    "claims.reading.meaning.happenings.LASTS": 4,
    "claims.reading.meaning.levels.SMALL": 10000.0,
    "claims.reading.meaning.levels.MOST_YEARS": 8,
    "claims.reading.meaning.listings.FAR": 45,
    "claims.reading.meaning.periods.NEAR": 28,
    "claims.reading.meaning.spending.LASTS": 6,
    "claims.reading.meaning.standing.NEARLY_ALL": 0.9,
    "claims.reading.spotting.amounts.MULTIPLE": 0.2,
    "claims.reading.structure.clauses.LASTS": 5,
    "claims.reading.structure.context.SEVERAL": 2,
    "claims.reading.structure.grammar.GAP": 90,
    "claims.reading.structure.grammar.FEW": 3,
    "claims.reading.text.article.MOST_LETTERS": 700000,
    "claims.reading.text.article.LONGEST_HEADING": 120,
    "claims.reading.text.article.LONG_AGO": 10,
    "claims.reading.text.decode.LARGEST": 64000000,
    "claims.reading.text.decode.MOST_SIGNS": 4000000,
    "claims.reading.text.language.ENOUGH": 0.08,
    "claims.reading.text.language.SAMPLE": 40000,
    "claims.reading.text.language.FEW": 8,
    "claims.reading.text.pages.DEEPEST": 256,
    "claims.reading.text.paragraphs.SHORT_LINE": 60,
    "claims.reading.text.paragraphs.LONGEST_NOISE": 240,
    "claims.reading.text.pdf.MOST_PAGES": 500,
    "claims.reading.text.sentences.LONGEST": 1500,
}
DEFAULTS = {
    "claims.apply._of_one": {"near": False},
    "claims.scale.overturn_of": {"near": False},
    "claims.Weighed": {"near": False},
    "claims.Allowed": {"low": -math.inf, "high": math.inf, "strict": False},
    "claims.evidence.kinds.widened": {"change": False},
    "claims.evidence.Spread.around": {"change": False},
    "claims.evidence.Spread": {
        "level": 0.0,
        "change": 0.0,
        "complete": 1.0,
        "absolute": 0.0,
        "growth": False,
    },
    "claims.evidence.Reference": {"pairs": 0, "passed": 0, "rank": 0, "tied": 0, "stale": False},
    "claims.reading.ModelReader": {"seconds": 120.0},
    "claims.reading.forms.chains.chain": {"share": False, "after": False},
    "claims.reading.forms.periods.when": {"reach": 0},
    "claims.reading.forms.reading._of_said": {"reach": 0},
    "claims.reading.forms.Head": {"deficit": False},
    "claims.reading.forms.When": {"years": 1},
    "claims.reading.forms.Topic": {"age": 99, "aged": 99, "goods_age": 99, "shared_age": 99},
    "claims.reading.matching.deeds_on_record._window": {"days": 31},
    "claims.reading.matching.deeds_on_record._when": {"days": 31},
    "claims.reading.matching.matcher._short": {"most": 400},
    "claims.reading.meaning.stance.is_opinion": {"start": 0},
    "claims.reading.meaning.stance.is_prediction": {"start": 0},
    "claims.reading.meaning.Member": {"place": 0, "growth": 0.0},
    "claims.reading.meaning.Slot": {"number": -1},
    "claims.reading.meaning._Found": {"growth": -1, "falls": False, "first": -1},
    "claims.reading.spotting.Skeleton.numbers": {"start": 0},
    "claims.reading.spotting.Amount": {"about": False},
    "claims.reading.spotting.Time": {"years": 0},
    "claims.reading.structure.clauses._of_before": {"same": False},
    "claims.reading.structure.Market": {"age": 0},
    "claims.reading.structure.Context": {
        "voting": False,
        "voted": 99,
        "quiet": False,
        "goods_age": 0,
        "several": False,
        "currencies": False,
        "monthly": False,
        "military_age": 99,
        "age": 0,
        "headed": 99,
        "listing_age": 99,
    },
    "claims.reading.structure._Head": {"place": False},
}
LOOSE = {
    "claims._Remembered": "slots equal",
    "claims.reading.Report": "frozen named equal",
    "claims.reading.ModelReader": "slots equal",
    "claims.reading.forms.Topic": "slots equal",
    "claims.reading.matching.Rates": "slots equal",
    "claims.reading.matching.Series": "slots equal",
    "claims.reading.spotting.Skeleton": "slots equal",
    "claims.reading.structure.Context": "slots equal",
    "claims.reading.text.Page": "slots equal",
    "claims.reading.text.Turns": "slots equal",
}
"""Records that can be changed, or whose fields may be given by place."""
UNEQUAL = []
"""Records that are compared as objects."""
BY_PLACE = {}
"""Functions of which an argument cannot be given by its name."""


def of_all(read):
    """What is declared in all rooms, by room and name."""
    return {f"{room}.{name}": found for room in ROOMS for name, found in read(f"realpolitik.{room}").items()}


def test_constants_are_those_that_figures_and_sentences_rest_on():
    assert of_all(declared.constants) == CONSTANTS


def test_what_is_left_out_has_the_value_that_is_documented():
    assert of_all(declared.defaults) == DEFAULTS


@pytest.mark.parametrize("room", ROOMS)
def test_every_argument_can_be_given_by_its_name(room):
    assert declared.by_place_alone(f"realpolitik.{room}") == BY_PLACE.get(room, [])


def test_records_cannot_be_changed_and_are_made_by_names():
    found = of_all(declared.records)
    assert len(found) == 56
    assert {name: kind for name, kind in found.items() if not kind.startswith("frozen slots named")} == LOOSE
    assert sorted(name for name, kind in found.items() if not kind.endswith("equal")) == UNEQUAL
    assert of_all(declared.withheld) == {}
