"""How much of published texts `check` reads: every checkable claim listed by a person first, then counted by this script.

A folder holds `claims.psv` and one text a file, `NNN.txt`: the title, where it stands, the date of publication, an empty line, the words.
Columns of `claims.psv`, parted by `|`: text, quote, who, whom, what is measured, value and unit, period, direction, source said, class, and
what a fair judge would say (`true`, `false`, `cannot say`). Claims of the class `outside` are outside the subject: a row that takes one of
them counts for precision alone.

A claim is read where a row of its sentence has its states (of exports and imports in their order), its amount or the direction of its
change, and its period. What the script cannot match it lists, to be judged by hand: `rows.csv` in the folder `--out` has a column `right`
(1 or 0, empty where no listed claim takes the row), and a second run with `--hand rows.csv` counts what was written there.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.check import Checked
from realpolitik.claims.reading.lexicon import PAIR, table
from realpolitik.claims.reading.meaning.statements import Statement

COLUMNS = ("text", "quote", "who", "whom", "what", "value", "period", "direction", "source", "class", "fair")
_CODE = re.compile(r"\b[A-Z]{3}\b|\bEU\b")
_AMOUNT = re.compile(
    r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>trillion|trn?|billion|bn|million|mn|m|k)?(?P<unit>%| ?bcm| ?per cent)?(?![\w-]|\.\d)"
)
_SCALES = {"t": 1e12, "tr": 1e12, "trn": 1e12, "trillion": 1e12, "b": 1e9, "bn": 1e9, "billion": 1e9, "m": 1e6, "mn": 1e6, "million": 1e6, "k": 1e3}  # fmt: skip
_UP, _DOWN = ("grows", "rises", "at_least"), ("shrinks", "falls", "at_most")
VOTES, OF_VOTES = ("tally", "ballot"), ("vote", "tally")
"""Relations on votes, and what their classes in a list begin with."""
CLOSE = 0.006
"""How far the amount of a row may lie from that listed, as a part of it: what rounding of the list may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim as it was listed."""

    text: str
    quote: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    what: str
    value: str
    period: str
    direction: str
    kind: str
    fair: str

    @property
    def pair(self) -> str:
        """`CHN-RUS` or `other`."""
        return "CHN-RUS" if {*self.who, *self.whom} == {"CHN", "RUS"} else "other"


@dataclass(slots=True)
class Score:
    """What was counted: claims with whether they were read, rows with whether they are right, and the verdicts."""

    claims: list[tuple[Listed, bool]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    texts: int = 0
    words: int = 0


def listed(folder: Path) -> list[Listed]:
    """The claims of `claims.psv`."""
    found = []
    for line in (folder / "claims.psv").read_text(encoding="utf-8").splitlines():
        cells = [one.strip() for one in line.split("|")]
        if len(cells) < len(COLUMNS) or cells[0] == "text":
            continue
        own = dict(zip(COLUMNS, cells, strict=False))
        found.append(
            Listed(
                text=own["text"], quote=own["quote"], who=codes(own["who"]), whom=codes(own["whom"]), what=own["what"].casefold(), value=own["value"],
                period=own["period"], direction=own["direction"].casefold(), kind=own["class"], fair=own["fair"],
            )
        )  # fmt: skip
    return found


def codes(cell: str) -> tuple[str, ...]:
    """The states and groups of a cell; the world, the United Nations and a dash are none."""
    known = {"West": "WEST", "the West": "WEST", "Europe": "EU"}
    for name, code in known.items():
        cell = re.sub(rf"\b{name}\b", code, cell)
    return tuple(one for one in re.findall(r"\b(?:[A-Z]{3,4}|EU|ASEAN|BRICS)\b", cell) if one != "UN")


def scored(folder: Path, hand: dict[str, str]) -> Score:
    """Read every text of a folder and hold its rows against the claims listed of it."""
    known = listed(folder)
    score = Score()
    for name in sorted({one.text for one in known}):
        path = folder / f"{name}.txt"
        if not path.exists():
            continue
        published, body = opened(path)
        article = make_article(body, published=published)
        score.texts, score.words = score.texts + 1, score.words + article.words
        sentences = [_plain(one.text) for one in article.sentences]
        rows = [one for one in check(article).checked if one.statement.kind == "claim" and not one.aside]
        own = [one for one in known if one.text == name]
        for one in own:
            score.claims.append((one, _is_read(one, rows, sentences, published)))
        for number, row in enumerate(rows):
            taken = [
                one
                for one in own
                if _stands_in(one, sentences[row.statement.sentence]) and fits(one, row, published)
            ]
            score.rows.append(
                _row(f"{name}-{number}", row, article.sentences[row.statement.sentence].text, taken, hand)
            )
    return score


def opened(path: Path) -> tuple[str, str]:
    """Date and words of a text, its title first, as a reader has it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    dated = next(
        (n for n, line in enumerate(lines[:5]) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", line.strip())), None
    )
    if dated is None:
        raise SystemExit(f"{path}: no date of publication in its first lines")
    body = "\n".join(lines[dated + 1 :]).lstrip("\n")
    title = lines[0].strip() if dated else ""
    led = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return lines[dated].strip(), led


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _stands_in(one: Listed, sentence: str) -> bool:
    quote = _plain(one.quote)
    return quote in sentence or (len(sentence) > 20 and sentence in quote)


def _is_read(one: Listed, rows: list[Checked], sentences: list[str], published: str) -> bool:
    """Whether rows of its sentence read a claim; of one on the votes of several states, whether each has a row."""
    near = [row for row in rows if _stands_in(one, sentences[row.statement.sentence])]
    fitting = [row for row in near if fits(one, row, published)]
    if one.kind.startswith("vote") and len(one.who) > 1:
        return {*one.who} <= {code for row in fitting for code in row.statement.states}
    return bool(fitting)


def fits(one: Listed, row: Checked, published: str) -> bool:
    """Whether a row says what was listed: states, amount or direction, period. What is said to be so, without a time, is so when the text appears."""
    said = row.statement
    present = ("exists", "lacks", "used", "rises", "falls")
    now = said.relation.startswith("rank-") or "they speak of the present" in said.assumed
    year = published[:4] if now else ""
    period = said.period or (
        published[:7] if said.relation in ("ballot", "tally") or said.test in present else year
    )
    return _of_states(one, row) and _of_amount(one, row) and _of_period(one.period, period)


def _of_states(one: Listed, row: Checked) -> bool:
    said, named = row.statement, {*one.who, *one.whom}
    # a region that no code of the list is counts where the quote names it
    regions = {code for code, words in table("forms")["regions"].items() if re.search(words, one.quote)}
    states = {*said.states} - (regions - named)
    if said.relation in VOTES or one.kind.startswith(OF_VOTES):
        of_vote = one.kind.startswith(OF_VOTES) and said.relation in VOTES
        return of_vote and {*said.states} <= named | ({*said.states} if said.relation == "tally" else set())
    both = len(states) == len(named) or len(named) > PAIR or said.relation == "settlement"
    return states <= named and both and _of_flow(one, said)


def _of_flow(one: Listed, said: Statement) -> bool:
    """Whether exports, imports and trade are what was listed, in the order of seller and buyer."""
    goods, trade = (
        re.search(r"\b(?:imports?|exports?|purchase\w*|sales)\b", one.what),
        re.search(r"\btrade\b|turnover", one.what),
    )
    if said.relation == "trade":
        return not goods
    if said.relation != "exports" or re.search("share|rank", one.what) or not (one.who and one.whom):
        return True
    if goods:
        return said.states[1 if goods[0][0] in "ip" else 0] in one.who
    return not trade


def amounts(value: str) -> list[float]:
    """The numbers of a cell, shares as fractions; `1st` is 1."""
    found = []
    for one in _AMOUNT.finditer(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", value)):
        number = float(one["number"].replace(",", "")) * _SCALES.get((one["scale"] or "").casefold(), 1.0)
        unit = (one["unit"] or "").strip()
        found.append(number / 100 if unit in ("%", "per cent") else number * 1e9 if unit == "bcm" else number)
    words = table("amounts")
    parts = r"\b(" + "|".join(words["fractions"]) + r")s?\b"
    found += [float(words["fractions"][one]) for one in re.findall(parts, value.casefold())]
    found += [
        float(words["multiples"][one])
        for one in words["multiples"]
        if re.search(rf"\b{one}\b", value.casefold())
    ]
    times = re.findall(r"(\d+(?:\.\d+)?)(?:x| times|-fold)", value)
    return found + [float(one) - 1 for one in times]


def _of_amount(one: Listed, row: Checked) -> bool:
    said, numbers, words = row.statement, amounts(one.value), f"{one.direction} {one.value}"
    down = bool(
        re.search(r"\b(?:fall|falls|fell|decline|drop|lower|lowest)\b", one.direction)
    ) or one.value.lstrip().startswith(("-", "−"))
    if said.test in ("record", "lowest"):
        return bool(re.search("record|first|lowest", words))
    if said.relation == "ballot":
        return bool(
            re.search(
                {"yes": r"favou?r|\bfor\b|yes", "no": r"against|oppos|veto|\bno\b", "abstain": "abst"}[
                    said.phrase
                ],
                words,
            )
        )
    if said.value is None:
        return not numbers and (said.test not in (*_UP, *_DOWN) or (said.test in _DOWN) == down)
    if (
        said.test in ("grows", "shrinks")
        and (said.test == "shrinks") != down
        and re.search(r"\b(?:rise|growth|fall)\b", one.direction)
    ):
        return False
    return any(_close(abs(said.value), each) for each in numbers) or (
        said.relation == "balance" and not numbers
    )


def _close(value: float, other: float) -> bool:
    return abs(value - other) <= CLOSE * max(abs(other), 1e-9) or value == other


def _quarter(one: re.Match[str]) -> str:
    last = int(one[2]) * 3
    return f"{one[1]}-{last - 2:02d}..{one[1]}-{last:02d}"


def _of_period(wanted: str, said: str) -> bool:
    wanted = re.split(r" (?:against|vs|from)\b", wanted)[0].strip()
    wanted = re.sub(r"(\d{4})-?Q([1-4])", _quarter, wanted)
    if not re.search(r"\d{4}", wanted):
        return True
    last, first = said.rstrip(".").rsplit("..", maxsplit=1)[-1], said.split("..", maxsplit=1)[0]
    if not said:
        return False
    if since := re.match(r"since (\d{4}(?:-\d{2})?)", wanted):
        return first[:4] in (since[1][:4], str(int(since[1][:4]) - 1))
    begin, dots, end = re.sub(r"[^\d.-]", "", wanted).strip("-").partition("..")
    if dots and len(begin) > len("2023") and begin[:4] == end[:4]:
        return last == end and (first == begin or ".." not in said)
    if dots:  # up to which year a rise goes on, lists count one way and readers another
        return not last or abs(int(last[:4]) - int(end[:4])) <= 1
    size = min(len(begin), len(last))
    return last[:size] == begin[:size] and (len(begin) == len(last) or len(begin) > len("2023-01"))


def _row(name: str, row: Checked, sentence: str, taken: list[Listed], hand: dict[str, str]) -> dict[str, Any]:
    said = row.statement
    fair = next((one.fair for one in taken), "")
    return {
        "row": name, "right": hand.get(name) or ("1" if taken else ""), "verdict": row.status, "relation": said.relation, "states": " ".join(said.states),
        "test": said.test, "value": "" if said.value is None else f"{said.value:.6g}", "unit": said.unit, "period": said.period, "goods": said.goods,
        "fair": fair, "figure": "; ".join(dict.fromkeys(one.figure for one in row.verdicts if one.figure))[:160], "sentence": sentence,
    }  # fmt: skip


def report(folder: Path, out: Path | None, hand_file: Path | None) -> None:
    """Print the counts, and write the rows and the claims missed."""
    hand = {}
    if hand_file is not None:
        with hand_file.open(encoding="utf-8", newline="") as file:
            hand = {one["row"]: one["right"] for one in csv.DictReader(file) if one["right"]}
    made = scored(folder, hand)
    inside = [(one, read) for one, read in made.claims if one.kind != "outside"]
    print(
        f"{made.texts} texts, {made.words:,} words, {len(made.claims)} claims listed, {len(inside)} of them within the subject"
    )
    _tally("all within the subject", inside)
    for pair in ("CHN-RUS", "other"):
        _tally(pair, [both for both in inside if both[0].pair == pair])
    for kind in sorted({one.kind for one, _ in inside}):
        _tally(f"  {kind}", [both for both in inside if both[0].kind == kind])
    _of_rows(made)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        _write(out / "rows.csv", made.rows)
        _write(
            out / "missed.csv",
            [{"text": one.text, "class": one.kind, "quote": one.quote, "who": " ".join(one.who), "whom": " ".join(one.whom), "what": one.what,
              "value": one.value, "period": one.period, "direction": one.direction} for one, read in inside if not read],
        )  # fmt: skip


def _of_rows(made: Score) -> None:
    right = Counter(one["right"] for one in made.rows)
    total, known = len(made.rows), right["1"] + right["0"]
    print(f"rows: {total}; right {right['1']}, wrong {right['0']}, to be judged by hand {total - known}")
    if known == total and total:
        print(f"  rows right: {right['1'] / total:.2f}")
    print("verdicts:", dict(Counter(one["verdict"] for one in made.rows)))
    for verdict in ("contradicted", "supported", "mixed"):
        rows = [one for one in made.rows if one["verdict"] == verdict]
        print(f"-- {verdict}, to be looked at by hand ({len(rows)})")
        for one in rows:
            print(f"   {one['row']} [{one['right'] or '?'}; fair: {one['fair'][:30] or '?'}] {one['relation']} {one['states']} {one['test']} {one['value']} {one['unit']} {one['period']} {one['goods']} | {one['figure'][:70]} | {one['sentence'][:110]}")  # fmt: skip
    print("-- rows that no listed claim takes, to be judged by hand")
    for one in (one for one in made.rows if not one["right"]):
        print(f"   {one['row']} {one['verdict']}: {one['relation']} {one['states']} {one['test']} {one['value']} {one['unit']} {one['period']} {one['goods']} | {one['sentence'][:140]}")  # fmt: skip


def _tally(name: str, claims: list[tuple[Listed, bool]]) -> None:
    if claims:
        read = sum(read for _, read in claims)
        print(f"{name:28} {read:4} of {len(claims):4} read, recall {read / len(claims):.2f}")


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    if rows:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
