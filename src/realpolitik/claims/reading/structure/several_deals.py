"""Sales and purchases of one verb, told one after the other: `A shipped 3 million tonnes to B, 2 million to C`; `B bought 5 million and C 4 million`."""

from __future__ import annotations

import re

_A, _G, _Q, _T = r"<a(?:\d+|@[A-Z]+)>", r"<g(?:\d+|@[a-z-]+)>", r"<q\d+>", r"<t\d+>"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|over|more than|just|only|another) )*"
SOLD = r"(?:sold|exported|shipped|supplied|delivered|sent|pumped|provided)"
BOUGHT = r"(?:bought|imported|purchased|took|sourced|received|acquired|procured|lifted|obtained)"
_MUCH = rf"(?P<what>{_ABOUT}{_Q}(?: (?:worth )?of (?P<goods>{_G}|goods))?|(?P<goods2>{_G}|goods) worth {_ABOUT}{_Q})"
_TO_EACH = re.compile(
    rf"(?P<who>{_A}) (?:(?:also|has|have|had|{_T}) )*(?P<does>{SOLD}|{BOUGHT}) {_MUCH}(?P<when>(?: {_T})?) (?P<way>to|from) (?:the )?(?P<first>{_A})"
    rf"(?P<more>(?:(?:,|;|,? and|,? followed by) {_ABOUT}{_Q}(?: (?:worth )?of (?:{_G}|goods))? (?P=way) (?:the )?{_A})+)"
)
_EACH = re.compile(
    rf"(?P<much>{_ABOUT}{_Q})(?: (?:worth )?of (?P<goods>{_G}|goods))? (?:to|from) (?:the )?(?P<who>{_A})"
)
_GAPPED = re.compile(
    rf"(?P<head>{_A} (?:(?:also|has|have|had|{_T}) )*(?P<does>{SOLD}|{BOUGHT}) {_ABOUT}{_Q}(?P<of>(?: of {_G})?)(?P<end>(?: (?:to|from) {_A})?)(?: {_T})?)(?P<more>(?:(?:,| and|, and|, while|,? followed by) (?:the )?{_A} {_ABOUT}{_Q}(?! \w+ (?:to|from) <a)(?:{_T})?)+)(?=[,.;]|$| {_T})"
)
_THEN = re.compile(rf"(?:the )?(?P<who>{_A}) (?P<much>{_ABOUT}{_Q})")
_OF_WHICH = re.compile(
    rf"(?P<head>(?P<who>{_A}) (?:(?:also|has|have|had|{_T}) )*(?P<does>{SOLD}) {_ABOUT}{_Q} of (?P<goods>{_G})(?P<when>(?: {_T})?)),? (?:of which|with|including) (?P<more>{_ABOUT}{_Q} (?:(?:was |were )?(?:going|went|headed|sent|sold|shipped|delivered|exported) )?to (?:the )?{_A}(?:(?:,|,? and) {_ABOUT}{_Q} (?:(?:was |were )?(?:going|went|headed|sent|sold|shipped) )?to (?:the )?{_A})*)"
)
_PART = re.compile(rf"(?P<much>{_ABOUT}{_Q}) (?:(?:was |were )?[a-z]+ )?to (?:the )?(?P<who>{_A})")
_GAVE = re.compile(
    rf"(?P<who>{_A}) (?P<does>sold|supplied|shipped|sent|delivered) (?P<to>{_A}) (?:with )?(?P<much>{_ABOUT}{_Q}) of (?P<goods>{_G})(?P<more>(?:(?:,| and|, and) (?:the )?{_A} {_ABOUT}{_Q})+)(?=[,.;]|$)"
)
_SPEAKS = re.compile(rf"\b(?:{SOLD}|{BOUGHT})\b")


def each_deal(text: str) -> str:
    """A sentence on sales to several, or of several, as a clause for each; as it is where it has none.

    Examples
    --------
    >>> each_deal("<a0> shipped <q1> of <g2> to <a3>, <q4> to <a5> <t6>.")
    '<a0> shipped <q1> of <g2> to <a3>; <a0> shipped <q4> of <g2> to <a5> <t6>.'
    >>> each_deal("<a0> shipped <q1> and <a2> <q3>.")
    '<a0> shipped <q1>; <a2> shipped <q3>.'
    """
    if "<q" not in text or not _SPEAKS.search(text):
        return text
    text = _GAVE.sub(_of_givers, _OF_WHICH.sub(_of_parts, text))
    return _GAPPED.sub(_of_several, _TO_EACH.sub(_to_several, text))


def _of_parts(one: re.Match[str]) -> str:
    """`A exported 9 of gas, of which 5 went to B and 2 to C`: to each its own."""
    made = [one["head"]]
    made += [f"{one['who']} {one['does']} {each['much']} of {one['goods']} to {each['who']}{one['when']}" for each in _PART.finditer(one["more"])]  # fmt: skip
    return "; ".join(made)


def _of_givers(one: re.Match[str]) -> str:
    """`A sold B 9 of oil, C 5`: C sold B 5."""
    made = [f"{one['who']} {one['does']} {one['much']} of {one['goods']} to {one['to']}"]
    made += [f"{each['who']} {one['does']} {each['much']} of {one['goods']} to {one['to']}" for each in _THEN.finditer(one["more"])]  # fmt: skip
    return "; ".join(made)


def _to_several(one: re.Match[str]) -> str:
    goods = one["goods"] or one["goods2"]
    made = [one[0][: one.start("more") - one.start()]]
    for each in _EACH.finditer(one["more"]):
        of = each["goods"] or goods
        made.append(
            f"{one['who']} {one['does']} {each['much']}{f' of {of}' if of else ''} {one['way']} {each['who']}"
        )
    return "; ".join(made)


def _of_several(one: re.Match[str]) -> str:
    made = [one["head"]]
    made += [
        f"{each['who']} {one['does']} {each['much']}{one['of']}{one['end']}"
        for each in _THEN.finditer(one["more"])
    ]
    return "; ".join(made)
