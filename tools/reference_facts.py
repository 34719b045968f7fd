"""Typed tables other than trade: prices, estimates, settlement, meetings, phrases, sanctions, treaties, positions, power."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from reference_common import Citations, clean_note, clean_publisher, parse_figure, parse_span

Row = dict[str, Any]
Facts = list[dict[str, str]]

DERIVED = "derived from the dataset instead"
ELSEWHERE = "in another table already"
NO_NUMBER = "no number in it"


# -- prices ---------------------------------------------------------------------------------------------------------

# Cargo months of the ESPO quotations, which the sources name in words; ranges and vaguer words are estimates.
CARGOES = {
    "2022 1H-Jan cargoes": "2022-01",
    "2022 early Feb cargoes": "2022-02",
    "2022-10 cargoes": "2022-10",
    "2022-11 cargoes": "2022-11",
    "2022-11 mid": "2022-11",
    "2022-12 arrival": "2022-12",
    "2023 Aug delivery": "2023-08",
    "2023 Mar delivery": "2023-03",
    "2023 Oct delivery": "2023-10",
}


def prices(rows: Facts, citations: Citations, dropped: Counter[str]) -> tuple[list[Row], list[Row]]:
    """Rows of `prices`, and the ranges, windows and averages over spans as estimates."""
    kept, rest = [], []
    for row in rows:
        if row["source_publisher"].startswith("World Bank") or "unit value" in row["series"]:
            dropped[DERIVED] += 1
            continue
        span = parse_span(CARGOES.get(row["period"], row["period"]))
        figure = parse_figure(row["value"])
        if figure is None:
            raise ValueError(row)
        series, sign = _series(row)
        if span is None or span.freq not in {"A", "M", "D"} or figure.value is None:
            rest.append(_price_estimate(row, series, sign, citations))
            continue
        kept.append(
            {
                "series": series, "period": span.start, "freq": span.freq, "value": sign * figure.value,
                "unit": row["unit"], "basis": _basis(row), "sources": [citations.cite(row)],
                "note": _note(row),
            }
        )  # fmt: skip
    return _one_a_key(kept), rest


def _basis(row: dict[str, str]) -> str:
    if row["basis"] == "price":
        return "CIF Rotterdam, Argus"
    return row["basis"].replace(" (CREA)", ", CREA")


def _note(row: dict[str, str]) -> str:
    note = clean_note(row["note"])
    return note if row["period"] not in CARGOES else "; ".join(filter(None, (row["period"], note)))


def _series(row: dict[str, str]) -> tuple[str, int]:
    """The series, and -1 where the source writes a discount as a positive number."""
    name, basis = row["series"], row["basis"]
    discount = -1 if basis.startswith(("discount", "Dubai minus")) else 1
    if name == "ESPO differential":
        return ("espo-dubai-differential" if "Dubai" in basis else "espo-brent-differential"), discount
    if name == "Urals differential":
        return ("urals-dubai-differential" if "Dubai" in basis else "urals-brent-differential"), discount
    if name == "Urals":
        return ("urals-tax" if "tax" in basis else "urals-fob" if "FOB" in basis else "urals"), 1
    return {
        "ESPO FOB Kozmino": "espo-fob", "North Sea Dated": "dated-brent", "Dubai": "dubai", "Urals FOB": "urals-fob",
        "Urals FOB Novorossiysk": "urals-fob", "Urals FOB Primorsk": "urals-fob",
    }[name], 1  # fmt: skip


def _price_estimate(row: dict[str, str], series: str, sign: int, citations: Citations) -> Row:
    out = estimate(
        row, subject=f"price {series}", measure=_basis(row), citations=citations, text=row["period"], number=row["value"],
        unit=row["unit"],
    )  # fmt: skip
    assert out is not None, row
    if sign < 0:
        low, high = out["low"], out["high"]
        out |= {"value": None if out["value"] is None else -out["value"]}
        out |= {"low": None if high is None else -high, "high": None if low is None else -low}
    return out


def _one_a_key(rows: list[Row]) -> list[Row]:
    """The same quotation printed twice is one row with both sources; a different number keeps its own basis."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row["series"], row["freq"], row["period"], row["basis"])].append(row)
    out = []
    for group in groups.values():
        for number, row in enumerate(group):
            same = next((old for old in group[:number] if old["value"] == row["value"]), None)
            if same is not None:
                same["sources"] += row["sources"]
            elif number:
                out.append(row | {"basis": f"{row['basis']}, another print"})
            else:
                out.append(row)
    return out


# -- estimates ------------------------------------------------------------------------------------------------------

