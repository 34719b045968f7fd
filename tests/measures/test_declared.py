"""What the measures declare before anything is run: constants, defaults, kinds of records. To change one is to change it here too."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from pathlib import Path

from realpolitik.measures.options import Bounds
from realpolitik.measures.registry import measures

ROOMS = [
    "measures",
    "measures.alliances",
    "measures.dependence",
    "measures.diplomacy",
    "measures.energy",
    "measures.events",
    "measures.power",
    "measures.registering",
    "measures.sanctions",
    "measures.security",
    "measures.society",
    "measures.trade",
    "measures.votes",
    "measures.words",
]
_spec = importlib.util.spec_from_file_location("declared", Path(__file__).parents[1] / "declared.py")
declared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(declared)

CONSTANTS = {
    "measures.options.LONGEST": 1000,
    "measures.alliances.affinity.LAST_DISPUTES": 2010,
    "measures.alliances.affinity.LAST_RIVALRY": 2020,
    "measures.alliances.held.LAST_CODED": 2018,
    "measures.alliances.parted.AFTER": 9,
    "measures.alliances.parted.LAST": 2018,
    "measures.alliances.parted.FEW": 0.125,
    "measures.alliances.survival.DRAWS": 500,
    "measures.alliances.survival.SEED": 1950,
    "measures.alliances.survival.FIRST": 1816,
    "measures.alliances.survival.LAST": 2018,
    "measures.dependence.offices.APART": 0.02,
    "measures.dependence.offices.LATELY": 6,
    "measures.dependence.shares.CARRIED": 3,
    "measures.diplomacy.meetings.YEAR": 365.25,
    "measures.energy.arcs.LEAST": 1.0,
    "measures.energy.arcs.SEA": 0,
    "measures.energy.arcs.PIPE": 1,
    "measures.energy.contract.PER_THOUSAND": 35.3,
    "measures.energy.crude.LAGS": (0, 1, 2),
    "measures.energy.norm.FEWEST": 5,
    "measures.energy.redirected.SHOWN": 1.0,
    "measures.energy.redirected.NAMED": 3,
    "measures.energy.stranded.BARRELS": 7.3,
    "measures.energy.stranded.QUIET": 0.79,
    "measures.energy.stranded.DEAREST": 3.6191889397586,
    "measures.energy.tried.LARGE": 5.0,
    "measures.energy.tried.LEAST": 0.5,
    "measures.events.balance.HELD": 6,
    "measures.events.balance.HALF": 1.959963984540054,
    "measures.events.breaks.FEWEST": 8,
    "measures.events.breaks.STRONG": 2.302585092994046,
    "measures.events.reported.CONFLICT": (3, 4),
    "measures.power.membership.YEAR": 365.25,
    "measures.power.polarity.THRESHOLDS": (
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.45,
        0.5,
        0.55,
        0.6,
        0.65,
        0.7,
        0.75,
        0.8,
        0.85,
        0.9,
        0.95,
        1.0,
    ),
    "measures.power.world_order.DECADE": 10,
    "measures.power.world_order.AFTER": 1992,
    "measures.registering.blocs.LEAST": 0.99,
    "measures.registering.marks.MOST": 3,
    "measures.registering.marks.LISTED": 4,
    "measures.sanctions.timeline.FEWEST": 8,
    "measures.sanctions.united_nations.NEWEST": 2026,
    "measures.security.arms.SPAN": 5,
    "measures.security.arms.PAUSE": 5,
    "measures.security.embargoes.NOW": 2026,
    "measures.security.exercises.RECENT": 5,
    "measures.security.stages.SINCE": 1992,
    "measures.security.stages.ARMS_SPAN": 5,
    "measures.security.stages.REGULAR": 3,
    "measures.trade.chapters.CHAPTER": 2,
    "measures.trade.chapters.MOST": 5,
    "measures.trade.chapters.NAMED": 2,
    "measures.trade.chapters.LIGHT": 1000.0,
    "measures.trade.columns.CARRIED": 3,
    "measures.trade.concentration.DECIMALS": 12,
    "measures.trade.concentration.COVERED": 0.8,
    "measures.trade.counterfactual.FEWEST_DONORS": 10,
    "measures.trade.diversion.BEFORE": 6,
    "measures.trade.diversion.FALSE": (4, 2),
    "measures.trade.ends.APART": 0.1,
    "measures.trade.estimates.FACTOR": 2.0,
    "measures.trade.estimates.SMALL": 100000000.0,
    "measures.trade.materials.MOST": 3,
    "measures.trade.materials.LIGHT": 1000.0,
    "measures.trade.panel.COVERED": 0.95,
    "measures.trade.part_years.ROUNDED": 0.005,
    "measures.trade.products.CHAPTER": 2,
    "measures.trade.ranks.SPREAD": 0.1,
    "measures.trade.ranks.WHOLE": 0.9,
    "measures.trade.reconcile.CIF": 0.06,
    "measures.trade.reconcile.CIF_RANGE": (0.0, 0.1),
    "measures.trade.reconcile.FEWEST_FLOWS": 30,
    "measures.trade.reconcile.FEWEST_OWN": 5,
    "measures.trade.reconcile.FLOOR": 0.01,
    "measures.trade.reconcile.TEN_PERCENT": 1.6448536269514722,
    "measures.trade.regimes.FEWEST": 12,
    "measures.trade.regimes.HELD": 3,
    "measures.trade.regimes.SPREAD": 3,
    "measures.trade.splice.FEWEST": 3,
    "measures.trade.splice.SPREAD": 0.25,
    "measures.trade.unlisted.BILLION": 1e9,
    "measures.trade.unlisted.SUFFERS": 0.01,
    "measures.votes.ballots.AWAY": 3,
    "measures.votes.ballots.FEWEST": 10,
    "measures.votes.blocs.LEVELS": 3,
    "measures.votes.blocs.STEPS": 80,
    "measures.votes.blocs.SCALED": 8,
    "measures.votes.blocs.CHUNK": 50,
    "measures.votes.change.CHANCE": 0.1,
    "measures.votes.counts.ROUNDED": 12,
    "measures.votes.counts.MOST_DRAWS": 20000,
    "measures.votes.estimates.FIRST_SESSION": 1945,
    "measures.votes.estimates.NORMAL_90": 1.6449,
    "measures.votes.issues.FEWEST_OF_ISSUE": 5,
    "measures.votes.pair.FEWEST_CLUSTERS": 5,
    "measures.votes.war_votes.FEWEST": 5,
    "measures.words.corpus.LARGEST": 33554432,
    "measures.words.corpus_index.VERSION": 2,
    "measures.words.corpus_index.HELD": 4000000,
    "measures.words.corpus_index.MAPPED": 2147418112,
    "measures.words.debate.PER": 10000,
    "measures.words.debate.STRONG": 2.302585092994046,
    "measures.words.silence.FEW": 0.1,
    "measures.words.tracking.PER": 10000,
    "measures.words.tracking.STRONG": 2.302585092994046,
    "measures.words.tracking.LEAST": 5,
}
DEFAULTS = {
    "measures.registry.measure": {"states": 2, "near": False, "blocs": False},
    "measures.Bounds": {"open": False, "whole": False},
    "measures.Names": {"several": False},
    "measures.Measure": {"near": False, "blocs": False},
    "measures.alliances.survival.commitment": {"years": 20, "since": 1816, "most": 0},
    "measures.alliances.survival.ideology": {"years": 20, "since": 1816, "most": 0},
    "measures.dependence.hirschman.hirschman_effects": {"elasticity": 5.0},
    "measures.diplomacy.meeting_rates.expected": {"level": 0.8},
    "measures.diplomacy.meetings.poisson_interval": {"level": 0.95},
    "measures.energy.contract.contract": {"back": 9},
    "measures.energy.crude.unit_values": {"barrels_per_tonne": 7.3},
    "measures.energy.discount.price": {"lag": 1, "barrels_per_tonne": 7.3},
    "measures.energy.discount.saving_of": {"lag": 1, "barrels_per_tonne": 7.3},
    "measures.energy.redirected.answer": {"ranged": True},
    "measures.energy.redirected.redirected": {"base": 2021, "year": 2023},
    "measures.energy.stranded.stranded": {"base": 2021, "year": 2023, "freight_usd": 0.79},
    "measures.events.counts.pair_months": {"one_a_day": False},
    "measures.events.own.months_of_file": {"one_a_day": False},
    "measures.power.definitions.network_power": {"beta": 0.5},
    "measures.power.network.bonacich": {"relative": False},
    "measures.power.polarity.poles": {"threshold": 0.5},
    "measures.power.polarity.threshold_curve": {"threshold": 0.5},
    "measures.power.world_order.binomial_interval": {"level": 0.95},
    "measures.sanctions.cases.running": {"third": False},
    "measures.sanctions.in_force.standing": {"third": False},
    "measures.trade.never_arrived.never_arrived": {"share": 0.5, "base": 2019, "year": 2023},
    "measures.trade.part_years.part_of_year": {"first": 1, "last": 6},
    "measures.trade.partner_reports.reconciled": {"cif": 0.06},
    "measures.trade.partner_reports.reliability_measure": {"cif": 0.06},
    "measures.trade.partner_reports.from_partners": {"cif": 0.06},
    "measures.trade.price_part.price_part": {"base": 2021, "year": 2023},
    "measures.trade.reconcile.freight_rates": {"trimmed": 2.0},
    "measures.trade.reconcile.reconcile": {"cif": 0.06},
    "measures.trade.reconcile.reliability_of": {"cif": 0.06},
    "measures.trade.turnover._of_money": {"whole": True, "both": True},
    "measures.trade.Printed": {"off": 0.0},
    "measures.trade.Report": {"estimated": False, "doubted": False},
    "measures.votes.agreement.identical_share": {"seat": True, "draws": 2000},
    "measures.votes.agreement.kappa": {"power": 0, "seat": True, "draws": 2000},
    "measures.votes.agreement.similarity": {"seat": True, "draws": 2000},
    "measures.votes.ballots.ballots": {"seat": True},
    "measures.votes.blocs.blocs": {"seat": True, "draws": 100},
    "measures.votes.change.sides": {"fewest": 10},
    "measures.votes.change.change": {"years": 3, "seat": True, "draws": 2000},
    "measures.votes.columns.kappa": {"power": 0},
    "measures.votes.columns._index": {"seat": True},
    "measures.votes.council._did": {"noun": False},
    "measures.votes.counts.check_draws": {"fewest": 100},
    "measures.votes.counts.resampled": {"seed": 0},
    "measures.votes.counts.redrawn": {"seed": 0},
    "measures.votes.counts.permuted": {"seed": 0},
    "measures.votes.issues.issues": {"seat": True, "draws": 2000},
    "measures.votes.issues.roll_calls": {"seat": True},
    "measures.votes.joint.counts": {"seat": True},
    "measures.votes.leaning.leaning": {"years": 3, "seat": True, "draws": 500},
    "measures.votes.nearest.nearest": {"years": 3, "top": 15, "seat": True, "draws": 500},
    "measures.votes.neutrality.neutrality": {"draws": 2000},
    "measures.votes.pair.estimates": {"seed": 0},
    "measures.votes.similarity.joint_counts": {"levels": 3},
    "measures.votes.similarity.pair_counts": {"levels": 3},
    "measures.votes.similarity.signorino_ritter": {"power": 1},
    "measures.votes.similarity.cohen_kappa": {"power": 0},
    "measures.votes.similarity.scott_pi": {"power": 0},
    "measures.votes.similarity.benati_capurri": {"power": 1},
    "measures.votes.Asked": {"seat": True, "draws": 2000},
    "measures.words.Index.passages": {"around": 90},
    "measures.words.phrases.passage": {"around": 90},
    "measures.words.Track": {"straddling": 0},
}
TABLES = {
    "measures.options.TRUTH": {"yes": True, "true": True, "no": False, "false": False},
    "measures.alliances.portfolio.RANKS": {
        "defence": 3,
        "offence": 3,
        "neutrality": 2,
        "consultation": 2,
        "non-aggression": 1,
    },
    "measures.alliances.rigidity.PARTS": {"support": 1, "institution": 3, "unconditional": 1, "binding": 1},
    "measures.alliances.survival.SHARED": {
        1: "alliances between regimes of one kind",
        0: "alliances between different regimes",
    },
    "measures.diplomacy.meeting_rates.PANDEMIC": (date(2020, 3, 11), date(2022, 2, 3)),
    "measures.energy.crude.QUIET_FROM": date(2019, 1, 1),
    "measures.events.counts._ROOTS": ((1, 5), (6, 8), (9, 13), (14, 20)),
    "measures.events.counts._QUAD_WORDS": {
        "VERBAL COOPERATION": 1,
        "MATERIAL COOPERATION": 2,
        "VERBAL CONFLICT": 3,
        "MATERIAL CONFLICT": 4,
    },
    "measures.events.reported.CLASSES": {
        1: "verbal cooperation",
        2: "material cooperation",
        3: "verbal conflict",
        4: "material conflict",
    },
    "measures.sanctions.timeline.SINCE": date(2019, 1, 1),
    "measures.security.peace.LEVELS": {
        0.0: "severe rivalry",
        0.25: "lesser rivalry",
        0.5: "negative peace",
        0.75: "warm peace",
        1.0: "a security community",
    },
    "measures.trade.diversion.SMALLEST": {"total": 1e9, "crude-oil": 1e6},
    "measures.trade.regimes.FROM": date(2021, 1, 1),
    "measures.votes.change._LITTLE": 0.02,
    "measures.votes.distances._NAMED": 3,
    "measures.votes.ideal_points.UNLINKED": (
        2020,
        (
            "From 2020 on texts are held to repeat where nearly the same states vote alike on them, no titles being at hand; shifts of all states "
            "together rest on these links."
        ),
    ),
    "measures.votes.issues._CLEAR": 0.1,
    "measures.votes.leaning._LITTLE": 0.05,
    "measures.votes.on_record.SIGNS": {"yes": 1.0, "abstain": 0.0, "no": -1.0},
    "measures.votes.on_record._VOTED": {
        1.0: "voted in favour of",
        0.0: "abstained on",
        -1.0: "voted against",
    },
    "measures.votes.war_votes.PLACES": {"yes": 0.0, "abstain": 1.0, "absent": 1.0, "no": 2.0},
    "measures.alliances.groups.STANDS": timedelta(days=730),
    "measures.words.corpus._MONTH": timedelta(days=31),
    "measures.words.phrases.NEAR": {"en": 30, "ru": 30, "zh": 6},
    "measures.words.phrases._REACH": 300,
}
"""Days, spans, mappings and private names."""
BOUNDS = {
    "back": ["0 to 24"],
    "barrels_per_tonne": ["5 to 10"],
    "base": ["1995 to 2023", "2000 to 2020"],
    "beta": ["-0.5 to 0.5"],
    "cif": ["0 to 0.5"],
    "draws": ["100 to 20000", "20 to 20000"],
    "elasticity": ["1 to 50, without these"],
    "first": ["1 to 12"],
    "freight_usd": ["0.05 to 10"],
    "lag": ["0 to 2"],
    "last": ["1 to 12"],
    "level": ["0 to 1, without these"],
    "most": ["0 to 10000"],
    "power": ["0 to 2"],
    "share": ["0 to 1"],
    "since": ["1816 to 2018"],
    "threshold": ["0.01 to 1"],
    "top": ["0 to 300"],
    "year": ["1996 to 2024", "2001 to 2023"],
    "years": ["0 to 250", "1 to 150"],
}
"""What numbers an option may be, of all measures of the room that have it."""
NEAR = """
concentration.hhi dependence.export_share dependence.import_share dependence.interdependence dependence.salience dependence.symmetry
dependence.trade_gdp dependence.weak_link discount.price discount.saving events.weight mirror.gap products.chapters products.price_part
products.units products.values timeline.one_axis trade.balance trade.export_growth trade.exports trade.growth trade.materials
trade.part_of_year trade.partner_share trade.rank trade.regimes trade.turnover
"""
"""Measures that rows of their own states suffice for."""
BLOCS = """
dependence.export_share dependence.import_share dependence.interdependence dependence.salience dependence.symmetry sanctions.in_force
trade.balance trade.export_growth trade.exports trade.growth trade.partner_share trade.turnover votes.identical_share votes.kappa
votes.similarity
"""
"""Measures of which one side may be a group of states."""
LOOSE = {
    "measures.Help": "frozen slots equal",
    "measures.Choice": "frozen slots equal",
    "measures.Bounds": "frozen slots equal",
    "measures.StateName": "frozen slots equal",
    "measures.Parties": "frozen slots equal",
    "measures.States": "frozen slots equal",
    "measures.Pairs": "frozen slots equal",
    "measures.Names": "frozen slots equal",
    "measures.Column": "frozen slots equal",
    "measures.Words": "frozen slots equal",
    "measures.File": "frozen slots equal",
    "measures.Room": "frozen slots equal",
    "measures.diplomacy.Register": "frozen slots equal",
    "measures.energy.Cargoes": "frozen slots equal",
    "measures.energy.Gauge": "frozen slots equal",
    "measures.registering.Joined": "frozen slots equal",
    "measures.sanctions.Case": "frozen slots equal",
    "measures.security.Deliveries": "frozen slots equal",
    "measures.security.Judged": "frozen slots equal",
    "measures.trade.Chapter": "frozen slots equal",
    "measures.trade.Euros": "frozen slots equal",
    "measures.trade.Flow": "frozen slots equal",
    "measures.trade.Printed": "frozen slots equal",
    "measures.trade.Report": "frozen slots equal",
    "measures.trade.CentralReport": "frozen slots equal",
}
"""Records that can be changed, or whose fields may be given by place."""
UNEQUAL = ["measures.energy.Answer", "measures.energy.CrudeMarket"]
"""Records that are compared as objects."""
WITHHELD = {
    "measures.Names": ["known"],
    "measures.Measure": ["compute"],
    "measures.votes.Ballots": ["facts"],
}
"""Fields of records that are not printed, or not asked for."""


class TestMeasures(declared.Declared):
    packages = ROOMS
    constants = CONSTANTS
    defaults = DEFAULTS
    loose = LOOSE
    unequal = UNEQUAL
    withheld = WITHHELD
    how_many = 74

    def test_days_spans_and_mappings_are_those_that_figures_rest_on(self) -> None:
        assert self.found(declared.tables) == TABLES

    def test_an_option_takes_numbers_within_the_bounds_that_are_documented(self) -> None:
        found: dict[str, set[str]] = {}
        for one in own():
            for name, option in one.options.items():
                if isinstance(rule := option.rule, Bounds):
                    said = f"{rule.low:g} to {rule.high:g}{', without these' if rule.open else ''}"
                    found.setdefault(name, set()).add(said)
        assert {name: sorted(spans) for name, spans in sorted(found.items())} == BOUNDS

    def test_which_measures_need_their_states_alone_and_which_take_a_group(self) -> None:
        assert sorted(one.name for one in own() if one.near) == NEAR.split()
        assert sorted(one.name for one in own() if one.blocs) == BLOCS.split()


def own():
    """The measures of the room."""
    return [one for one in measures().values() if one.compute.__module__.startswith("realpolitik.measures.")]
