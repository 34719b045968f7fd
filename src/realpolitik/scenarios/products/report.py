"""An embargo by product as a finding: what cannot be replaced, what it costs either side, who sells instead, who gains."""

from __future__ import annotations

from typing import Any

import numpy as np

from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.scenarios import assumptions
from realpolitik.scenarios.products.embargo import Outcome
from realpolitik.scenarios.products.lists import words_of
from realpolitik.scenarios.products.question import Question, about, state_words
from realpolitik.store import Store
from realpolitik.wording.numbers import figure, number_of, percent, ranged
from realpolitik.wording.sentences import opening

METHOD = Method(
    definition="Every product is a market of its own: buyers choose among sellers by their prices, sellers supply more at a higher price, "
    "and what the named sellers sold to the buyers is closed. Losses are of buyers' and sellers' surplus, lost shares of quantities at old prices. "
    "Power with access denied is the buyers' loss if no other price moved.",
    formula="P_n^-theta = sum_i s_in (k_in p_i)^-theta; X_i p_i^(1+psi) = sum_n s_in (k_in p_i / P_n)^-theta E_n P_n^(1-eps); loss = "
    "E (P^(1-eps) - 1) / (1 - eps), at eps = 1 E ln P; power = -E ln(1 - omega) / theta",
    reference="Armington (1969), IMF Staff Papers 16, doi 10.2307/3866403; closed form after Clayton, Maggiori and Schreger (2025), doi "
    "10.3386/w33309; criteria of dependence after Lefebvre and Wibaux (2024), CEPII Policy Brief 47",
)
RANGE = "each set of elasticities, and the elasticity of supply and of demand, changed alone"
NAMED = 3
"""So many products are named in a sentence."""


def finding(outcome: Outcome) -> Finding:
    """The embargo as one figure, the buyers' loss a year in the long run, with a row for each product."""
    question, central = outcome.question, outcome.long[0]
    totals = np.array([one.buyer.sum() for one in outcome.long])
    source = " ".join([*question.trade().source_ids, *_set_sources()])
    year = str(question.year)
    return Finding(
        name="products.embargo",
        about=tuple(code for side in (question.buyers, question.sellers) if len(side) == 1 for code in side),
        period=Period(start=year, end=year, freq="A"),
        value=float(totals[0]),
        unit="USD",
        says=_says(outcome, totals),
        rows=tuple(rows(outcome, source)),
        sources=Store().sources(dict.fromkeys(source.split())),
        method=METHOD,
        interval=Interval(low=float(totals.min()), high=float(totals.max()), kind=RANGE, basis="assumptions"),
        caveats=_caveats(outcome, central.lost),
        options={
            "buyer": question.buyer,
            "seller": question.seller,
            "list": question.products.name,
            "year": year,
        },
        chart="bars",
    )


def rows(outcome: Outcome, source: str) -> list[dict[str, Any]]:
    """One row a product that is cut, the largest loss first."""
    question, long, short = outcome.question, outcome.long, outcome.short
    losses = np.array([one.buyer for one in long])
    lost = np.array([one.lost for one in long])
    found = []
    for at in np.argsort(-losses[0], kind="stable"):
        if outcome.from_sellers[at] <= 0:
            continue
        one: dict[str, Any] = {
            "period": str(question.year),
            "series": f"{question.buyer} without {question.seller}",
            "label": product_words(outcome.products[at]),
            "product_code": outcome.products[at],
            "value": float(losses[0, at]),
            "low": float(losses[:, at].min()),
            "high": float(losses[:, at].max()),
            "bought_usd": float(outcome.bought[at]),
            "from_seller_usd": float(outcome.from_sellers[at]),
            "seller_share": float(outcome.share[at]),
            "lost_share": float(lost[0, at]),
            "lost_low": float(lost[:, at].min()),
            "lost_high": float(lost[:, at].max()),
            "price_change": _number(long[0].price[at]),
            "first_year_lost": float(short[0].lost[at]),
            "first_year_price_change": _number(short[0].price[at]),
            "irreplaceable": bool(outcome.irreplaceable[at]),
            "power_usd": float(outcome.power[at]),
            "seller_loss_usd": float(long[0].seller[at]),
            "instead": " ".join(outcome.instead[at]),
            "elsewhere": " ".join(outcome.elsewhere[at]),
            "source": source,
        }
        if (rule := outcome.criteria) is not None:
            one |= {
                "geodep_dependent": bool(rule.dependent[at]),
                "import_concentration": _number(rule.imports[at]),
                "world_concentration": _number(rule.world[at]),
                "imports_over_exports": _number(rule.ratio[at]),
            }
        found.append(one)
    return found


def sides(outcome: Outcome) -> list[dict[str, Any]]:
    """States by what they gain or lose in dollars, those named first, then others from gain to loss."""
    question = outcome.question
    found = []
    for code, value in outcome.states.items():
        side = "buyer" if code in question.buyers else "seller" if code in question.sellers else "other"
        found.append({"state": code, "label": state_words(code), "side": side, "value_usd": value})
    order = {"buyer": 0, "seller": 1, "other": 2}
    return sorted(
        found,
        key=lambda row: (
            order[row["side"]],
            -row["value_usd"] if row["side"] == "other" else row["value_usd"],
        ),
    )


