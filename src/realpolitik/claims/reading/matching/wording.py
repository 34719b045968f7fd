"""A statement in words again: what the reader understood, so that a person can see whether it is right."""

from __future__ import annotations

from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.things import called
from realpolitik.wording.dates import from_to
from realpolitik.wording.numbers import quantity

_OPEN = {
    "rank-supplier": "{b} among the suppliers of {a}{of}",
    "rank-buyer": "{b} among the customers of {a}{of}",
    "rank-partner": "{b} among the trading partners of {a}",
    "balance": "balance of the trade of {a} with {b}",
    "ballot": "vote of {a}",
    "tally": "states that voted {phrase}",
    "military": "military spending of {a}",
    "military-gdp": "military spending of {a} as a share of its output",
    "military-rank": "{a} by military spending, among all states",
    "settlement": "share of the trade of {a} paid in yuan or national currencies",
    "saving": "{a} saved on oil from {b}",
    "discount": "the discount on oil of {b} for {a}",
    "cheaper": "oil of {b} costs {a} less than that of others",
    "trade-gdp": "trade with {b} over the output of {a}",
    "asymmetry": "{a} depends on {b} far more than {b} on {a}",
    "unequal": "inequality between {a} and {b}",
    "salience": "what {a} and {b} matter to each other's trade",
    "concentration": "concentration of the trade of {a}",
    "encounter": "a meeting or a call of leaders or ministers of {a} and {b}",
    "accord": "an agreement or a statement signed by {a} and {b}",
    "visits": "visits of a leader of {a} to {b}",
    "accords": "agreements that {a} and {b} signed",
    "listings": "persons, firms or ships that {a} put on its list over {b}",
    "coalition": "states that took part with {a} in sanctions against {b}",
    "packages": "packages of sanctions of {a} against {b}",
    "ban": "a ban of {a} on {what} of {b}",
    "arms-supply": "arms that {a} gave {b}",
    "arms-world": "share of {a} in the arms trade of the world",
    "arms-orders": "arms that {a} ordered or had from {b}, by the piece or by price",
    "arms-rank": "{b} in the arms trade of {a}",
    "arms-world-rank": "{a} in the arms trade of the world",
    "arms-change": "arms trade of {a}",
    "member": "{a} belongs to {phrase}",
    "chair": "{a} holds the presidency of {phrase}",
    "entry": "{a} {phrase}",
    "summit": "a summit of {a}",
    "tariff": "a tariff that {a} announced or laid on {laid_on} of {b}",
    "controls": "controls of {a} on what it exports",
    "step": "{a} {phrase} {b}",
    "expelled": "diplomats of {b} that {a} expelled",
    "exercise": "a joint exercise or patrol of {a} and {b}",
    "exercises": "joint exercises and patrols of {a} and {b}",
    "arms-approved": "arms for {b} whose sale {a} approved",
    "arms-buyer": "share of {b} in the arms exports of {a}",
    "settlement-other": "share of the trade of {a} paid in dollars, euros or money of third states",
    "military-group": "military spending of {a} together",
    "military-world": "share of {a} in the military spending of the world",
    "stance": "{a} {phrase} what {b} does",
    "words": "what {a} said{on}: “{phrase}”",
    "joint-words": "what {a} and {b} said together: “{phrase}”",
    "forum": "a forum or a session of a commission of {a} and {b}",
    "negotiation": "negotiations of {a} and {b} on an agreement",
    "agreed": "what {a} and {b} agreed on",
    "ally": "{a} is called a friend, an ally or a rival of {b}",
    "project": "a project that {a} and {b} built together",
    "investments": "firms or projects of {a} in {b}",
    "investor-rank": "{a} among the investors in {b}",
    "people": "people of {a} who travel to, or live in, {b}",
    "trips": "trips of people between {a} and {b}",
    "sponsor": "a text that {who} put to the vote",
    "goods-share": "share of {goods} in the exports of {a} to {b}",
    "market-share": "share of {a} in a market of {b}",
    "world-exports": "exports{of} of {a} to all others",
    "world-imports": "imports{of} of {a} from all others",
    "world-trade": "trade of {a} with all others",
    "world-balance": "balance of the trade of {a} with all others",
    "output": "production{of} of {a}",
    "use": "use{of} in {a}",
    "revenue": "what {a} earns by exports{of}",
    "goods-part": "share of {goods} in a flow of {a}",
    "world-share": "share of {a} in what the world trades or makes{of}",
    "world-exporter": "{a} among the exporters{of} of the world",
    "world-importer": "{a} among the importers{of} of the world",
    "import-share": "share of {b} in the imports{of} of {a}",
    "export-share": "share of {b} in the exports{of} of {a}",
    "trade-share": "share of {b} in the trade of {a}",
    "reliance": "reliance of {a} on {b}",
    "group-imports": "imports of {goods} by {a} from {b}",
    "exports": "exports{of} from {a} to {b}",
    "trade": "trade of {a} and {b}",
    "meetings": "meetings of the leaders of {a} and {b}",
    "phrase": "the phrase “{phrase}” between {a} and {b}",
    "sanctions": "sanctions of {a} against {b}",
    "sanctions-joined": "states that joined sanctions against {a}",
    "alliance": "a pledge of defence between {a} and {b}",
    "rigidity": "a rigid pledge between {a} and {b}",
    "at-the-top": "{a} is at the top of the hierarchy of states",
    "more-equal": "{a} and {b} vote for an order in which power is more equal",
    "neutrality": "{a} is neutral in its votes on the war",
    "plan": "a peace plan of {a}",
    "votes": "how often {a} and {b} vote alike",
    "order": "{a} and {b} stand together, apart from the United States",
    "interests": "{a} and {b} have interests in common",
    "differ": "{a} and {b} have interests that differ",
    "many-centres": "{a} and {b} speak of a world of several centres",
    "access": "{a} has reason to fear for its Western markets over {b}",
    "dictate": "{a} can dictate to {b} how the war ends",
    "leverage": "leverage of {a} over {b}",
    "losses": "{b} would lose far more than {a} without their trade",
    "client": "{b} is a client of {a}",
    "preference": "{a} likes a stalemate best",
    "no-defeat": "{a} does not want Russia defeated",
    "fears-escalation": "{a} fears nuclear escalation most",
}
_TESTS = {
    "near": ": {value}{at}",
    "at_least": ": {value} or more{at}",
    "at_most": ": {value} or less{at}",
    "record": ": the highest {far}{at}",
    "lowest": ": the lowest {far}{at}",
    "rises": ": a rise{by}{at}",
    "falls": ": a fall{by}{at}",
    "grows": ": growth of {value}{at}",
    "shrinks": ": a fall of {value}{at}",
    "top": ": the largest{at}",
    "used": ": used{at}",
    "absent": ": not used{since}",
    "exists": "{at}",
    "lacks": ": no{at}",
}


