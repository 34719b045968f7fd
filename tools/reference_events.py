"""Typed tables of events: meetings, phrases, sanctions, treaties, positions, peace plans."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from reference_common import DERIVED, Citations, clean_note, parse_figure, parse_span

Row = dict[str, Any]
Facts = list[dict[str, str]]


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
        met.append(
            pair | {"date_start": span.start, "date_end": last.end} | {key: row[key] for key in kept} | end
        )
    return met, counted


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


def sanctions(rows: Facts, citations: Citations) -> list[Row]:
    """Rows of `sanctions`."""
    out = []
    for row in rows:
        span = parse_span(row["date"])
        assert span is not None, row
        words = re.search(r"\d{4}-\d\d(-\d\d)?", row["effective"])
        effective = parse_span(words[0]) if words else None
        figure = parse_figure(row["value"]) if row["value"] else None
        note = [clean_note(row["note"])]
        if words and words[0] != row["effective"]:
            note.insert(0, f"effective: {row['effective']}")
        if row["value"] and (figure is None or figure.value is None or figure.about):
            note.insert(0, f"{row['value']} {row['unit']}")
        if row["target"] == "third-country banks":
            note.insert(0, "against banks of third countries")
        kept = ("measure", "instrument", "sectors", "unit")
        out.append(
            {"date": span.start, "precision": span.precision, "effective": effective and effective.start}
            | {"sender": codes(row["sender"]), "target": codes(row["target"])}
            | {key: row[key] for key in kept}
            | {
                "value": figure.value if figure else None,
                "sources": [citations.cite(row)],
                "note": "; ".join(filter(None, note)),
            }
        )
    return out


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