def product_words(code: str) -> str:
    """A code in words where it is known, or itself.

    Examples
    --------
    >>> product_words("270900"), product_words("854231")
    ('crude oil', 'HS 854231')
    """
    return words_of().get(code, f"HS {code}")


def _says(outcome: Outcome, totals: np.ndarray) -> str:
    question = outcome.question
    buyer, seller = question.buyer_words, question.seller_words
    whole = float(outcome.from_sellers.sum())
    lead = (
        f"{opening(buyer)} bought {figure(whole, 'USD')} of {_list_words(question)} from {seller} in {question.year}; without them it would "
        f"lose {ranged(float(totals[0]), float(totals.min()), float(totals.max()), 'USD')} a year in the long run, and {seller} "
        f"{figure(float(outcome.long[0].seller.sum()), 'USD')}."
    )
    return f"{lead} {_irreplaceable(outcome, buyer)} {_first_year(outcome)}".strip()


def _list_words(question: Question) -> str:
    wanted = question.products
    if not wanted.codes:
        return "all products" if question.from_store else "raw materials"
    return wanted.words


def _irreplaceable(outcome: Outcome, buyer: str) -> str:
    """What cannot be replaced, the largest purchases first."""
    cut = outcome.from_sellers > 0
    large = outcome.bought >= about()["small"] * outcome.bought.sum()
    at = np.flatnonzero(outcome.irreplaceable & cut)
    count = int(cut.sum())
    tenth = f"{about()['lost']:.0%}".replace("%", " %")
    if not at.size:
        return (
            f"Of none of the {number_of(count, 'products')} cut would {tenth} or more stay lost."
            if count > 1
            else f"Less than {tenth} of it would stay lost."
        )
    order = at[np.argsort(-outcome.long[0].buyer[at], kind="stable")]
    shown = [one for one in order if large[one]][:NAMED] or list(order[:NAMED])
    told = [_gone(outcome, int(one)) for one in shown]
    lead = (
        f"It could not replace {at.size} of {number_of(count, 'products')} cut, of which {tenth} or more would stay lost"
        if count > 1
        else "It could not replace it"
    )
    most = "; most of all " if at.size > len(shown) else ": "
    return f"{lead}{most}{_and(told)}."


def _gone(outcome: Outcome, at: int) -> str:
    """A product with what stays lost of it, and who sells it then."""
    lost = f"{product_words(outcome.products[at])} ({percent(float(outcome.long[0].lost[at]))} lost"
    if outcome.instead[at]:
        return f"{lost}, then bought from {_and(list(map(state_words, outcome.instead[at][:2])))})"
    if outcome.elsewhere[at]:
        return f"{lost}, with no other seller before; {state_words(outcome.elsewhere[at][0])} sells most of it to others)"
    return f"{lost}, and nobody else sells it)"


def _first_year(outcome: Outcome) -> str:
    """The largest shortage of the first year among products that weigh."""
    weighs = (outcome.from_sellers > 0) & (outcome.bought >= about()["small"] * outcome.bought.sum())
    if not weighs.any():
        return ""
    short = outcome.short[0]
    at = int(np.argmax(np.where(weighs, short.lost, -1.0)))
    if short.lost[at] < 0.01:
        return ""
    told = f"In the first year {percent(float(short.lost[at]))} of its {product_words(outcome.products[at])} would be missing"
    change = short.price[at]
    if np.isnan(change):
        return f"{told}."
    return f"{told}, at prices {_change(float(change))}."


def _change(change: float) -> str:
    if change >= 1:
        return f"{change + 1:.1f} times as high" if change < 9 else "more than ten times as high"
    return f"{percent(change)} higher" if change >= 0.005 else "that hardly move"


def _caveats(outcome: Outcome, lost: np.ndarray) -> tuple[str, ...]:
    question = outcome.question
    cases = outcome.assumed["long"]
    told = [
        f"Central case: {cases[0].label} in the long run, {outcome.assumed['short'][0].label} in the first year, with trade half as elastic.",
        (
            "What a state makes at home is in no trade statistics: one that could make a product itself loses less. Goods that reach it through "
            "third states count as theirs."
        ),
        "Who sold nothing of a product to the buyers before does not begin to: `elsewhere` names who sells it most to others.",
        "A flow without a report counts as none: some are known to be traded and not reported, such as pipeline gas and crude of some states.",
        "What is no longer sold to the buyers is sold elsewhere at lower prices, or not produced; nobody strikes back in other goods.",
    ]
    if missing := question.products.missing(outcome.products):
        told.append(
            f"{len(missing)} codes of the list are not traded in these figures: {', '.join(missing[:8])}{' …' if len(missing) > 8 else ''}."
        )
    if question.products.shortened:
        told.append(
            f"{question.products.shortened} codes of eight or ten digits count by their first six: more than the list names."
        )
    if question.products.note:
        told.append(question.products.note)
    if question.products.source:
        told.append(f"List: {question.products.source}.")
    if outcome.criteria is None:
        told.append("GeoDep's criteria need the two years before, which are not on record.")
    return tuple(told)


def _set_sources() -> list[str]:
    sets = assumptions.about()["sets"]
    return [sets[one]["source"] for one in about()["sets"] if "source" in sets[one]]


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None
