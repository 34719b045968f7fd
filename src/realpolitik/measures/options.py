"""Options of measures: what values each may have and what it means, read off the annotations of a signature.

    Universe = Annotated[
        Literal["recorded", "divided"],
        Help("Which roll calls count.", {"recorded": "all", "divided": "those in which somebody said no or abstained"}),
    ]

    def kappa(tables, about, window, *, universe: Universe = "recorded") -> Result: ...

An alias holds the type, a rule where the type alone lists no values (`Bounds`, `Date`, `StateName`, `Names`, …), and `Help`.
Of several rules or helps the last counts, so that `Annotated[Universe, Help("…")]` says another line for one measure. Command
line, web form, the schema of the API and the documents are made from these.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from realpolitik.errors import OptionError, UnknownNameError, UnknownStateError, one_of
from realpolitik.findings import parse_date

LONGEST = 1000
"""Characters of a value."""
TRUTH = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Help:
    """A line of help.

    Attributes
    ----------
    text
        What the option is, and how it changes the answer.
    values
        What single values mean.
    empty
        What an empty value means; where there are no words an empty value is refused.
    """

    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""


class Rule:
    """What values are allowed; each kind says it in words, lists what can be listed, and reads text."""

    kind = "text"

    def allowed(self) -> str:
        """The values in words, such as `a whole number from 0 to 2`."""
        raise NotImplementedError

    def choices(self) -> Mapping[str, str]:
        """Values that can be listed, each with what it means; none where they cannot."""
        return {}

    def read(self, value: str) -> Any:
        """The value as the measure takes it; `OptionError`, `UnknownNameError` or `UnknownStateError` for another."""
        return value

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Choice(Rule):
    """One of a few values, from `Literal`."""

    values: tuple[str, ...]
    kind = "choice"

    def allowed(self) -> str:
        return one_of(self.values)

    def choices(self) -> Mapping[str, str]:
        return dict.fromkeys(self.values, "")

    def read(self, value: str) -> str:
        if value not in self.values:
            raise OptionError(f"choose {self.allowed()}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class Truth(Rule):
    """Yes or no."""

    kind = "yes-no"

    def allowed(self) -> str:
        return "yes or no"

    def choices(self) -> Mapping[str, str]:
        return {"yes": "", "no": ""}

    def read(self, value: str) -> bool:
        if value.lower() not in TRUTH:
            raise OptionError("choose yes or no")
        return TRUTH[value.lower()]

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Bounds(Rule):
    """A number within bounds, which belong to it unless `open`; whole numbers where the type is int."""

    low: float
    high: float
    open: bool = False
    whole: bool = False
    kind = "number"

    def allowed(self) -> str:
        if self.whole and self.low >= 1000 and self.high < 3000:
            return f"a year from {self.low:g} to {self.high:g}"
        what = "a whole number" if self.whole else "a number"
        if self.open:
            return f"{what} above {self.low:g} and below {self.high:,.10g}"
        return f"{what} from {self.low:g} to {self.high:,.10g}"

    def read(self, value: str) -> float:
        try:
            number = int(value) if self.whole else float(value)
        except ValueError:
            raise OptionError(f"choose {self.allowed()}") from None
        inside = self.low < number < self.high if self.open else self.low <= number <= self.high
        if not inside:  # NaN lies inside nothing
            raise OptionError(f"choose {self.allowed()}")
        return number

    def schema(self) -> dict[str, Any]:
        ends = ("exclusiveMinimum", "exclusiveMaximum") if self.open else ("minimum", "maximum")
        return {
            "type": "integer" if self.whole else "number",
            **dict(zip(ends, (self.low, self.high), strict=True)),
        }


@dataclass(frozen=True, slots=True)
class Date(Rule):
    """A day, month or year."""

    kind = "date"

    def allowed(self) -> str:
        return "a date: 2021, 2021-03 or 2021-03-05"

    def read(self, value: str) -> str:
        parse_date(value)
        return value.strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


@dataclass(frozen=True, slots=True)
class Year(Rule):
    """A year, as text."""

    kind = "year"

    def allowed(self) -> str:
        return "a year, such as 2021"

    def read(self, value: str) -> str:
        if not (len(value) == 4 and value.isascii() and value.isdecimal() and value > "0999"):
            raise OptionError(f"choose {self.allowed()}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}$"}


@dataclass(frozen=True, slots=True)
class StateName(Rule):
    """A state by code or name, read as its code; with `groups` also a group such as the EU."""

    groups: tuple[str, ...] = ()
    kind = "state"

    def allowed(self) -> str:
        return "a state, by code or name" + (f", or {one_of(self.groups)}" if self.groups else "")

    def read(self, value: str) -> str:
        from realpolitik.states import resolve

        return value if value in self.groups else resolve(value).code


@dataclass(frozen=True, slots=True)
class Parties(Rule):
    """States by code and groups by name, as many as one likes, with spaces between them."""

    example: str
    kind = "parties"

    def allowed(self) -> str:
        return f"codes of states and names of groups, with spaces between, such as {self.example}; or none"

    def read(self, value: str) -> str:
        from realpolitik.states import groups

        known = {group.casefold(): group for group in groups()}
        return " ".join(
            known.get(word.casefold()) or self._state(word, known.values()) for word in value.split()
        )

    def _state(self, word: str, known: Iterable[str]) -> str:
        from realpolitik.states import resolve

        try:
            return resolve(word).code
        except UnknownStateError as error:
            near = f" Did you mean {one_of(error.suggestions)}?" if error.suggestions else ""
            raise OptionError(
                f"{word!r} is neither a group nor a state.{near} Write {self.allowed()}; groups are {', '.join(known)}"
            ) from None


@dataclass(frozen=True, slots=True)
class States(Rule):
    """Two states by code, with a space between them."""

    example: str
    kind = "states"

    def allowed(self) -> str:
        return f"two states by code, such as {self.example}"

    def read(self, value: str) -> str:
        from realpolitik.states import resolve

        codes = [resolve(word).code for word in value.split()]
        if len(codes) != 2 or codes[0] == codes[1]:
            raise OptionError(f"name two states, such as {self.example}")
        return " ".join(codes)


@dataclass(frozen=True, slots=True)
class Pairs(Rule):
    """Pairs of states, with spaces between them."""

    example: str
    kind = "pairs"

    def allowed(self) -> str:
        return f"pairs of states by code, such as {self.example}"

    def read(self, value: str) -> str:
        from realpolitik.states import resolve

        pairs = [[resolve(word).code for word in pair.split("-")] for pair in value.split()]
        if any(len(pair) != 2 or pair[0] == pair[1] for pair in pairs):
            raise OptionError(f"write pairs such as {self.example}, with spaces between them")
        return " ".join("-".join(pair) for pair in pairs)


@dataclass(frozen=True, slots=True)
class Names(Rule):
    """A name of a list: of a table of the code, or of a file of rules.

    Attributes
    ----------
    what
        What is listed, such as `issue`.
    known
        The names, each with what it means; called when they are needed, so that nothing is read before.
    several
        Whether it takes several, with spaces between them.
    else_
        What else it takes, in words, such as `a scenario file of yours`; such values pass unread.
    """

    what: str
    known: Callable[[], Mapping[str, str]] = field(repr=False)
    several: bool = False
    else_: str = ""
    kind = "name"

    def allowed(self) -> str:
        names = tuple(self.known())
        listed = f"some of {', '.join(names)}, with spaces between them" if self.several else one_of(names)
        return f"{listed}; or {self.else_}" if self.else_ else listed

    def choices(self) -> Mapping[str, str]:
        return {} if self.several else self.known()

    def read(self, value: str) -> str:
        known = {} if self.else_ else self.known()
        for word in value.split() if self.several else [value]:
            if word not in known and not self.else_:
                raise UnknownNameError(self.what, word, known)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", **({} if self.several or self.else_ else {"enum": list(self.known())})}


@dataclass(frozen=True, slots=True)
class Column(Rule):
    """A value that a column of a table has; `split` is what stands between several in one cell."""

    table: str
    column: str
    split: str = ""
    kind = "name"

    def allowed(self) -> str:
        return f"a value of `{self.column}` in the table `{self.table}`"

    def values(self, tables: Any) -> set[str]:
        """What the table holds."""
        cells = tables.distinct(self.table, self.column)
        words = (str(cell).split(self.split) if self.split else [str(cell)] for cell in cells)
        return {word.strip() for cell in words for word in cell if word.strip()}


@dataclass(frozen=True, slots=True)
class Words(Rule):
    """Any words."""

    what: str
    kind = "text"

    def allowed(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class File(Rule):
    """A file of the user's own: an option of the command line and of Python, never of a web form."""

    what: str
    kind = "file"

    def allowed(self) -> str:
        return f"the path of {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a measure.

    Attributes
    ----------
    name, default
        As in the signature.
    help
        What it is and how it changes the answer; empty where the signature does not say.
    rule
        What values it may have; None where the signature does not say.
    """

    name: str
    default: Any
    help: Help
    rule: Rule | None

    @property
    def kind(self) -> str:
        """What kind of value: choice, yes-no, number, date, year, state, states, pairs, name, text or file."""
        return self.rule.kind if self.rule else "text"

    @property
    def allowed(self) -> str:
        """The values it may have, in words."""
        said = self.rule.allowed() if self.rule else "any text"
        return f"{said}; or empty: {self.help.empty}" if self.help.empty else said

    @property
    def shown(self) -> str:
        """The default as a user writes it."""
        return written(self.default)

    def choices(self) -> dict[str, str]:
        """The values that can be listed, each with what it means; none where they cannot be."""
        known = dict(self.rule.choices()) if self.rule else {}
        if known and self.help.empty:
            known = {"": self.help.empty, **known}
        return {value: self.help.values.get(value, said) for value, said in known.items()}

    def read(self, value: Any) -> Any:
        """The value as the measure takes it, from text or from a value of Python.

        Raises
        ------
        OptionError, UnknownNameError, UnknownStateError
            It is not among those allowed, which the message names.
        """
        text = written(value).strip()
        if len(text) > LONGEST:
            raise OptionError(f"{self.name} is longer than {LONGEST:,} characters")
        if self.rule is None:
            return value
        if not text and isinstance(self.default, str):
            if not self.help.empty and self.default:
                raise OptionError(f"{self.name} is empty: choose {self.allowed}")
            return ""
        try:
            return self.rule.read(text)
        except OptionError as error:
            shown = text if self.kind == "number" else repr(text)
            raise OptionError(f"{self.name}={shown}: {error}") from None

    def check(self, value: Any, tables: Any) -> None:
        """Refuse a value that the table does not hold, where the table is what lists them.

        Raises
        ------
        UnknownNameError
            The message suggests the nearest.
        """
        if isinstance(self.rule, Column) and value and value != self.default:
            known = self.rule.values(tables)
            if value not in known:
                raise UnknownNameError(self.name, value, known)

    def schema(self) -> dict[str, Any]:
        """As JSON Schema: type, enumeration or bounds, default, description."""
        made = dict(self.rule.schema()) if self.rule else {}
        if "enum" in made and self.help.empty:
            made["enum"] = ["", *made["enum"]]
        if "pattern" in made and self.help.empty:
            made["pattern"] = f"^$|{made['pattern']}"
        meanings = "; ".join(
            f"{value or '(empty)'}: {said}" for value, said in self.choices().items() if said
        )
        words = [self.help.text, f"{meanings}." if meanings else f"Allowed: {self.allowed}."]
        return {**made, "default": self.default, "description": " ".join(filter(None, words))}


def written(value: Any) -> str:
    """A value as a user writes it.

    Examples
    --------
    >>> written(True), written(0.5), written("long")
    ('yes', '0.5', 'long')
    """
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def options_of(function: Callable[..., Any]) -> dict[str, Option]:
    """The options of a measure: the keyword-only parameters of its function, in their order.

    An annotation without rule or help gives an option that takes whatever its type does, undocumented.
    """
    signature = inspect.signature(function)
    scope = getattr(function, "__globals__", {})
    return {
        one.name: _option(one.name, one.default, _evaluated(one.annotation, scope))
        for one in signature.parameters.values()
        if one.kind is one.KEYWORD_ONLY
    }


def _evaluated(annotation: Any, scope: dict[str, Any]) -> Any:
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, scope)
    except NameError:  # a name for type checkers alone says nothing of values
        return inspect.Parameter.empty


def _option(name: str, default: Any, annotation: Any) -> Option:
    metadata = getattr(annotation, "__metadata__", ())
    bare = get_args(annotation)[0] if metadata else annotation
    help_ = next((one for one in reversed(metadata) if isinstance(one, Help)), Help(""))
    given = next((one for one in reversed(metadata) if isinstance(one, Rule)), None)
    return Option(name=name, default=default, help=help_, rule=_rule(bare, given))


def _rule(bare: Any, given: Rule | None) -> Rule | None:
    if get_origin(bare) is Literal:
        return Choice(tuple(value for value in get_args(bare) if value))
    if bare is bool:
        return Truth()
    if bare in (int, float):
        found = given if isinstance(given, Bounds) else Bounds(float("-inf"), float("inf"))
        return Bounds(found.low, found.high, found.open, whole=bare is int)
    return given