UNITS = {
    "USD bn": ("USD", 1e9), "USD mn": ("USD", 1e6), "USD mn/month": ("USD a month", 1e6), "EUR bn": ("EUR", 1e9),
    "EUR mn/day": ("EUR a day", 1e6), "CNY bn": ("CNY", 1e9), "CNY tn": ("CNY", 1e12), "Mt": ("t", 1e6),
    "Mt/month": ("t a month", 1e6), "mb/d": ("bbl/d", 1e6), "bcm": ("m3", 1e9), "bcm/yr": ("m3 a year", 1e9),
    "thousand": ("units", 1e3), "thousand (nearly)": ("units", 1e3), "mn": ("units", 1e6), "thousand t": ("t", 1e3),
    "thousand m3": ("m3", 1e3), "% fee": ("share", 0.01), "% (almost)": ("share", 0.01), "x": ("ratio", 1.0),
}  # fmt: skip


def estimate(
    row: dict[str, str], *, subject: str, measure: str, citations: Citations, text: str, number: str, unit: str,
    note: str | None = None,
) -> Row | None:  # fmt: skip
    """A row of `estimates`; None where there is no number."""
    figure = parse_figure(number)
    if figure is None:
        return None
    name, scale = UNITS.get(unit, (unit, 1.0))
    if unit == "%":
        grown = re.search(r"growth|change|fall|below", measure) is not None
        name, scale = ("growth" if grown and "below" not in measure else "share"), 0.01
    span = parse_span(text)

    def size(value: float | None) -> float | None:
        return None if value is None else float(f"{value * scale:.12g}")

    remarks = clean_note(row.get("note", "")) if note is None else note
    words = {"thousand (nearly)": "nearly", "% (almost)": "almost"}.get(unit, "about" if figure.about else "")
    return {
        "subject": subject, "measure": measure, "period_text": text, "period": span and span.start, "end": span and span.end,
        "freq": span.freq if span else "", "value": size(figure.value), "low": size(figure.low), "high": size(figure.high),
        "unit": name, "by": re.sub(r"\s*\(\d{4}[^)]*\)", "", clean_publisher(row["source_publisher"])),
        "sources": [citations.cite(row)], "note": "; ".join(filter(None, (words, remarks))),
    }  # fmt: skip


SETTLEMENT = {
    "Yuan share of Russian export settlements": ("exports", "CNY"),
    "Yuan share of Russian import settlements": ("imports", "CNY"),
    'Dollar+euro ("unfriendly") share of Russian export settlements': ("exports", "USD+EUR"),
    "Yuan share of Moscow Exchange spot FX": ("exchange", "CNY"),
    "Yuan share of Bank of Russia reserves": ("reserves", "CNY"),
    "Rouble+yuan share of bilateral China-Russia trade": ("trade", "RUB+CNY"),
}
# Events and documents, which have tables of their own.
EVENTS = re.compile(
    r"^(Xi-Putin meetings|UN vote:|\"No limits\" statement|Peace plan|US executive order|EU ban on)"
)
# Benchmarks, and the shares and totals of the IMF, are derived from the datasets.
BENCHMARKS = re.compile(r"^(Dubai crude price|Brent crude price|Natural gas Europe|LNG Japan)")


def figures(
    rows: Facts, citations: Citations, dropped: Counter[str], priced: set[tuple[str, str]]
) -> tuple[list[Row], list[Row]]:
    """Rows of `estimates` and `settlement` from what of figures.csv is no plain flow."""
    out, settled = [], []
    for row in rows:
        subject, publisher = row["subject"], row["source_publisher"]
        if (
            BENCHMARKS.match(subject)
            or "IMTS" in publisher
            or ("unit value: Russian crude" in subject and "CREA" in publisher)
        ):
            dropped[DERIVED] += 1
        elif EVENTS.match(subject) or (row["period"], row["value"].lstrip("+").replace(">", "")) in priced:
            dropped[ELSEWHERE] += 1
        elif subject in SETTLEMENT and (record := _settlement(row, citations)):
            settled.append(record)
        else:
            record = estimate(row, subject=subject, measure=row["measure"], citations=citations, text=row["period"],
                              number=row["value"], unit=row["unit"])  # fmt: skip
            if record is None:
                dropped[NO_NUMBER] += 1
            else:
                out.append(record)
    return out, settled


