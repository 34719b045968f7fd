"""Typed tables of events: meetings, phrases, sanctions, treaties, positions, peace plans."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from reference_common import DERIVED, Citations, clean_note, parse_figure, parse_span

Row = dict[str, Any]
Facts = list[dict[str, str]]
LEVELS = {"heads of state": "leaders"}
"""What the facts call the leaders of China and Russia; leaders of other pairs are heads of government too."""


def meetings(rows: Facts, citations: Citations) -> tuple[list[Row], list[Row]]:
    """Rows of `meetings` and `meeting_counts`."""
    met, counted = [], []
    for row in rows:
        pair = {"a": "CHN", "b": "RUS"}
        end = {"sources": [citations.cite(row)], "note": clean_note(row["note"])}
        span = parse_span(row["date_start"])
        assert span is not None, row
        if row["kind"] == "count":
            match = re.fullmatch(r"([>~]?)(\d+)(?: in (\d{4}))?", row["count"])
            assert match, row
            qualifier = (
                f"in {match[3]}" if match[3] else {">": "more than", "~": "about", "": "exact"}[match[1]]
            )
            rule = row["counting_rule"].partition(" Chain with")[0]
            if "round number" in rule:
                qualifier = "about"
            counted.append(
                pair
                | {"date": span.start, "count": int(match[2]), "qualifier": qualifier, "rule": rule}
                | end
            )
            continue
        last = parse_span(row["date_end"] or row["date_start"])
        assert last is not None, row
        kept = ("kind", "level", "place", "country", "occasion", "format", "bilateral", "joint_statement")
        level = {"level": LEVELS.get(row["level"], row["level"])}
        met.append(
            pair
            | {"date_start": span.start, "date_end": last.end}
            | {key: row[key] for key in kept}
            | level
            | end
        )
    return met, counted


def encounters(rows: Facts, citations: Citations) -> list[Row]:
    """Rows of `meetings` of pairs other than China and Russia; a first and a last day are typed for each."""
    kept = ("a", "b", "kind", "level", "place", "country", "occasion", "bilateral", "note")
    return [
        {key: row[key] for key in kept}
        | {
            "date_start": date.fromisoformat(row["date_start"]),
            "date_end": date.fromisoformat(row["date_end"]),
            "format": "in-person",
            "joint_statement": "",
            "sources": [citations.cite(row)],
        }
        for row in rows
    ]


def ledgers(rows: Facts, met: list[Row], citations: Citations) -> list[Row]:
    """Rows of `meeting_ledgers`; that of China and Russia runs over the days of its own rows and cites the last of them."""
    own = sorted(
        (one for one in met if (one["a"], one["b"], one["level"]) == ("CHN", "RUS", "leaders")),
        key=lambda one: one["date_start"],
    )
    kept = ("a", "b", "level", "extent", "who", "holds", "note")
    first = {
        "a": "CHN",
        "b": "RUS",
        "level": "leaders",
        "from_date": own[0]["date_start"],
        "to_date": own[-1]["date_end"],
        "extent": "whole",
        "who": "presidents",
        "holds": "encounters in person, calls by video and telephone",
        "sources": own[-1]["sources"],
        "note": "",
    }
    return [first] + [
        {key: row[key] for key in kept}
        | {
            "from_date": date.fromisoformat(row["from"]),
            "to_date": date.fromisoformat(row["to"]),
            "sources": [citations.cite(row)],
        }
        for row in rows
    ]


def council_votes(rows: Facts, citations: Citations) -> list[Row]:
    """Rows of `council_votes`: codes of states in order, the number in favour where it was printed."""
    codes = ("parties", "vetoed_by", "against", "abstained")
    return [
        {key: row[key] for key in ("draft", "subject", "outcome", "whole", "note")}
        | {key: " ".join(sorted(row[key].split())) for key in codes}
        | {
            "date": date.fromisoformat(row["date"]),
            "in_favour": int(row["in_favour"]) if row["in_favour"] else None,
            "sources": [citations.cite(row)],
        }
        for row in rows
    ]


def phrases(rows: Facts, citations: Citations, dropped: Counter[str]) -> list[Row]:
    """Rows of `phrases`; a register row cites the documents that the other rows of its date cite."""
    by_date: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if not row["source_publisher"].startswith("see the other"):
            by_date[row["date"]].append(citations.cite(row))
    out = []
    for row in rows:
        register = row["source_publisher"].startswith("see the other")
        sources = by_date[row["date"]] if register else [citations.cite(row)]
        if not sources:
            dropped["register row without a source"] += 1
            continue
        span = parse_span(row["date"])
        assert span is not None, row
        kept = ("phrase", "present", "speaker", "office", "document", "language", "wording", "word_count")
        note = "" if register else clean_note(row["note"])
        out.append(
            {"a": "CHN", "b": "RUS", "date": span.start, "precision": span.precision}
            | {key: row[key] for key in kept}
            | {"sources": sources, "note": note}
        )
    return out


def codes(text: str) -> str:
    """Senders and targets as codes joined by a space."""
    names = {"all": "WLD", "third-country banks": "WLD", "Australia": "AUS"}
    return " ".join(names.get(part.strip(), part.strip()) for part in text.split(";"))


LATE_CLAUSES = {
    "SAN0031": ("coal import ban (from August 2022)", "trade embargo", "coal", ""),
    "SAN0066": ("petroleum services ban from 27 Feb 2025", "services", "", "oil"),
    "SAN0072": ("refined products from Russian crude (from 2026-01-21)", "trade", "oil products", ""),
    "SAN0080": ("LNG ban from 2027", "trade", "LNG", ""),
}
"""Packages of which one clause waits for the day in `effective` and the rest counts from adoption: the words of the clause, its
instrument and its sector, all three of which leave the rest, and a sector that both have. A clause is split off only where
its instrument is its own, so that the package weighs in the end what it weighed whole."""
LATE_TARGETS = {"SAN0080": "RUS"}
"""Whom a late clause is against, where that is not everybody whom the package is against: the ban is on Russian gas."""


FIRMS = {
    **dict.fromkeys(("companies", "firms", "firms named", "entities", "banks", "entity + 1 person"), ""),
    "Hong Kong firms": "CHN",
    "Entity List additions in China": "CHN",
    "Chinese persons and entities": "CHN",
    "Chinese entities": "CHN",
}
"""Units that count firms, with the state whose they are where the unit names it; otherwise they are the target's."""


