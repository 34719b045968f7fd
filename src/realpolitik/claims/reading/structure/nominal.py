"""Changes and levels that stand as nouns, with the verb that they stand for: `saw a 5 % rise in exports to B` as `exports to B rose by 5 %`.

It is done before anything is read, so that every rule sees the verb. Words are in `nominal.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.moments import MONTHS
from realpolitik.claims.reading.structure.clauses import remade
from realpolitik.claims.reading.structure.flow_words import ABOUT, FLOW, KIND, NOUN, OWN, WAYS, A, any_of
from realpolitik.claims.reading.structure.passing import with_named_changes

_DIGITS = re.compile(r"<q\d+>")


@cache
def _words() -> dict[str, str]:
    """The parts of the rules that are words of the file."""
    stop = "of|in|to|and|or|from|by|for|with|on|the|a|an|than|that|which|as|at|no|not"
    adjectives = rf"(?:(?!(?:{stop}|{any_of('unreal', 'rise', 'fall')}) )[a-z][a-z-]* ){{0,3}}?"
    change = rf"(?:(?P<rise>{any_of('rise')})|(?P<fall>{any_of('fall')}))"
    counted = rf"(?:only |just |even )?(?:an?|the|its|their|<p\d+>) {adjectives}(?:(?P<by>{ABOUT}<q\d+>) {adjectives}{change}|{change.replace('rise>', 'rise2>').replace('fall>', 'fall2>')} of (?P<by2>{ABOUT}<q\d+>))"
    return {
        "adjectives": adjectives,
        "change": change,
        "counted": counted,
        "bare": rf"(?:an?|the|its) {adjectives}{change}",
        "carry": rf"(?:has |have |had )?(?:also |again |only |just )?{any_of('carry')}",
        "carrying": any_of("carrying"),
        "tell": rf"(?:has |have |had )?(?:also )?{any_of('tell')}",
    }


def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", lambda one: _words().get(one[1], one[0]), rule))


def _way(one: re.Match[str]) -> str:
    got = one.groupdict()
    return "rose" if got.get("rise") or got.get("rise2") else "fell"


def _by(one: re.Match[str]) -> str:
    got = one.groupdict()
    return str(got.get("by") or got.get("by2") or "")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], object, str], ...]:
    """Each rule with what is read for it, and a word that must stand in the text."""
    every = (
        # `A recorded a 5 % rise in exports to B`, `a drop in exports to B, which fell by …`
        (rf"(?P<who><a\d+>) {{carry}} {{counted}} (?:in|of) (?P<flow>{KIND}{NOUN}\b(?: (?:volumes?|values?|turnover))?(?: of (?:goods|<g\d+>))?{WAYS}{{0,2}})", _owned, ""),
        (rf"(?P<who><a\d+>) {{carry}} {{bare}} in (?P<flow>{KIND}{NOUN}\b(?: of (?:goods|<g\d+>))?{WAYS}{{0,2}}),? (?:which|that) (?=[a-z]+(?:ed|ew|ell|ose|ank|id)\b)", _whose, "which"),
        # `there was a 5 % rise in A's exports to B`, `data reveal a rise of 5 % in …`
        (rf"(?:<p\d+>|there) (?:was|were|has been|had been|is) (?:also )?{{counted}} (?:in|of) {FLOW}", _clause, " was "),
        (rf"(?P<lead>{{tell}}) {{counted}} (?:in|of) {FLOW}", _told, ""),
        # `…, while June saw a 5 % rise`
        (r"(?P<cut>(?:,? (?:while|and|but|whereas)|[;,]) |^\W*)(?P<when><t\d+>) {carry} {counted}(?! in\b)", _then, ""),
        # `exports saw a steady increase of 5 %`, `exports reached …, marking an increase of 5 %`
        (r"{carry} {counted}(?! in\b)", _verb, ""),
        (r"(?P<cut>, | - ){carrying} {counted}(?! in\b)", _aside, "ing a"),
        (r"(?P<cut>\()(?:an? |the )?(?:{adjectives}{change} of (?:by )?(?P<by><q\d+>)|\+? ?(?P<by2><q\d+>) {adjectives}(?:(?P<rise2>rise|increase|growth|gain)|(?P<fall2>fall|decrease|decline|drop)))(?=[^()]*\))", _aside, "("),
        # `A saw its exports to B fall`
        (rf"(?P<who><a\d+>) (?:has |had )?(?:also )?(?:saw|seen|watched) (?:its |their |<p\d+>(?:'s?)? )?(?P<flow>{KIND}{NOUN}\b(?: of (?:goods|<g\d+>))?{WAYS}{{0,2}}) (?P<verb>{'|'.join(table('nominal')['past'])})\b", _saw, " s"),
        # `A reported trade of 5 billion with B`
        (rf"(?P<who><a\d+>) (?:has |had )?(?:reported|recorded|registered|posted|logged|had) (?:an? |the )?(?:total |bilateral |foreign |annual |<p\d+> )*(?P<flow>trade|turnover) (?:worth|of) (?P<by>{ABOUT}<q\d+>) with (?P<other><a\d+>)", _with, " with <a"),
        # `imports remained nearly flat at 0.5 % growth`
        (r"\b(?:remained|stayed|were|was|held) (?:nearly |almost |largely |broadly |roughly |virtually |[a-z]+ly )?(?:flat|unchanged|stable|steady),? (?:at|with) (?:an? |only )*(?P<by><q\d+>) {change}\b", _rate, " at "),
        # `3 billion worth of goods were exchanged between A and B`
        (rf"(?P<by>{ABOUT}<q\d+>) (?:worth )?of (?:goods|products|commodities|merchandise) (?:was|were) (?:exchanged|traded) (?P<pair>between (?:<p\d+>|{A} and {A}))", r"trade \g<pair> reached \g<by>", " between "),
        (r"(?P<who><a\d+>)'s (?:general administration of customs|customs(?: [a-z]+){0,2}|statistics [a-z]+) (?:reported|recorded|registered|announced|said) (?:an? )?(?P<record>record (?:high )?)?(?:total |foreign |overall )*trade of (?=(?:[a-z]+ ){0,2}<q)", _in_all, " trade of "),
        # `A experienced a deficit of 3 million in trade with B`
        (rf"(?P<who><a\d+>) {{carry}} an? (?:[a-z]+ ){{0,2}}(?:trade )?(?P<kind>deficit|surplus) of (?P<by>{ABOUT}<q\d+>) in (?:its |<p\d+> )?(?:bilateral )?trade with (?P<other><a\d+>)", r"\g<who>'s trade \g<kind> with \g<other> was \g<by>", " in "),
        # `trade increased with A (2 million) and B (1 million)`
        (rf"\b(?P<noun>trade|turnover|exports|imports) (?P<verb>increased|rose|grew|decreased|declined|fell|dropped) (?P<way>with|to|from) (?P<list>{A} \(<q\d+>\)(?:(?:,|,? and) {A} \(<q\d+>\))*)", _with_each, " (<q"),
        # `goods shipped from A to B`, `imports of A's goods`, `A's surplus in its trade with B`, `fell in June, by 3 %`
        (rf"(?:the )?(?:total |overall )?(?:value|volume) of (?:goods|products|merchandise) (?:shipped|exported|sold|sent|delivered|supplied) (?:from (?P<who>{A}) to|by (?P<seller>{A}) to) (?P<other>{A})", _shipped, " to "),
        (rf"\b(?P<noun>imports|purchases) of (?P<other>{A}) (?:goods|products|merchandise)\b", r"\g<noun> from \g<other>", " of "),
        (r"(?P<who><a\d+>)'s (?:trade )?(?P<kind>surplus|deficit) in (?:its |their |<p\d+>(?:'s?)? )?(?:bilateral )?trade with ", r"\g<who>'s trade \g<kind> with ", " in "),
        (r"\b(?P<verb>rose|fell|grew|increased|decreased|declined|dropped|jumped|surged|plunged|slumped|shrank|climbed)(?P<when> <t\d+>), by (?P<by><q\d+>)", r"\g<verb> by \g<by>\g<when>", ", by <q"),
        # `A bought 5 billion from B and sold it 3`, `A sold B goods worth 5 billion and bought 3`
        (r"(?P<all>(?P<who><a\d+>) (?:has |had )?(?:bought|imported|purchased) (?:(?!<a)[^;])*? from (?P<other><a\d+>)(?:(?!<a)[^;])*?),? (?:and|while) (?P<does>sold|exported|shipped)(?: <p\d+>)? (?P<by>(?:goods worth )?(?:[a-z]+ ){0,2}<q\d+>)", r"\g<all>; \g<who> \g<does> \g<by> to \g<other>", " from <a"),
        (r"(?P<who><a\d+>) (?:has |had )?(?P<first>sold|exported|shipped) (?P<other><a\d+>) (?P<worth>goods worth (?:[a-z]+ ){0,2}<q\d+>)(?P<mid>(?:(?!<a)[^;])*?),? (?:and|while) (?P<does>bought|imported|purchased) (?P<by>(?:goods worth )?(?:[a-z]+ ){0,2}<q\d+>)(?! from)", r"\g<who> \g<first> \g<worth> to \g<other>\g<mid>; \g<who> \g<does> \g<by> from \g<other>", " goods worth "),
        # `growth in trade between A and B slowed to 2 % from 26 %`
        (rf"\bgrowth (?:in|of) (?P<flow>{OWN}{KIND}{NOUN}{WAYS}{{1,2}}) (?:has |had )?(?:slowed|eased|fell|cooled|accelerated|rose|picked up|moderated|decelerated|quickened)(?: down)?(?: further| sharply)? to (?P<by>{ABOUT}<q\d+>)(?P<when>(?: <t\d+>)?)(?:,? from (?P<by2>{ABOUT}<q\d+>)(?P<before>(?: <t\d+>)?))?", _growing, "growth "),
        # the balance `was 4 billion, in favour of B`
        (rf"(?:the )?(?:bilateral )?trade balance(?P<pair>(?: between (?:<p\d+>|{A} and {A}))?)(?P<when>(?:,? <t\d+>,?)?) (?:was|stood at|amounted to|came to|reached|totall?ed) (?P<by>{ABOUT}<q\d+>)(?P<after>(?:,? <t\d+>)?),? in favou?r of (?P<who><a\d+>)", _favoured, "favo"),
        (rf"(?:the )?(?:bilateral )?trade balance(?P<pair>(?: between (?:<p\d+>|{A} and {A}))?)(?P<when>(?:,? <t\d+>,?)?) (?:favou?red|(?:was|has been|is|tilted|stood) in favou?r of) (?P<who><a\d+>),? (?:by|with a (?:trade )?surplus of|with) (?P<by>{ABOUT}<q\d+>)", _favoured, "favo"),
        (r"(?:,? which |,? )(?:resulting in|resulted in|leaving|left|giving|gave|creating|created|producing|yielding) an? (?:trade )?(?P<kind>surplus|deficit) for (?P<who><a\d+>) of (?=(?:[a-z]+ ){0,2}<q)", r", leaving \g<who> with a trade \g<kind> of ", " for <a"),
        (rf",? (?:and )?(?:taking|bringing|pushing|driving|sending|lifting|cutting|reducing) (?:the |its |<p\d+>(?:'s?)? |overall |total )*trade (?P<kind>deficit|surplus)(?: for [^,;<]{{1,40}})?(?: up| down)? to (?={ABOUT}<q)", r", resulting in a trade \g<kind> of ", "ing "),
        (rf",? with (?:the |its |an? |<p\d+>(?:'s?)? )?(?:[a-z]+ )?trade (?P<kind>deficit|surplus) (?:reaching|hitting|standing at|of|at|totall?ing|amounting to|widening to|narrowing to|rising to|falling to) (?={ABOUT}<q)", r", resulting in a trade \g<kind> of ", ", with "),
        # `with A exporting 11 billion to B and buying 8`
        (rf",? with (?P<who><a\d+>) (?P<does>exporting|selling|shipping|supplying|importing|buying|purchasing) (?P<by>{ABOUT}<q\d+>)", _dealing, " with <a"),
        # `compared to the figure of last year, which was 5 billion`
        (rf"(?P<lead>compared (?:to|with)|against|from|than) (?:the )?(?:figure|figures|volume|value|total)(?: of| for)? (?P<when><t\d+>),? which (?:was|were|stood at|amounted to|reached|totall?ed) (?P<by>{ABOUT}<q\d+>)", _was, ", which was| which "),
        # `the drop so far is 3 billion`, `the drop was larger in B, with exports falling by …`
        (rf"\bthe (?:{{change}})(?: so far| to date| already| alone)* (?:is|was|stands at|stood at|amounts to|amounted to|made|came to|comes to|reached|totalled|has reached)(?: at)? (?P<by>{ABOUT}<q\d+>)(?! (?:more|less|higher|lower|place|times))", _figure, "the "),
        (rf"\bthe {{change}} (?:was|is) (?:[a-z]+ ){{0,3}}in (?P<other>{A}),? with (?:the )?(?:value of )?(?P<flow>exports|imports) (?=[a-z]+ing\b)", _in_one, ", with "),
        # `A and B showed a decrease in trade of … and …, respectively`
        (rf"(?P<who><a\d+>) and (?P<other><a\d+>) {{carry}} {{bare}} (?:in|of) (?P<flow>{KIND}{NOUN}\b(?: of (?:goods|<g\d+>))?{WAYS}{{0,2}}) of (?P<by>{ABOUT}<q\d+>) and (?P<by2>{ABOUT}<q\d+>),? respectively", _respective, "respectively"),
        (rf"(?P<head>{OWN}{KIND}{NOUN} (?:to|from|with) )(?P<who><a\d+>) and (?P<other><a\d+>)(?P<mid> [^;<,]*(?:<t\d+>[^;<,]*)?)(?P<by>{ABOUT}<q\d+>) and (?P<by2>{ABOUT}<q\d+>),? respectively(?P<when>(?:,? <t\d+>)?)", r"\g<head>\g<who>\g<mid>\g<by>\g<when>; \g<head>\g<other>\g<mid>\g<by2>\g<when>", "respectively"),
        (rf"\bboth (?P<one>exports to) and (?P<two>imports from) (?P<other>{A}) (?P<rest>[^;]*?)(?P<end>\.?)$", r"\g<one> \g<other> \g<rest>; \g<two> \g<other> \g<rest>\g<end>", "both exports"),
    )  # fmt: skip
    return tuple((_compiled(rule), read, needs) for rule, read, needs in every)


def _then(one: re.Match[str]) -> str:
    """`…, while June saw a 5 % rise`: of the flow that the sentence speaks of, else of the figure of the words before."""
    flow = _SPOKEN.search(one.string[: one.start()])
    return f"{one['cut'] or ''}{flow[0] if flow else 'the figure'} {one['when']} {_way(one)} by {_by(one)}"


def _verb(one: re.Match[str]) -> str:
    """`Exports showed a decrease of 5 %`: what they did; of a state it is not said what fell."""
    before = one.string[: one.start()]
    subject = re.split(r"[;]|, (?:while|and|but) ", before)[-1]
    if not re.search(
        rf"\b(?:{NOUN}|surplus|deficit|figure|volume|value|total|indicator|{'|'.join(MONTHS)})\b", subject
    ):
        return one[0]
    return f"{_way(one)} by {_by(one)}"


_SPOKEN = re.compile(rf"{OWN}{KIND}{NOUN}\b(?: of (?:goods|<g\d+>|<a\d+>(?:'s?)?))?{WAYS}{{0,2}}")


def _aside(one: re.Match[str]) -> str:
    return f"{one['cut']}{'up' if _way(one) == 'rose' else 'down'} {_by(one)}"


def _clause(one: re.Match[str]) -> str:
    return f"{one['flow']} {_way(one)} by {_by(one)}"


def _told(one: re.Match[str]) -> str:
    """`Data show a 5 % rise in …`; of a state that saw one it is not told so."""
    if "<" not in one["flow"] and re.search(r"<a\d+>,? (?:[a-z]+ )?$", one.string[: one.start()]):
        return one[0]
    return f"{one['lead']} that {_clause(one)}"


def _possessive(one: re.Match[str]) -> str:
    return f"{one['who']}'s {re.sub(r'^(?:(?:its|their|the|both|<p[0-9]+>(?:.s)?) )+', '', one['flow'])}"


def _owned(one: re.Match[str]) -> str:
    """`A recorded a 5 % rise in exports`: A's; of a partner whose trade rose it is not said with whom."""
    if re.fullmatch(rf"{KIND}(?:trade|turnover|commerce)(?: volumes?| values?)?", one["flow"]):
        return one[0]
    return f"{_possessive(one)} {_way(one)} by {_by(one)}"


