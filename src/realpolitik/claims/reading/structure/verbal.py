"""Nouns of change made verbs again: `with a 2.2 % rise in exports to $8.3 bn` is a clause of its own, `exports rose 2.2 % to $8.3 bn`."""

from __future__ import annotations

import re

_RISE = r"(?:rise|increase|growth|jump|gain|surge|leap|expansion|uptick|climb)"
_FALL = r"(?:drop|decline|fall|decrease|slump|plunge|contraction|reduction|dip|slide)"
_CHANGE = rf"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))"
_KIND = r"(?:year-on-year |annual |yearly |sharp |steep |modest |slight |strong |further |dramatic |significant |substantial )*"
_JOIN = r"(?P<join>,? (?:with|bolstered by|driven by|supported by|helped by|including|thanks to|following|on the back of|and|reflecting) )"
_FLOW = r"(?P<flow>(?:(?!<q|\b(?:and|while|but)\b)[^,;.]){0,60}?(?:exports|imports|shipments|trade|turnover|deliveries|purchases|sales)(?: of <g\d+>)?(?: (?:to|from|with) <[ap]\d+>)?)"
_LEVEL = r"(?:,? (?:totall?ing|which (?:reached|totall?ed|came to|hit|amounted to)|reaching|to|amounting to|worth|at) (?P<level><q\d+>))?"
_IN_FLOW = re.compile(rf"{_JOIN}an? {_KIND}(?P<by><q\d+>) {_KIND}{_CHANGE} in {_FLOW}{_LEVEL}")
_AGAINST = re.compile(
    rf",? (?:an? (?:sharp|steep|slight|marked|clear|further) (?:drop|fall|rise|increase|slowdown|improvement) |slow(?:er|ing|ed)? (?:\w+ )?|down (?:\w+ )?|up (?:\w+ )?|much (?:slower|faster) \w+ )?(?:compared (?:to|with)|than|from|after|against|following) "
    rf"(?:(?:recording|posting|registering|showing|seeing|logging) )?(?:an?|the|its) (?:{_KIND}(?P<by><q\d+>) {_KIND}{_CHANGE}|{_KIND}(?:(?P<rise2>{_RISE})|(?P<fall2>{_FALL})) of (?P<by2><q\d+>))(?: (?:recorded|seen|registered|posted|logged))?(?P<when> <t\d+>)"
)
_BEFORE = re.compile(
    rf",? before (?:accelerating|rising|growing|jumping|slowing|falling|surging)(?: further| again)?(?P<when> <t\d+>)? with an? (?P<by><q\d+>) {_CHANGE}(?: to (?P<level><q\d+>))?"
)
_LEAVING = re.compile(
    r",? (?P<word>leaving|giving|handing) (?P<who><[ap]\d+>) (?:with )?a (?:trade )?(?P<kind>surplus|deficit) of (?P<by><q\d+>)(?:, (?:down|up) <q\d+>[^,;.<]*)?"
)
_SHARES = re.compile(
    r"(?P<who><[ap]\d+>)(?P<mid>(?:'s [\w ]+)?[^;.]{0,80}?)(?P<lead>,? (?:now )?(?:it )?(?:now )?)(?:accounts|accounted|accounting) for (?P<by><q\d+>) of (?P<of><a\d+>)(?:'s)? (?P<one>exports|imports) and (?P<level><q\d+>) of (?:its|<[pa]\d+>)(?:'s)? (?P<two>exports|imports)"
)