def firms_of(unit: str, target: str) -> str:
    """The state whose firms a value counts; empty where it counts something else, or where the target is no one state."""
    return FIRMS[unit] or (target if re.fullmatch("[A-Z]{3}", target) else "") if unit in FIRMS else ""


def sanctions(rows: Facts, citations: Citations) -> list[Row]:
    """Rows of `sanctions`: one a row of the facts, and one more for each late clause of a package."""
    out = []
    for row in rows:
        span = parse_span(row["date"])
        assert span is not None, row
        words = re.search(r"\d{4}-\d\d(-\d\d)?", row["effective"])
        # time to wind down dealings is no later start: what is listed is frozen from the day of the listing
        waits = words and not row["effective"].startswith("wind-down")
        effective = parse_span(words[0]) if waits else None
        figure = parse_figure(row["value"]) if row["value"] else None
        late = row["row_id"] in LATE_CLAUSES
        note = [clean_note(row["note"])]
        if words and words[0] != row["effective"] and not late:
            note.insert(0, row["effective"] if not waits else f"effective: {row['effective']}")
        if row["value"] and (figure is None or figure.value is None or figure.about):
            note.insert(0, f"{row['value']} {row['unit']}")
        if row["target"] == "third-country banks":
            note.insert(0, "against banks of third countries")
        kept = ("measure", "instrument", "sectors", "unit")
        whole = (
            {"date": span.start, "precision": span.precision, "effective": effective and effective.start}
            | {"sender": codes(row["sender"]), "target": codes(row["target"])}
            | {key: row[key] for key in kept}
            | {
                "value": figure.value if figure else None,
                "firms_of": firms_of(row["unit"], codes(row["target"])),
                "sources": [citations.cite(row)],
                "note": "; ".join(filter(None, note)),
            }
        )
        out += _split(row["row_id"], whole) if late else [whole]
    return out


def _split(row_id: str, whole: Row) -> list[Row]:
    """A package as what counts from its adoption and the clause that waits."""
    clause, instrument, sector, shared = LATE_CLAUSES[row_id]
    package = re.match(r"\d+th package: |", whole["measure"])
    assert package is not None
    assert whole["effective"] is not None, row_id
    rest = {
        "measure": _without(whole["measure"], clause),
        "instrument": _without(whole["instrument"], instrument),
        "sectors": _without(whole["sectors"], sector) if sector else whole["sectors"],
        "effective": None,
    }
    waiting = {
        "measure": f"{package[0]}{clause}",
        "instrument": instrument,
        "sectors": sector or shared,
        "target": LATE_TARGETS.get(row_id, whole["target"]),
        "value": None,
        "unit": "",
        "firms_of": "",
        "note": "a clause of a package that otherwise counts from its adoption",
    }
    return [whole | rest, whole | waiting]


def _without(text: str, part: str) -> str:
    """A list without one of its parts, which must be in it."""
    for written in (f"; {part}", f", {part}", f"{part}; ", f"{part}, "):
        if written in text:
            return text.replace(written, "", 1)
    raise ValueError(f"{part!r} is no part of {text!r}")