def _whose(one: re.Match[str]) -> str:
    return f"{_possessive(one)} "


def _saw(one: re.Match[str]) -> str:
    return f"{_possessive(one)} {table('nominal')['past'][one['verb']]}"


def _figure(one: re.Match[str]) -> str:
    return f"the figure {_way(one)} by {_by(one)}"


def _shipped(one: re.Match[str]) -> str:
    who = (one["who"] or one["seller"]).removesuffix("'s").removesuffix("'")
    return f"{who}'s exports to {one['other']}"


def _growing(one: re.Match[str]) -> str:
    before = f"; {one['flow']} rose by {one['by2']}{one['before']}" if one["by2"] and one["before"] else ""
    return f"{one['flow']} rose by {one['by']}{one['when']}{before}"


def _with_each(one: re.Match[str]) -> str:
    every = re.findall(r"(<a\d+>)(?:'s?)? \((<q\d+>)\)", one["list"])
    return "; ".join(f"{one['noun']} {one['way']} {who} {one['verb']} by {much}" for who, much in every)


def _rate(one: re.Match[str]) -> str:
    return f"{_way(one)} by {one['by']}"


def _in_all(one: re.Match[str]) -> str:
    return f"{one['who']}'s total foreign trade {'hit a record ' if one['record'] else 'reached '}"