_SLOWING = re.compile(
    rf",? (?:(?:slowing|easing|cooling|moderating|accelerating|quickening|improving|narrowing|widening|picking up|rebounding|recovering|worsening|bouncing back|swinging)(?: \w+)? from|reversing|erasing|snapping) (?:an? )?{_KIND}(?P<by><q\d+>)"
    rf"(?: {_KIND}(?:{_CHANGE}|(?P<loss>loss)))?(?: recorded| seen)?(?P<when> <t\d+>)"
)
_PASSING = re.compile(
    rf",? (?:and )?(?:surpassing|exceeding|outpacing|beating|above|topping|below|missing) the (?P<by><q\d+>) {_KIND}{_CHANGE}(?: (?:recorded|seen|registered|posted|logged))?(?P<when> <t\d+>)"
)
_SAW = re.compile(
    rf"(?:saw|recorded|posted|registered|experienced|showed|logged|represents?|represented|marks|marked|reflects|reflected|constitutes) an? {_KIND}(?P<by><q\d+>) {_KIND}{_CHANGE}(?! in\b)"
)
_OF_MONTH = re.compile(
    rf",? (?:(?:down|up|slow(?:er|ing)|eas(?:ier|ing)|faster)(?: sharply)?|an? (?:much )?(?:sharper|steeper|slower|faster|bigger|smaller|larger|deeper|milder|stronger|weaker) (?:{_RISE}|{_FALL}) than(?: in)?) (?P<when><t\d+>)'s? (?P<by><q\d+>) {_KIND}{_CHANGE}"
)
_SAW_IT = re.compile(
    r"(?P<when><t\d+>),? (?:alone )?saw (?:the )?(?P<flow>(?:<a\d+>(?:'s)? |<p\d+> |[a-z]+ly )?(?:total |overall |bilateral |goods )*(?:trade|turnover|exports|imports|shipments)(?: between <a\d+> and <a\d+>| (?:with|to|from) <a\d+>)?) (?P<verb>reach|hit|rise|grow|fall|drop|decline|increase|climb|jump|surge|plunge|slump|shrink|exceed|top)\b"
)
_PAST = {"hit": "hit", "rise": "rose", "grow": "grew", "fall": "fell", "drop": "dropped", "shrink": "shrank", "plunge": "plunged", "decline": "declined",
         "increase": "increased", "surge": "surged", "slump": "slumped", "top": "topped"}  # fmt: skip
_FORECAST = re.compile(
    r",? (?:well |far |slightly |just )?(?:above|below|beating|missing|exceeding|topping|up from|versus|against|compared (?:to|with)) (?:an?|the) (?:forecast|expected|projected|predicted|anticipated)(?:ed)? (?:rise|increase|growth|gain|fall|drop|decline|surplus|deficit|figure|level)? ?(?:of )?<q\d+>(?: in (?:an? |the )?[a-z ]{0,20}(?:poll|survey))?"
)
"""What was expected: no figure of the flow."""
_WHICH = re.compile(
    r"(?P<level><q\d+>),? which (?P<verb>rose|grew|increased|jumped|surged|soared|climbed|fell|dropped|declined|decreased|shrank)(?: by)? (?=<q\d+> to <q\d+> <t)"
)
_WITH_UP = re.compile(
    r",? with (?P<flow>(?:exports|imports|shipments|deliveries|purchases|sales)(?: (?:to|from) <a\d+>)?) (?P<way>up|down)(?: by)? (?P<by><q\d+>)"
)
_TWICE = re.compile(
    r"(?P<verb>ris(?:ing|en)|falling|growing|rose|fell|grew|increased|decreased|declined|dropped|jumped|surged)(?P<by> by)? (?P<one><q\d+> <t\d+>),? and (?P<two><q\d+> <t\d+>)"
)
_WORTH = re.compile(r" \((?:valued at|worth) <q\d+>\)")
_DOWN = re.compile(r"\b(?:fell|dropped|declined|decreased|shrank|slumped|plunged|contracted|tumbled|down)\b")
_LESS = re.compile(
    r",? which (?:is|was) <q\d+> (?:less|more|higher|lower|fewer) than (?:in )?the same period (?:of |in )?<t\d+>"
    r"|\(<t\d+>,? <p\d+> (?:amounted to|was|stood at|reached|totall?ed) <q\d+>(?: for| in| over)?(?: the same period)?\)"
)
_AND = re.compile(
    r"(?P<all>(?P<who><a\d+>) (?P<does>bought|imported|sold|exported|shipped) <q\d+>(?: (?:worth )?of (?:goods|products))? (?P<way>from|to) <a\d+>) and (?P<by><q\d+>) (?P=way) (?P<other><a\d+>)"
)
_BRINGING = re.compile(
    r",? (?:bringing|taking|pushing|lifting|raising|making) (?:total |overall |bilateral |mutual |the |<p\d+>(?:'s?)? )*trade(?: for [^<;,.]{1,30}?)?(?: (?P<way>down|up)(?: by)? (?P<by><q\d+>))? to (?P<level><q\d+>)"
)


def _brought(one: re.Match[str]) -> str:
    if one["by"]:
        return f"; trade {'fell' if one['way'] == 'down' else 'rose'} by {one['by']} to {one['level']}"
    return f"; trade reached {one['level']}"


