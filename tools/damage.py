"""Accidents that happen to files, and words that nobody expects: the grammars of damaged input for `tools/fuzz.py`."""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile

Random = random.Random

CELLS = (
    "", " ", "-", "..", "n/a", "NaN", "inf", "-1", "1e300", "1,5", "1.234,5", "９９", "٣", "0x10", "TRUE", "\ud800", "\x00",
    "=1+1", "'", '"', "2022-13-45", "0000-00-00", "99999-01-01", "1e-320", "9" * 400, "Ünïcode", "中国", "<script>", "{}", "[", "\\N",
)  # fmt: skip
WORDS = ("CHN", "RUS", "USA", "China", "Rusia", "Soviet Union", "", "  ", "XX", "中国", "EU", "G7", "HKG", "Taiwan", "CHN,RUS", "../..",
         "-1", "NULL", "Côte d'Ivoire", "x" * 300, "FJI", "NZL", "\u202eabc", "DDR")  # fmt: skip
DATES = (
    "2021",
    "2021-06",
    "2022-02-24",
    "2100",
    "0000",
    "1500",
    "2021-02-30",
    "24.2.2022",
    "Q1 2022",
    "tomorrow",
    "",
    "-5",
    "20221",
)
VALUES = (
    "",
    "0",
    "-1",
    "1e9",
    "nan",
    "foo",
    "true",
    "2021",
    "CHN",
    "all",
    "a=b",
    "[]",
    "{x: 1}",
    "total",
    "ours",
    "0.5",
)


def damaged(rng: Random, data: bytes) -> bytes:
    """Some bytes after one to three accidents, mostly one: the fewer, the deeper a case comes."""
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        data = rng.choice(ACCIDENTS)(rng, data)
    return data


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def _swapped(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _lines(rng: Random, data: bytes) -> bytes:
    """Lines repeated, lost, moved or without their start."""
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        kind = rng.randrange(4)
        if kind == 0:
            lines.insert(at, lines[at])
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            rng.shuffle(lines)
        else:
            lines[at] = lines[at][rng.randint(0, len(lines[at])) :]
    return b"\n".join(lines)


def _cells(rng: Random, data: bytes) -> bytes:
    """A cell of a table, or a value of a record, replaced by one that stands in no table."""
    mark = rng.choice([b",", b"\t", b";", b":", b"\n"])
    cells = data.split(mark)
    cells[rng.randrange(len(cells))] = rng.choice(CELLS).encode("utf-8", errors="surrogatepass")
    return mark.join(cells)


def _figure(rng: Random, data: bytes) -> bytes:
    """One number replaced by another: what is left is whole, and says something else."""
    found = list(re.finditer(rb"\d+(?:\.\d+)?", data))
    if not found:
        return data
    one = rng.choice(found)
    other = rng.choice(
        [b"0", b"-1", b"1", b"99", b"1e300", b"1e-300", b"2100", b"0.5", b"9999999999999999999", b"007"]
    )
    return data[: one.start()] + other + data[one.end() :]


def _word(rng: Random, data: bytes) -> bytes:
    """One word replaced by another of the same text."""
    found = list(re.finditer(rb"[A-Za-z_]{3,}", data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    return data[: one.start()] + other.group() + data[one.end() :]


def _coded(rng: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(
        rng.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig", "shift_jis", "utf-32"]), errors="replace"
    )


def _ends(rng: Random, data: bytes) -> bytes:
    return data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n", b""]))


def _noise(rng: Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.randbytes(rng.randint(1, 200)) + data[at:]


def _deep(rng: Random, data: bytes) -> bytes:
    opened = rng.choice([b"[", b"{", b'{"a":', b"<div>", b"- "])
    return opened * rng.choice([50, 5_000, 60_000]) + data


def _head(rng: Random, data: bytes) -> bytes:
    return data.split(b"\n", 1)[0] + b"\n" * rng.randint(0, 2)


def _packed(rng: Random, data: bytes) -> bytes:
    if rng.random() < 0.4:
        return gzip.compress(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(rng.randint(1, 2)):
            archive.writestr(
                rng.choice(["a.csv", "../a.csv", "b.json", "x" * 200, "a.csv.zip"]) + str(number), data
            )
    return out.getvalue()


ACCIDENTS = (
    _cut,
    _swapped,
    _lines,
    _cells,
    _cells,
    _figure,
    _figure,
    _word,
    _word,
    _coded,
    _ends,
    _noise,
    _deep,
    _head,
    _packed,
)

SUBJECTS = ("China-Russia trade", "China's exports to Russia", "Russia's imports from China", "Russian oil exports to India", "Trade between Germany and Russia",
            "Chinese customs", "Beijing", "Russia", "It", "The two countries", "Imports of Russian gas by the EU", "The share of China in Russia's imports",
            "Xi and Putin", "The price of Urals crude", "India's vote", "Sanctions on Russia", "Arms deliveries", "Aid to Ukraine")  # fmt: skip
DEEDS = ("rose", "fell", "rose by", "fell by", "rose to", "fell to", "doubled", "halved", "grew from", "did not fall", "came to", "hit a record", "hit a low of",
         "sold almost no goods to Russia", "bought hardly any oil from", "stopped buying gas from Russia", "is the largest partner of China", "accounted for",
         "met for the 43rd time", "voted with China", "abstained", "was more than", "was less than half of", "topped", "was banned", "made up", "no longer sells",
         "first fell and then rose", "was twice that of Japan", "went up from", "exceeded", "has imposed")  # fmt: skip
AMOUNTS = ("", "12%", "$240 billion", "240 billion yuan", "2 million barrels a day", "a third", "5 percentage points", "three times", "500", "$1.2trn", "half",
           "from $146 billion to $240 billion", "10 to 15 percent", "€3bn", "16,000 sanctions", "-5%", "0", "an all-time high", "40 bcm")  # fmt: skip
MOMENTS = ("", "in 2023", "between 2021 and 2023", "since 2022", "in the first half of 2024", "last year", "in Q3 2022", "from 2025 to 2021", "by 2030", "in 1850",
           "after the invasion", "in February 2022", "over the past decade", "year-on-year", "in fiscal 2023", "until 2019", "a year earlier", "in 0000")  # fmt: skip
JOINTS = (
    ", and",
    ", while",
    ", after",
    ", although",
    "; then",
    ", which",
    ", up from",
    ". But",
    ", compared with",
    ", according to customs,",
    " –",
)


def sentence(rng: Random) -> str:
    """A sentence as an article might have it, true or not, or none at all."""
    said = " ".join(
        part
        for part in (rng.choice(SUBJECTS), rng.choice(DEEDS), rng.choice(AMOUNTS), rng.choice(MOMENTS))
        if part
    )
    return f"{said}{rng.choice(JOINTS)} {sentence(rng)}" if rng.random() < 0.35 else f"{said}."