def _favoured(one: re.Match[str]) -> str:
    between = f"trade{one['pair']}, " if one["pair"] else ""
    return f"{between}leaving {one['who']} with a trade surplus of {one['by']}{one['when'].rstrip(',')}{one.groupdict().get('after') or ''}"


_DEALT = {"exporting": "exported", "selling": "sold", "shipping": "shipped", "supplying": "supplied", "importing": "imported", "buying": "bought", "purchasing": "purchased"}  # fmt: skip


def _dealing(one: re.Match[str]) -> str:
    return f"; {one['who']} {_DEALT[one['does']]} {one['by']}"


def _was(one: re.Match[str]) -> str:
    lead = ", up" if one["lead"] == "than" and one.string[: one.start()].rstrip().endswith("more") else ""
    return f"compared to {one['by']} {one['when']}" if not lead else f"than {one['by']} {one['when']}"


def _in_one(one: re.Match[str]) -> str:
    return f"{one['flow']} {'from' if one['flow'] == 'imports' else 'to'} {one['other']} "


def _respective(one: re.Match[str]) -> str:
    return f"{_possessive(one)} {_way(one)} by {one['by']}; {one['other']}'s {one['flow']} {_way(one)} by {one['by2']}"


def _with(one: re.Match[str]) -> str:
    return f"{one['who']}'s {one['flow']} with {one['other']} was {one['by']}"