def verbal(text: str) -> str:
    """A skeleton in which changes that stand as nouns are clauses with a verb; the same where there are none.

    Examples
    --------
    >>> verbal("trade held steady at <q0>, with a <q1> increase in <a2> exports to <a3> to <q4>.")
    'trade held steady at <q0>; <a2> exports to <a3> rose by <q1> to <q4>.'
    >>> verbal("trade rose <q0> <t1> compared to a <q2> surge <t3>.")
    'trade rose <q0> <t1>, and then rose by <q2> <t3>.'
    """
    before = ""
    while before != text:  # `with a rise in A and a drop in B`: one after the other
        before = text
        text = _IN_FLOW.sub(_clause, text, count=1)
    text = _LEAVING.sub(r"; leaving \g<who> with a trade \g<kind> of \g<by>", text)
    text = _SHARES.sub(
        r"\g<who>\g<mid>; \g<who> accounted for \g<by> of \g<of> \g<one>; \g<who> accounted for \g<level> of \g<of> \g<two>",
        text,
    )
    text = _AND.sub(r"\g<all>; \g<who> \g<does> \g<by> \g<way> \g<other>", text)
    text = _BRINGING.sub(_brought, text)
    text = _LESS.sub("", text)
    text = _WORTH.sub("", text)
    if "ected" in text or "forecast" in text or "anticipated" in text:
        text = _FORECAST.sub("", text)
    text = _WHICH.sub(r"\g<level>, and then \g<verb> by ", text)
    text = _SAW_IT.sub(
        lambda one: f"{one['when']}, {one['flow']} {_PAST.get(one['verb'], one['verb'] + 'ed')}", text
    )
    text = _SAW.sub(lambda one: f"{'rose' if one['rise'] else 'fell'} by {one['by']}", text)
    text = _OF_MONTH.sub(
        lambda one: f", and then {'rose' if one['rise'] else 'fell'} by {one['by']} {one['when']}", text
    )
    text = _WITH_UP.sub(
        lambda one: f"; {one['flow']} {'rose' if one['way'] == 'up' else 'fell'} by {one['by']}", text
    )
    text = _TWICE.sub(_twice, text)
    text = _SLOWING.sub(_slowed, text)
    text = _PASSING.sub(_verb, text)
    text = _BEFORE.sub(_verb, text)
    return _AGAINST.sub(_verb, text)


def _clause(one: re.Match[str]) -> str:
    level = f" to {one['level']}" if one["level"] else ""
    return f"; {one['flow'].strip()} {'rose' if one['rise'] else 'fell'} by {one['by']}{level}"


def _twice(one: re.Match[str]) -> str:
    """`Rising 30 % in January and 40 % in March`: two changes, each with its time."""
    down = re.match(r"fall|fell|de|drop", one["verb"])
    return (
        f"{one['verb']}{one['by'] or ''} {one['one']}, and then {'fell' if down else 'rose'} by {one['two']}"
    )


def _slowed(one: re.Match[str]) -> str:
    """What a change slowed from; without a word of its own it went the same way."""
    down = one["fall"] or one["loss"] or (not one["rise"] and _DOWN.search(one.string[: one.start()]))
    return f", and then {'fell' if down else 'rose'} by {one['by']}{one['when']}"


def _verb(one: re.Match[str]) -> str:
    got = one.groupdict()
    got["rise"], got["by"] = got.get("rise") or got.get("rise2"), got.get("by") or got.get("by2")
    level = f" to {got['level']}" if got.get("level") else ""
    return f", and then {'rose' if got['rise'] else 'fell'} by {got['by']}{level}{got['when'] or ''}"


_GERUNDS = {"ris": "rose", "fall": "fell", "grow": "grew", "shrink": "shrank", "hitt": "hit", "dropp": "dropped", "declin": "declined",
            "climb": "climbed", "jump": "jumped", "soar": "soared", "surg": "surged", "plung": "plunged", "reach": "reached", "expand": "expanded",
            "increas": "increased", "contract": "contracted", "decreas": "decreased"}  # fmt: skip


def finite(text: str) -> str:
    """A clause that opens with a gerund, with the verb in the past: `rising 5 %` as `rose 5 %`."""
    for stem, past in _GERUNDS.items():
        if text.startswith(f"{stem}ing"):
            return past + text[len(stem) + 3 :]
    return text
