"""Lists of products: those that come with the program, and files of codes of the Harmonized System."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from realpolitik.errors import FileFormatError, UnknownNameError
from realpolitik.files import read_text
from realpolitik.store.safe import read_yaml

HERE = Path(__file__).parent
EVERYTHING = "raw-materials"
HEADINGS = ("code", "codes", "hs", "hs6", "hs_code", "hscode", "product_code", "cn", "cn8")
"""What a column of codes may be called; without one the first column is taken."""
DIGITS = (2, 4, 6, 8, 10)
MOST = 2_000_000
"""Bytes of a file of codes: the whole Harmonized System with its words has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductList:
    """Codes of the Harmonized System.

    Attributes
    ----------
    name, words
        By which it is called, and what it is.
    codes
        Beginnings of codes, of two, four or six digits; empty is every product on record.
    edition
        The edition in which codes are written, such as hs92; empty where a file does not say.
    note, source
        What is not in it, and where it was read.
    shortened
        How many codes had eight or ten digits, of which the first six count.
    """

    name: str
    words: str
    codes: tuple[str, ...]
    edition: str = ""
    note: str = ""
    source: str = ""
    shortened: int = 0

    def chosen(self, known: Sequence[str]) -> tuple[str, ...]:
        """Those of these codes of six digits that are in the list."""
        if not self.codes:
            return tuple(known)
        beginnings = tuple(self.codes)
        return tuple(code for code in known if code.startswith(beginnings))

    def missing(self, known: Sequence[str]) -> tuple[str, ...]:
        """Codes of the list of which none of these is one."""
        return tuple(code for code in self.codes if not any(one.startswith(code) for one in known))


def names() -> tuple[str, ...]:
    """Lists that come with the program.

    Examples
    --------
    >>> "critical-raw-materials" in names()
    True
    """
    return tuple(_about())


def product_list(asked: str) -> ProductList:
    """A list by name, or the codes of a file: one a line, or a CSV with a column of them; what follows `#` is passed over.

    Raises
    ------
    UnknownNameError
        Neither a list nor a file.
    FileFormatError
        A line of the file is no code of the Harmonized System; the message gives the line.
    """
    if asked in _about():
        one = _about()[asked]
        return ProductList(
            name=asked,
            words=one["words"],
            codes=tuple(one["codes"]),
            edition=one["edition"],
            note=one.get("note", ""),
            source=one.get("source", ""),
        )
    path = Path(asked)
    if not path.is_file():
        raise UnknownNameError("list of products or file", asked, names())
    return _of_file(path)


@cache
def _about() -> Mapping[str, Any]:
    return read_yaml(HERE / "lists.yaml")


@cache
def words_of() -> Mapping[str, str]:
    """Code of six digits (1992) to the product in words."""
    with (HERE / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["words"] for row in csv.DictReader(file)}


@cache
def _sectors() -> Mapping[str, str]:
    return read_yaml(HERE / "sectors.yaml")


def sector_of(code: str) -> str:
    """The sector of the embedded worlds that a code belongs to; other goods where its chapter is unknown.

    Examples
    --------
    >>> sector_of("270900"), sector_of("854231"), sector_of("811230")
    ('oil-gas-mining', 'electronics', 'metals')
    """
    return next(
        (_sectors()[code[:length]] for length in (4, 2) if code[:length] in _sectors()), "other-goods"
    )


def _of_file(path: Path) -> ProductList:
    text = read_text(path, most=MOST)
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count)))
    column, found, shortened = 0, [], 0
    for number, row in enumerate(rows, 1):
        cells = [cell.split("#", 1)[0].strip().strip('"') for cell in row]
        if not any(cells):
            continue
        lower = [cell.lower() for cell in cells]
        if not found and (named := [at for at, cell in enumerate(lower) if cell in HEADINGS]):
            column = named[0]
            continue
        cell = cells[column] if column < len(cells) else ""
        code = re.sub(r"[.\s]", "", cell)
        if not found and not re.search(r"\d", code):
            continue  # a heading of another name
        if not (code.isascii() and code.isdecimal() and len(code) in DIGITS):
            raise FileFormatError(
                str(path),
                f"line {number}: {cell!r} is no code of the Harmonized System: write 2, 4 or 6 digits, such as 2709 or 270900",
            )
        shortened += len(code) > 6
        found.append(code[:6])
    if not found:
        raise FileFormatError(str(path), "has no code of the Harmonized System, such as 270900")
    return ProductList(
        name=path.stem,
        words=f"goods on the list {path.name}",
        codes=tuple(dict.fromkeys(found)),
        shortened=shortened,
    )