@cache
def _expected() -> re.Pattern[str]:
    words = any_of("expectation")
    return re.compile(
        rf",? (?:(?:well |far |slightly |just |handily |easily )?(?:beating|missing|above|below|exceeding|topping|defying|surpassing|versus|against|compared (?:with|to)|ahead of|worse than|better than|short of|(?:much |far )?(?:more|less|faster|slower|higher|lower) than)) "
        rf"[^;,]*?\b{words}\b[^;,]*?(?=,|;|[.\s]*$)"
    )


_LEVELS = r"(?:reached|amounted to|made up|totall?ed|stood at|were|was|came to|rose|fell|grew|increased|decreased|declined|dropped|shrank|jumped|surged|climbed|soared|slumped|plunged|dipped|slipped|expanded|contracted|went (?:up|down))"
_SUBJECT = rf"{OWN}{KIND}{NOUN}(?: of (?:(?:<a\d+>(?:'s?)? )?(?:goods|products)|<g\d+>))?{WAYS}{{0,2}}"
_ELLIPSIS = re.compile(
    rf"(?P<before>\b(?P<verb>(?:was|were|is|are) (?:up|down)|{_LEVELS})\b(?:(?!{_LEVELS})[^;])*?)(?P<join>,? (?:and|while|but)|,|;) (?P<np>{_SUBJECT})(?: - | (?=(?:only |just )?(?:by|to) ))(?P<how>(?:only |just )?(?:by |to )?)(?=\$?<q)"
)
"""`Exports rose by 5 %, imports – by 7 %`: a verb that is left out."""
_PARTNERS = re.compile(
    rf"(?P<head>(?P<own>{OWN}){KIND}(?P<noun>{NOUN})(?: of (?:goods|<g\d+>))? (?P<way>to|from|with) {A} (?P<verb>{_LEVELS})\b[^;]*?), (?:and )?(?P=way) (?P<other>{A})(?: - | (?=by ))(?P<how>(?:by|to) )(?=<q)"
)
"""`Trade with A fell by 5 % to …, with B – by 7 %`."""
_FIRST_OF_TWO = re.compile(
    r"^\W*(?:<t\d+>,? )?(?P<who><a\d+>) ?(?:-|and) ?(?:<a\d+>|[^\W\d]+)(?:'s)? (?:<p\d+> )?(?:trade|turnover) "
)
_NEXT = re.compile(rf"(?P<cut>(?:[,;]|,? (?:and|while|but)) )(?P<noun>trade|turnover) with (?={A} )")
"""`A–B trade rose, trade with C fell`: A's."""
_HAVING = re.compile(rf",? with (?P<np>{_SUBJECT}) having (?=[a-z]+(?:ed|en|wn|wo)\b)")
_LEFT_BEHIND = re.compile(
    r", (?:[a-z]+ing )?(?:well |just |far )?(?:below|above|under|beyond|exceeding|surpassing|topping) (?:the |its |their )?<t\d+>(?:'s?)? (?:levels?|figures?|totals?|mark|highs?|lows?|peak)\b"
)
"""`…, falling below 2014 levels`: no time of the change."""
_OF_THE_TOTAL = re.compile(
    r"^(?P<lead>\W*)(?:out )?of (?:the|this|that|which) ?(?:(?:total|overall|trade|turnover|volume|amount|sum|<p\d+>) ?)*, (?=(?:the )?(?:share of )?(?:exports|imports|<a))"
)
_TRADE_OF = re.compile(
    r"(?<!in )\b(?P<noun>trade|turnover) of (?:the )?(?P<who><a\d+>) with (?:the )?(?=<a\d+>)"
)
_PLACED = re.compile(
    r"^(?P<lead>\W*(?P<who><a\d+>),? (?:was |is )?(?:placed|ranked|ranks|came|came in|comes|finished|stood|followed|remained|remains|became|is|was)\b(?:(?!<q\d+> (?:in|of))[^;<]|<[atp]\d+>|<q\d+>(?= |,)){0,90}?),? with (?:(?:its|<p\d+>(?:'s?)?|total|overall) )*(?=trade with (?:the )?<a\d+> [a-z]+ing\b)"
)
_ALL_TRADE = re.compile(
    r"(?P<who><a\d+>)(?:'s)? (?:[a-z]+ )?(?:total|overall|foreign|external|global) (?:foreign |external )?(?:trade|turnover)\b(?! (?:with|between))"
)
_BARE_FLOW = re.compile(
    r"(?P<cut>(?:[,;]|\b(?:and|while|but|with)) )(?P<noun>exports|imports)\b(?! (?:to|from|of|with|and)\b)"
)