def _settlement(row: dict[str, str], citations: Citations) -> Row | None:
    flow, currency = SETTLEMENT[row["subject"]]
    text = {"about 2023 end (undated post)": ""}.get(row["period"], row["period"])
    span, figure = parse_span(text), parse_figure(row["value"])
    if span is None or figure is None or figure.value is None or not span.freq:
        return None
    currency = "+".join(sorted(currency.split("+"))) if currency == "RUB+CNY" else currency
    return {
        "actor": "RUS", "partner": "CHN" if flow == "trade" else "WLD", "flow": flow, "currency": currency,
        "period": span.start, "freq": span.freq, "share": round(figure.value / 100, 6), "sources": [citations.cite(row)],
        "note": "" if row["measure"] == "share" else row["measure"],
    }  # fmt: skip


# -- events ---------------------------------------------------------------------------------------------------------


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
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ISL ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN "
    "SWE TUR USA"
)
PARTIES = {
    "Republic of China": "TWN", "USSR": "SUN", "China (PRC)": "CHN", "China": "CHN", "Russia": "RUS", "Kazakhstan": "KAZ",
    "Kyrgyzstan": "KGZ", "Tajikistan": "TJK", "Uzbekistan": "UZB", "USA": "USA", "UK": "GBR", "France": "FRA",
    "Japan": "JPN", "Republic of Korea": "KOR", "Philippines": "PHL", "Australia": "AUS", "DPRK": "PRK", "Iran": "IRN",
    "Albania": "ALB", "Bulgaria": "BGR", "Czechoslovakia": "CSK", "GDR": "DDR", "Hungary": "HUN", "Poland": "POL",
    "Romania": "ROU", "New Zealand": "NZL", "Belarus": "BLR", "Armenia": "ARM", "Georgia": "GEO", "Azerbaijan": "AZE",
    "India": "IND", "Viet Nam": "VNM", "Vietnam": "VNM", "Ukraine": "UKR", "Pakistan": "PAK", "Mongolia": "MNG",
    "Canada": "CAN", "Germany": "DEU", "FRG": "DEU", "Italy": "ITA", "Türkiye": "TUR", "Turkey": "TUR", "Israel": "ISR",
    "Saudi Arabia": "SAU", "Egypt": "EGY", "Cuba": "CUB", "Afghanistan": "AFG", "Serbia": "SRB", "Finland": "FIN",
    "Sweden": "SWE", "Brazil": "BRA", "DR Vietnam": "VNM", "SRV": "VNM", "Taiwan": "TWN", "Solomon Islands": "SLB",
}  # fmt: skip


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


POWER = {
    "GDP PPP, constant 2017 international dollars": ("gdp-ppp-constant-usd", "World Bank, constant 2017", "international USD of 2017"),
    "GDP PPP, current international dollars": ("gdp-ppp-usd", "World Bank and IMF, 2021 benchmark", "international USD"),
    "GDP PPP, current international dollars (World Bank, 2017 ICP benchmark)": (
        "gdp-ppp-usd", "World Bank, 2017 benchmark", "international USD"),
    "GDP current USD": ("gdp-usd", "World Bank WDI", "USD"),
    "GDP current USD (IMF Oct 2024 forecast)": ("gdp-usd", "IMF forecast, October 2024", "USD"),
    "military spending, SIPRI first release, current USD": ("military-spending-usd", "SIPRI first release", "USD"),
    "nuclear warheads, military stockpile (FAS; without retired)": ("warheads", "FAS", "warheads"),
    "nuclear warheads, military stockpile, January (SIPRI)": ("warheads", "SIPRI, January", "warheads"),
    "nuclear warheads, total inventory, January (SIPRI)": ("warheads-inventory", "SIPRI, January", "warheads"),
}  # fmt: skip


def power(rows: Facts, citations: Citations, dropped: Counter[str]) -> list[Row]:
    """Rows of `power` that are typed; capabilities come from the dataset."""
    out = []
    for row in rows:
        if "NMC" in row["measure"]:
            dropped[DERIVED] += 1
            continue
        measure, vintage, unit = POWER[row["measure"]]
        if row["source_publisher"].startswith("IMF WEO"):
            vintage = "IMF WEO"
        if row["source_title"] == "data/gdp.csv":
            vintage = "World Bank WDI, older release"
        span = parse_span(row["year"])
        assert span is not None, row
        scale = 1.0 if unit == "warheads" else 1e9
        out.append(
            {
                "state": row["state"], "period": span.start, "freq": "A", "measure": measure,
                "value": float(f"{float(row['value']) * scale:.12g}"), "unit": unit, "vintage": vintage,
                "sources": [citations.cite(row)], "note": clean_note(row["note"]),
            }
        )  # fmt: skip
    return out
