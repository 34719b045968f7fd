"""Amounts that stand inside others, and changes said before their flow, as clauses of their own.

`Trade rose to $15 bn, including $9 bn of A's exports` says two things, and `exports and imports reached $5 bn and $3 bn, respectively`
parts what belongs together. Each becomes a clause with its flow, its verb and its amount, so that rules need know one form.
"""

from __future__ import annotations

import re

_STATE = r"(?:<a\d+>|<a@[A-Z]{2,4}>|<p\d+>)"
_NOUN = r"(?:exports?|imports?|shipments|deliveries|supplies|purchases)"
_FLOW = (
    rf"(?:the )?(?:{_STATE}(?:'s?)? )?(?:goods |<g\d+> )?{_NOUN}"
    rf"(?: of (?:goods|products|<g\d+>))?(?: (?:to|from) (?:the )?{_STATE}){{0,2}}"
)
_RISE = r"rise|increase|growth|jump|gain|surge|leap|expansion|uptick|climb|rebound"
_FALL = r"drop|decline|fall|decrease|slump|plunge|contraction|reduction|dip|slide"
_KIND = (
    r"(?:year-on-year |annual |yearly |[a-z]+ly |sharp |steep |modest |slight |strong |further |dramatic |significant |substantial |remarkable "
    r"|robust |steady |impressive |notable |considerable |marked |solid |whopping |massive )*"
)
_ABOUT = r"(?:about |around |some |nearly |almost |over |more than )?"
_MADE = (
    r"(?: (?:(?:accounting|accounted) for|(?:amounting|amounted|rising|falling|coming|came) to|reaching|reached|totall?ing|totall?ed|at|of|worth"
    r"|(?:standing|stood) at|making up|made up|being|hitting|hit|were|was|exceeding|exceeded)|:| -| \()? "
)
_LEADING = re.compile(
    r"(?P<lead>^\W*(?:there (?:was|has been) )?|,? (?:revealing|marking|recording|showing|posting|registering|representing|indicating|noting"
    rf"|reported|recorded|registered|posted|showed|revealed|announced) )an? {_KIND}(?P<by><q\d+>) {_KIND}(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})) in "
    r"(?P<flow>(?:(?!<q|\b(?:and|while|but)\b)[^,;.]){0,50}?(?:exports|imports|shipments|trade|turnover|commerce|deliveries|purchases|supplies)"
    r"(?: of (?:goods|<g\d+>))?(?: (?:to|from|with) (?:the )?<[ap]\d+>| between (?:the )?<[ap]\d+>(?: and (?:the )?<[ap]\d+>)?)?)"
    r"(?P<when> (?:in |during |over )?<t\d+>)?"
    r"(?:,? (?:totall?ing|which (?:reached|totall?ed|came to|hit|amounted to)|reaching|to|amounting to|worth|at|hitting) (?P<level><q\d+>))?"
)
_AMOUNT_FIRST = re.compile(
    rf"(?:(?:,|:| -)? \(?(?:including|of which|among (?:them|which)|out of which|of this(?: amount)?|of that(?: amount)?|comprising)|(?:,|:| -) with):? {_ABOUT}"
    r"(?P<level><q\d+>)(?: worth)?(?: (?:was|were|is|are|came from|fell on|accounted for|made up))?(?: (?:of|in|for|from|as|by))? "
    rf"(?P<flow>{_FLOW})\)?(?:,? (?:and|with) {_ABOUT}(?P<level2><q\d+>)(?: (?:was|were|of|in|for|from|as|by|came from))* (?P<flow2>{_FLOW}))?"
)
_FLOW_FIRST = re.compile(
    rf"(?:(?:,|:| -)? (?:including|of which|among which|comprising)|(?:,|:| -) with):? (?P<flow>{_FLOW}){_MADE}{_ABOUT}(?P<level><q\d+>)\)?"
    rf"(?P<more>,? \(?(?:up|down)(?: by)? <q\d+>\)?)?(?:,? (?:and|with|,) (?P<flow2>{_FLOW}){_MADE}{_ABOUT}(?P<level2><q\d+>)\)?)?"
)
_RESPECTIVE = re.compile(
    r"(?P<owner>(?:<a\d+>(?:'s?)? )?)(?P<one>exports|imports)(?P<to> to| from)?(?P<mid>(?: <a\d+>)?) and (?P<two>imports|exports)(?P<rest>(?: (?:to|from|with) <a\d+>)?)"
    r"(?P<verb>(?: (?!<q)[^;,<]*?)?) (?<!between )(?P<first><q\d+>) and (?P<second><q\d+>)(?:(?P<told>,? respectively)|(?=(?:,? <t\d+>)?(?:[.;]|, (?:while|leaving|resulting|for)\b)))"
)