_TO_ONE = re.compile(r"<q\d+>(?:(?!<q)[^;])* (?:to|from|with) (?:the )?<a")


def _filled_verb(one: re.Match[str]) -> str:
    verb, how = one["verb"], one["how"]
    if "<" not in one["np"] and _TO_ONE.search(one["before"]):
        return one[0]  # `exports fell by 5 % to A, and imports by 6 %`: whose is not clear
    if how.strip().endswith(("by", "to")) and verb in ("reached", "amounted to", "made up", "totalled", "totaled", "stood at", "came to"):  # fmt: skip
        verb = verb if how.strip() == "to" else "rose"
        how = "" if verb != "rose" else how
        if verb == "rose":
            return one[0]
    return f"{one['before']}{one['join']} {one['np']} {verb} {how}"


def _filled_partner(one: re.Match[str]) -> str:
    led = _FIRST_OF_TWO.match(one.string)
    own = one["own"] or (f"{led['who']}'s " if led else "")
    return f"{one['head']}; {own}{one['noun']} {one['way']} {one['other']} {one['verb']} {one['how']}"


def _of_the_same(text: str) -> str:
    """`A–B trade rose, trade with C fell`, and `A's foreign trade rose, with exports up`: the flows that follow are A's, too."""
    text = _LEFT_BEHIND.sub("", text)
    text = _OF_THE_TOTAL.sub(r"\g<lead>", text)
    text = _HAVING.sub(r"; \g<np> ", text)
    text = _TRADE_OF.sub(r"\g<who>'s \g<noun> with ", text)
    text = _PLACED.sub(r"\g<lead>; \g<who>'s ", text)
    if (led := _FIRST_OF_TWO.match(text)) is not None:
        text = text[: led.end()] + _NEXT.sub(rf"\g<cut>{led['who']}'s \g<noun> with ", text[led.end() :])
    if (whole := _ALL_TRADE.search(text)) is not None and len({*re.findall(r"<a\d+>", text)}) == 1:
        rest = _BARE_FLOW.sub(rf"\g<cut>{whole['who']}'s total \g<noun>", text[whole.end() :])
        text = text[: whole.end()] + rest
    return text


