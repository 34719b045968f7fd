"""Finding a concept in text: its forms by language, what is denied, and what is only quoted.

Forms are plain text with one sign, `*` for the rest of a word, so that no phrase is read as a pattern. Matching is by
search, not by words, so that Chinese, which has no spaces, is matched like any other text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.sources.shipped import shipped
from realpolitik.store.safe import read_yaml

LANGUAGES = ("en", "zh", "ru")
NEAR = {"en": 30, "ru": 30, "zh": 6}
"""So many characters before a match are read for a denial: about three words, or as many Chinese ones."""
_DENIALS = {
    "en": (
        "not",
        "no longer",
        "never",
        "neither",
        "nor",
        "cannot",
        "isn't",
        "aren't",
        "wasn't",
        "doesn't",
        "rather than",
        "instead of",
    ),
    "zh": ("并非", "並非", "不是", "不存在", "没有", "沒有", "绝非", "絕非"),
    "ru": ("не", "нет", "ни", "никогда", "вместо"),
}
_DENYING = {
    language: re.compile("|".join((*words, *(("no ",) if language != "zh" else ()))))
    for language, words in _DENIALS.items()
}
_DISTANCED = ("so-called", "so called", "所谓", "所謂", "так называем")
_QUOTES = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』"}
_CLAUSE = re.compile("[.;:!?。；，、,]")
_OPENING = ('"', *_QUOTES)
_REACH = 300
"""A quotation is not looked for beyond so many characters on either side."""
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_REPLACED = (
    *((sign, "") for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    ("\u2010", "-"),
    ("\u2011", "-"),
)


def is_chinese(sign: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf"


def normalised(text: str) -> str:
    """Text in one form of Unicode (NFKC), with single spaces, none of them between Chinese characters.

    Examples
    --------
    >>> normalised("ｍｕｌｔｉ\u2011polar  \\n world"), normalised("没有\\n止境")
    ('multi-polar world', '没有止境')
    """
    text = unicodedata.normalize("NFKC", text)
    for (
        sign,
        instead,
    ) in _REPLACED:  # ten times as fast as a table of translation where there is nothing to do
        text = text.replace(sign, instead)
    words = text.split()
    if not CHINESE.search(text):
        return " ".join(words)
    parts = words[:1]
    for before, word in pairwise(words):
        parts.append(word if is_chinese(before[-1]) and is_chinese(word[0]) else f" {word}")
    return "".join(parts)


def folded(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text; the Russian ё is е."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return low.replace("ё", "е")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One use of a concept: `text[start:end]`, the form, and how: `plain`, `denied` or `quoted`."""

    start: int
    end: int
    form: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept and the forms that express it.

    Attributes
    ----------
    id, says, cite
        Short name, the concept in words, where the forms come from.
    forms
        Forms by language; under "" those of any language.
    """

    id: str
    says: str
    forms: Mapping[str, tuple[str, ...]]
    cite: str = ""

    def all_forms(self, language: str = "") -> tuple[str, ...]:
        """Forms of a language; of all where it is not one that the concept has."""
        own = (*self.forms.get(language, ()), *self.forms.get("", ()))
        chosen = own or tuple(form for forms in self.forms.values() for form in forms)
        return tuple(dict.fromkeys(chosen))

    def find(self, text: str, *, language: str = "") -> list[Match]:
        """All uses in a text, in order; where two forms overlap, the longer counts.

        Parameters
        ----------
        text
            As `normalised`; other text is normalised first, and places are then those in the normalised text.
        language
            `en`, `zh`, `ru`, or "" to look for the forms of every language.

        Examples
        --------
        >>> concept = concepts()["hegemony"]
        >>> [(m.form, m.how) for m in concept.find("They oppose hegemonism. This is not hegemony.")]
        [('hegemon*', 'plain'), ('hegemon*', 'denied')]
        """
        return matches(folded(normalised(text)), map(folded, self.all_forms(language)))


def matches(low: str, forms: Iterable[str]) -> list[Match]:
    """Uses of forms in text, both `normalised` and `folded`, in order; of two that overlap the longer."""
    found = sorted(
        ((start, end, form) for form in forms for start, end in _places(low, form)),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[Match] = []
    for start, end, form in found:
        if not kept or start >= kept[-1].end:
            how = "quoted" if _quoted(low, start, end) else "denied" if _denied(low, start) else "plain"
            kept.append(Match(start=start, end=end, form=form, how=how))
    return kept


def _places(low: str, form: str) -> Iterator[tuple[int, int]]:
    """Places of one folded form: its first piece by search, the rest of it from there."""
    first, *rest = form.split("*")
    at = low.find(first)
    while at >= 0:
        end = _ends(low, at + len(first), rest)
        if end and not (at and _letters(low[at - 1], low[at])):
            yield at, end
        at = low.find(first, at + 1)


def _ends(low: str, end: int, rest: list[str]) -> int:
    """Where the form ends that has matched up to `end`; 0 if the rest of it is not there."""
    for piece in rest:
        while end < len(low) and (low[end].isalnum() or low[end] == "-"):
            end += 1
        if not low.startswith(piece, end):
            return 0
        end += len(piece)
    open_ended = bool(rest) and not rest[-1]
    return 0 if not open_ended and end < len(low) and _letters(low[end - 1], low[end]) else end


def _letters(one: str, two: str) -> bool:
    """Whether two neighbours belong to one word; Chinese characters never do."""
    return one.isalnum() and two.isalnum() and not is_chinese(one) and not is_chinese(two)


def _denied(low: str, start: int) -> bool:
    language = "zh" if is_chinese(low[start]) else "ru" if "а" <= low[start] <= "я" else "en"
    near = low[max(0, start - NEAR[language]) : start]
    if not _DENYING[language].search(near):  # nearly always: the rest is dear
        return False
    before = _CLAUSE.split(near)[-1]
    if language == "zh":
        return bool(_DENYING["zh"].search(before))
    if (
        before.endswith(" no ") or before == "no "
    ):  # only next to it: there are no limits to a multipolar world
        return True
    words = f" {' '.join(before.split()[-4:])} "
    return any(f" {word} " in words for word in _DENIALS[language])


def _quoted(low: str, start: int, end: int) -> bool:
    """Whether the match stands in quotation marks, or is set at a distance ("so-called")."""
    before = low[max(0, start - _REACH) : start]
    near = before[-14:]
    for words in _DISTANCED:
        if words in near:
            return True
    for sign in _OPENING:
        if sign in before:
            break
    else:
        return False
    after = low[end : end + _REACH]
    for opening, closing in _QUOTES.items():
        opened = before.rfind(opening)
        if opened > max(before.rfind(sign) for sign in closing) and any(sign in after for sign in closing):
            return True
    # straight marks open and close alike: an odd number before, within the sentence, leaves one open
    return before.rpartition(". ")[2].count('"') % 2 == 1 and '"' in after


def passage(text: str, match: Match, *, around: int = 90) -> str:
    """The match in its context, cut at words, with … where text is left out.

    Examples
    --------
    >>> text = "We stand for a multipolar world."
    >>> passage(text, concepts()["multipolar"].find(text)[0], around=12)
    '…stand for a multipolar world.'
    """
    low, high = max(0, match.start - around), min(len(text), match.end + around)
    while low and _letters(text[low - 1], text[low]):
        low += 1
    while high < len(text) and _letters(text[high - 1], text[high]):
        high -= 1
    head, tail = "…" if low else "", "…" if high < len(text) else ""
    return f"{head}{text[low : max(high, match.end)].strip()}{tail}"


@cache
def concepts(path: str | None = None) -> Mapping[str, Concept]:
    """The concepts of `phrases.yaml`, or of a file of yours in the same form, by name.

    Raises
    ------
    FileFormatError
        The file is not YAML, or an entry is not as the head of `phrases.yaml` describes.
    """
    entries = read_yaml(Path(path)) if path else shipped("realpolitik.measures.words", "phrases")
    if not isinstance(entries, dict) or not entries:
        raise FileFormatError(str(path), "a file of phrases maps names to says, cite and forms in en, zh, ru")
    return {name: _concept(str(path or "phrases.yaml"), str(name), entry) for name, entry in entries.items()}


def _concept(path: str, name: str, entry: Any) -> Concept:
    known = {"says", "cite", *LANGUAGES}
    if not isinstance(entry, dict) or set(entry) - known or not set(entry) & set(LANGUAGES):
        raise FileFormatError(path, f"{name}: an entry has says, cite, and lists of forms under en, zh or ru")
    for language in LANGUAGES:
        listed = entry.get(language, [])
        if not isinstance(listed, list) or not all(isinstance(form, str) for form in listed):
            raise FileFormatError(
                path, f"{name}: {language} is a list of forms, such as [no limits, limitless]"
            )
    forms = {
        language: tuple(_form(str(form), f"{path}: {name}") for form in entry[language])
        for language in LANGUAGES
        if entry.get(language)
    }
    return Concept(id=name, says=entry.get("says", name), cite=entry.get("cite", ""), forms=forms)


def _form(form: str, where: str = "") -> str:
    """A form, normalised; what could match anything or nothing is refused."""
    form = normalised(form)
    first = form.split("*")[0]
    if not any(sign.isalnum() for sign in first) or len(first.strip()) < (
        1 if is_chinese(first[:1] or " ") else 2
    ):
        raise OptionError(
            f"{where + ': ' if where else ''}the phrase {form!r} has too little to search for: "
            "begin with two letters or a Chinese character"
        )
    return form


def concept(phrase: str, *, path: str | None = None) -> Concept:
    """The concept that a phrase names or is a form of; otherwise the phrase itself, in any language.

    Raises
    ------
    OptionError
        The phrase has no two letters to search for.

    Examples
    --------
    >>> concept("No limits").id, concept("win-win (sic)").all_forms()
    ('no-limits', ('win-win (sic)',))
    """
    asked = _form(phrase)
    known = concepts(path)
    for one in known.values():
        if folded(asked) in (one.id, one.id.replace("-", " "), *map(folded, one.all_forms())):
            return one
    return Concept(id=asked, says=asked, forms={"": (asked,)})