_BEFORE = re.compile(
    r"(?P<by>(?:year-on-year|<t\d+>|higher|lower|more|less|earlier))(?: \(<q\d+>(?: (?:in|for|during))? ?<t\d+>\)| \(<q\d+>\)(?=\.|$))"
)
"""What a change was from, in brackets after it: the figure of the year before, which the change says."""
_FIGURE = re.compile(
    r"(?P<owner><a\d+>)(?:'s?)? (?P<noun>(?:total )?(?:trade|exports|imports)) (?P<way>with|to|from) <a\d+>(?P<mid>[^;]{0,80}?),? (?:while|and|compared (?:to|with)|against) (?P<other><a\d+>)'s (?:figure |total |volume )(?:was|stood at|amounted to|reached|came to|of) (?P<level><q\d+>)"
)


_SHARE = re.compile(
    r"(?P<lead>^\W*(?:the )?(?P<who><a\d+>)(?:(?!<q)[^;])*?),? (?:and )?(?:accounting for|which accounts for|which accounted for|making up) (?P<by><q\d+>) of (?P<of>(?:the )?<a\d+>(?:'s?)? (?:total |overall |foreign )*(?:exports|imports|trade))\b"
)


def apart(text: str) -> str:
    """A skeleton in which amounts inside others, and changes before their flow, are clauses; the same where there are none.

    Examples
    --------
    >>> apart("trade reached <q0>, including <q1> of <a2> exports.")
    'trade reached <q0>; <a2> exports reached <q1>.'
    >>> apart("<a0>'s exports to and imports from <a1> rose to <q2> and <q3>, respectively.")
    "<a0>'s exports to <a1> rose to <q2>; <a0>'s imports from <a1> rose to <q3>."
    >>> apart("it recorded a <q0> increase in trade with <a1> <t2>.")
    'it; trade with <a1> rose by <q0> <t2>.'
    """
    text = _BEFORE.sub(r"\g<by>", text)
    text = _FIGURE.sub(_of_other, text)
    text = _SHARE.sub(r"\g<lead>; \g<who> accounted for \g<by> of \g<of>", text)
    text = _RESPECTIVE.sub(_each, text)
    text = _LEADING.sub(_led, text)
    text = _FLOW_FIRST.sub(_of_flows, text)
    return _AMOUNT_FIRST.sub(_of_flows, text)


def _of_flows(one: re.Match[str]) -> str:
    if re.search(r"\b(?:not|never|no|nor)\b|n't\b", one.string[: one.start()].rpartition(";")[2]):
        return one[0]  # what stands inside an amount that is denied is not said either
    more = re.sub(r"[()]", "", one.groupdict().get("more") or "")
    second = f"; {one['flow2']} reached {one['level2']}" if one["flow2"] else ""
    return f"; {one['flow']} reached {one['level']}{more}{second}"


def _of_other(one: re.Match[str]) -> str:
    """`A's trade with B came to X, while C's figure was Y`: A's with C."""
    whole = one[0][: one.end("mid") - one.start()]
    return f"{whole}; {one['owner']}'s {one['noun']} {one['way']} {one['other']} reached {one['level']}"


def _led(one: re.Match[str]) -> str:
    level = f" to {one['level']}" if one["level"] else ""
    lead = re.sub(
        r",? (?:revealing|marking|recording|showing|posting|registering|representing|indicating|noting|reported|recorded|registered|posted|showed|revealed|announced) $|^\W*there (?:was|has been) ",
        "; ",
        one["lead"],
    )
    verb = "rose" if one["rise"] else "fell"
    return f"{lead.lstrip('; ') if not one.start() else lead}{one['flow'].strip()} {verb} by {one['by']}{level}{one['when'] or ''}"


def _each(one: re.Match[str]) -> str:
    """Two flows of one verb, each with its amount; a partner that one of them leaves out is the other's."""
    state = one["mid"].strip() or (re.findall(r"<a\d+>", one["rest"]) or [""])[0]
    made = []
    for noun, amount in ((one["one"], one["first"]), (one["two"], one["second"])):
        way = f" {'to' if noun == 'exports' else 'from'} {state}" if state else ""
        made.append(f"{one['owner']}{noun}{way}{one['verb']} {amount}")
    return "; ".join(made)