_LISTED = re.compile(
    rf"(?:an? |the )?{{adjectives}}{{change}} in (?P<flow>{KIND}{NOUN}{WAYS}) (?:was|were) (?:also )?(?:recorded|registered|seen|observed|noted|reported|posted) (?:in|by|for|with) (?P<list>{A} \(\+?-?<q\d+>\)(?:(?:,|,? and) {A} \(\+?-?<q\d+>\))*)".replace(
        "{adjectives}", "(?:[a-z]+ ){0,2}"
    ).replace("{change}", "(?:(?P<rise>increase|rise|growth)|(?P<fall>decrease|decline|drop|fall|reduction))")
)
"""`An increase in trade with A was recorded in B (+3 billion) and C (+2 billion)`."""


def _each(one: re.Match[str]) -> str:
    every = re.findall(r"(<a\d+>) \(\+?-?(<q\d+>)\)", one["list"])
    return "; ".join(f"{who}'s {one['flow']} {_way(one)} by {much}" for who, much in every)


_TOLD_ON = re.compile(
    r"^(?P<lead>\W*)(?:(?:earlier|in|on|last|late|early) )?<t\d+>,? (?P<who>(?:(?!<q|<t|\bthat\b)[^;]){0,120}?\b(?:said|noted|stressed|emphasi[sz]ed|stated|recalled|added|told [a-z ]+|pointed out|announced|explained|reported|highlighted|mentioned|underlined) that )"
)
"""When something was said: no time of what was said."""
_SAID_IN = re.compile(r"^\W*(?:(?:in|on|last|late|early) )?<t\d+>, (?=<a\d+>'s (?:trade|turnover) with <a\d+> was [^<]*<q\d+>[^<]*<t)")  # fmt: skip