_ALONE = {
    "stance": "neutrality of {a} by its own account",
    "accord": "an agreement or a statement of {a}",
    "encounter": "a meeting of {a}",
    "arms-orders": "arms that {a} ordered, by the piece or by price",
}
"""How a statement is said that is of one state alone."""


def says(one: Statement) -> str:
    """The statement in a sentence.

    Examples
    --------
    >>> says(Statement(sentence=0, relation="trade", states=("CHN", "RUS"), test="near", value=240e9, unit="USD", period="2023"))
    'Trade of China and Russia: $240.0 bn, 2023.'
    """
    a, b = (*map(name_of, one.states), "", "")[:2]
    goods = called(one.goods)
    head = (_ALONE.get(one.relation) if not b else None) or _OPEN[one.relation]
    head = head.format(
        a=a,
        b=b,
        goods=goods,
        of=f" of {goods}" if goods else "",
        what=goods or "goods or investment",
        laid_on=goods or "goods",
        phrase=one.phrase.replace("-", " "),
        on=f" to or of {b}" if b else "",
        who=f"{a} and {b}" if b else a,
    )
    if one.relation == "ballot":
        return _vote(one, a)
    if one.relation == "tally" and one.value is None:
        return f"A text put to the vote was {one.phrase}{_on(one.period)}."
    unit = "" if one.unit == "place" else one.unit
    value = quantity(one.value, unit) if one.value is not None else ""
    if one.unit == "place":
        value = f"number {one.value or 0:.0f}"
    tail = _TESTS[str(one.test)].format(
        value=value or "next to nothing",
        by=f" of {value}{'' if one.unit not in ('', 'share', 'growth', 'points') else ' or more'}"
        if value
        else "",
        at=_at(one.period),
        far=f"since {one.since[:4]}" if one.since else "so far",
        since=f" since {one.period.rstrip('.')}" if one.period else " any more",
    )
    against = (
        (
            ", on the same part of the year before"
            if one.years == 1
            else f", on the same months {one.years} years before"
        )
        if one.part and one.test in ("grows", "shrinks", "rises", "falls")
        else ""
    )
    text = f"{head}{tail}{against}{f' ({one.currency})' if one.currency else ''}."
    return text[0].upper() + text[1:]


def _vote(one: Statement, who: str) -> str:
    words = {"yes": "voted in favour", "no": "voted against", "abstain": "abstained"}[one.phrase]
    if one.test == "lacks":
        words = {"yes": "did not vote in favour", "no": "did not vote against", "abstain": "did not abstain"}[
            one.phrase
        ]
    text = f"{who} {words}{_on(one.period) or ', on a text not named'}."
    return text[0].upper() + text[1:]


def _on(period: str) -> str:
    return _at(period).replace(", ", " on " if len(period) == len("2024-02-24") else " in ")


def _at(period: str) -> str:
    return f", {from_to(period)}" if period and not period.startswith("..") else ""