NATO = (
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ISL "
    "ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN SWE TUR USA"
)
PARTIES = {
    "Republic of China": "TWN",
    "USSR": "SUN",
    "China (PRC)": "CHN",
    "China": "CHN",
    "Russia": "RUS",
    "Kazakhstan": "KAZ",
    "Kyrgyzstan": "KGZ",
    "Tajikistan": "TJK",
    "Uzbekistan": "UZB",
    "USA": "USA",
    "UK": "GBR",
    "France": "FRA",
    "Japan": "JPN",
    "Republic of Korea": "KOR",
    "Philippines": "PHL",
    "Australia": "AUS",
    "DPRK": "PRK",
    "Iran": "IRN",
    "Albania": "ALB",
    "Bulgaria": "BGR",
    "Czechoslovakia": "CSK",
    "GDR": "DDR",
    "Hungary": "HUN",
    "Poland": "POL",
    "Romania": "ROU",
    "New Zealand": "NZL",
    "Belarus": "BLR",
    "Armenia": "ARM",
    "Georgia": "GEO",
    "Azerbaijan": "AZE",
    "India": "IND",
    "Viet Nam": "VNM",
    "Vietnam": "VNM",
    "Ukraine": "UKR",
    "Pakistan": "PAK",
    "Mongolia": "MNG",
    "Canada": "CAN",
    "Germany": "DEU",
    "FRG": "DEU",
    "Italy": "ITA",
    "Türkiye": "TUR",
    "Turkey": "TUR",
    "Israel": "ISR",
    "Saudi Arabia": "SAU",
    "Egypt": "EGY",
    "Cuba": "CUB",
    "Afghanistan": "AFG",
    "Serbia": "SRB",
    "Finland": "FIN",
    "Sweden": "SWE",
    "Brazil": "BRA",
    "DR Vietnam": "VNM",
    "SRV": "VNM",
    "Taiwan": "TWN",
    "Solomon Islands": "SLB",
}


def parties(text: str, treaty: str, signed: str) -> str:
    """Codes of the parties; what stands in brackets after a name is a remark."""
    if "North Atlantic Treaty" in treaty:
        return NATO
    found = []
    for part in text.split(";"):
        name = part.strip()
        plain = re.sub(r"\s*(\(.*|\bto \d.*|\d{4}.*)$", "", name).strip()
        code = PARTIES.get(name) or PARTIES.get(plain)
        if name == "Republic of China" and signed < "1949-10":
            code = "CHN"
        if code is None and " and " in plain:
            found += [PARTIES[piece.strip()] for piece in plain.split(" and ")]
            continue
        if code is None:
            raise ValueError(f"no code for {name!r} of {treaty!r}")
        found.append(code)
    return " ".join(dict.fromkeys(found))


def treaties(rows: Facts, citations: Citations, dropped: Counter[str]) -> list[Row]:
    """Rows of `treaties`; the codings of ATOP are derived from its data."""
    out = []
    for row in rows:
        if row["record"] != "treaty":
            dropped[DERIVED] += 1
            continue
        dates: Row = {}
        note = [clean_note(row["note"])]
        for column in ("signed", "in_force", "ended"):
            words = re.match(r"\d{4}(-\d\d(-\d\d)?)?", row[column])
            span = parse_span(words[0]) if words else None
            # A year alone bounds an end by its last day, and an entry into force by the signature.
            first = span and max(span.start, dates.get("signed") or span.start)
            dates[column] = span.end if span and column == "ended" else first
            if row[column] and (not words or words[0] != row[column] or len(row[column]) < 10):
                note.insert(0, f"{column.replace('_', ' ')}: {row[column]}")
        if ";" in row["parties"] and "(" in row["parties"]:
            note.insert(0, f"parties: {row['parties']}")
        flags = ("defence", "offence", "neutrality", "non_aggression", "consultation", "articles", "gist")
        out.append(
            {"treaty": row["treaty"], "parties": parties(row["parties"], row["treaty"], row["signed"])}
            | dates
            | {key: row[key] for key in flags}
            | {"sources": [citations.cite(row)], "note": "; ".join(filter(None, note))}
        )
    return out


def positions(rows: Facts, citations: Citations, dropped: Counter[str]) -> tuple[list[Row], list[Row]]:
    """Rows of `positions` and `peace_plans`."""
    voted, plans = [], []
    for row in rows:
        span = parse_span(row["date"])
        assert span is not None, row
        title = re.sub(r"\s*\([^)]*unverified\)", "", row["title"])
        end = {"sources": [citations.cite(row)], "note": clean_note(row["note"])}
        if row["record"] == "peace plan":
            plans.append(
                {"date": span.start, "document": title, "by": row["state"], "points": row["points"]} | end
            )
        elif row["vote"] == "not a member":
            dropped["state not in the Security Council"] += 1
        else:
            vote = {"no (veto)": "no", "not voting": "absent"}.get(row["vote"], row["vote"])
            note = "; ".join(filter(None, ("veto" if "veto" in row["vote"] else "", str(end["note"]))))
            voted.append(
                {"body": row["body"], "date": span.start, "document": row["document"], "title": title}
                | {"result": row["result"], "state": row["state"], "vote": vote}
                | end
                | {"note": note}
            )
    return voted, plans