_AND_DEALING = re.compile(rf"\band (?P<does>{'|'.join(_DEALT)}) (?=(?:[a-z]+ ){{0,2}}<q)")
_CAME_TO = re.compile(
    r"(?P<when><t\d+>),?(?: (?!from )[^;<]|[^;<]|<[ap]\d+>){0,80}? from (?:[a-z]+ ){0,2}<q\d+> <t\d+> to (?:[a-z]+ ){0,2}<q\d+>(?! <t| (?:in|a|the) (?:the )?<t)"
)
"""`In February exports fell from 5 million in January to 3 million`: what they came to is of February."""
_BY_BOTH = re.compile(r"\bby (?P<by><q(\d+)>) \((?P<share><q(\d+)>)\)")


def _with_both_changes(whole: Skeleton) -> str:
    """The words of a sentence in which a change `by 3 million (5 %)` is one by both."""
    money = table("amounts")["currencies"]

    def put(one: re.Match[str]) -> str:
        first, second = (whole.mentions[int(one[n])].value.unit for n in (2, 4))
        if first not in money or second not in ("share", "growth"):
            return one[0]
        return (
            f"by {one['by']}, or {one['share']}{',' if one.string[one.end() : one.end() + 1] == ' ' else ''}"
        )

    return _BY_BOTH.sub(put, whole.text) if ">)" in whole.text else whole.text


_FIRST_TIME = re.compile(
    r"(?P<verb>\b(?:surpass|exceed|topp|cross|pass|reach|hit|break|broke|climb|ris|rose)[a-z]*\b[^;<]{0,30}<q\d+>[^;<]{0,12}(?:<t\d+>)?),? for the <q(?P<nth>\d+)> time(?! (?:since|in|that)\b)"
)
"""`Surpassed 60 billion for the first time`: it counts nothing."""


def _without_first_time(text: str, whole: Skeleton) -> str:
    def put(one: re.Match[str]) -> str:
        first = whole.mentions[int(one["nth"])].value
        return one["verb"] if (first.unit, first.value) == ("ordinal", 1) else one[0]

    return _FIRST_TIME.sub(put, text) if "> time" in text else text


def clearer(whole: Skeleton) -> Skeleton:
    """A sentence in which changes that stand as nouns have their verb; the same where there are none.

    Examples
    --------
    >>> from realpolitik.claims.reading.reader import skeleton_of
    >>> from datetime import date
    >>> skeleton_of("Exports to Chile experienced a slight dip of 3 % in 2023.", date(2024, 3, 1)).text
    'exports to <a0> fell by <q1> <t2>.'
    """
    text = _without_first_time(_with_both_changes(whole), whole)
    if "<q" not in text and "both exports" not in text:
        text = with_named_changes(text)
        return whole if text == whole.text else remade(whole, text, whole.origin)
    for rule, read, needs in _rules():
        if not needs or any(words in text for words in needs.split("|")):
            text = rule.sub(read, text)  # type: ignore[arg-type]
    if _DIGITS.search(text) and any(word in text for word in table("nominal")["expectation"]):
        text = _expected().sub("", text)
    text = _of_the_same(text)
    if " - " in text or " by <q" in text or " to <q" in text:
        text = _PARTNERS.sub(_filled_partner, text)
        text = _ELLIPSIS.sub(_filled_verb, text)
    if ">)" in text and (" was " in text or " were " in text):
        text = _LISTED.sub(_each, text)
    if " that " in text:
        text = _TOLD_ON.sub(r"\g<lead>\g<who>", text)
    text = _SAID_IN.sub("", text)
    if "; <a" in text and " and " in text:
        text = _AND_DEALING.sub(lambda one: f"and {_DEALT[one['does']]} ", text)
    if " from <q" in text:
        text = _CAME_TO.sub(r"\g<0> \g<when>", text)
    text = with_named_changes(text)
    return whole if text == whole.text else remade(whole, text, whole.origin)
