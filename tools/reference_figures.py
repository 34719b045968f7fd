"""Typed figures other than trade: prices, estimates, settlement, power."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from reference_common import DERIVED, Citations, clean_note, clean_publisher, parse_figure, parse_span

from realpolitik.sources import datasets
from realpolitik.states import resolve

Row = dict[str, Any]
Facts = list[dict[str, str]]

ELSEWHERE = "in another table already"
NO_NUMBER = "no number in it"


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
                "series": series,
                "period": span.start,
                "freq": span.freq,
                "value": sign * figure.value,
                "unit": row["unit"],
                "basis": _basis(row),
                "sources": [citations.cite(row)],
                "note": _note(row),
            }
        )
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
        "ESPO FOB Kozmino": "espo-fob",
        "North Sea Dated": "dated-brent",
        "Dubai": "dubai",
        "Urals FOB": "urals-fob",
        "Urals FOB Novorossiysk": "urals-fob",
        "Urals FOB Primorsk": "urals-fob",
    }[name], 1


def _price_estimate(row: dict[str, str], series: str, sign: int, citations: Citations) -> Row:
    out = estimate(
        row,
        subject=f"price {series}",
        measure=_basis(row),
        citations=citations,
        text=row["period"],
        number=row["value"],
        unit=row["unit"],
    )
    assert out is not None, row
    if sign < 0:
        low, high = out["low"], out["high"]
        out |= {"value": None if out["value"] is None else -out["value"]}
        out |= {"low": None if high is None else -high, "high": None if low is None else -low}
    return out


def _one_a_key(rows: list[Row]) -> list[Row]:
    """The same quotation printed twice is one row with both sources; another number has its own basis."""
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


UNITS = {
    "USD bn": ("USD", 1e9),
    "USD mn": ("USD", 1e6),
    "USD mn/month": ("USD a month", 1e6),
    "EUR bn": ("EUR", 1e9),
    "EUR mn/day": ("EUR a day", 1e6),
    "CNY bn": ("CNY", 1e9),
    "CNY tn": ("CNY", 1e12),
    "Mt": ("t", 1e6),
    "Mt/month": ("t a month", 1e6),
    "mb/d": ("bbl/d", 1e6),
    "bcm": ("m3", 1e9),
    "bcm/yr": ("m3 a year", 1e9),
    "thousand": ("units", 1e3),
    "thousand (nearly)": ("units", 1e3),
    "mn": ("units", 1e6),
    "thousand t": ("t", 1e3),
    "thousand m3": ("m3", 1e3),
    "% fee": ("share", 0.01),
    "% (almost)": ("share", 0.01),
    "x": ("ratio", 1.0),
}


def estimate(
    row: dict[str, str],
    *,
    subject: str,
    measure: str,
    citations: Citations,
    text: str,
    number: str,
    unit: str,
    note: str | None = None,
) -> Row | None:
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

    source = citations.cite(row)
    by = datasets()[source].publisher if isinstance(source, str) else clean_publisher(row["source_publisher"])
    remarks = clean_note(row.get("note", "")) if note is None else note
    words = {"thousand (nearly)": "nearly", "% (almost)": "almost"}.get(unit, "about" if figure.about else "")
    return {
        "subject": subject,
        "measure": measure,
        "period_text": text,
        "period": span and span.start,
        "end": span and span.end,
        "freq": span.freq if span else "",
        "value": size(figure.value),
        "low": size(figure.low),
        "high": size(figure.high),
        "unit": name,
        "by": re.sub(r"\s*\(\d{4}[^)]*\)", "", by),
        "sources": [source],
        "note": "; ".join(filter(None, (words, remarks))),
    }


FUELS = {
    "crude oil": "crude-oil",
    "oil products": "oil-products",
    "petroleum products": "oil-products",
    "pipeline gas": "pipeline-gas",
    "LNG": "lng",
    "gas": "gas",
    "coal": "coal",
}
"""What the facts call the fuels that a group imports, to the names of products."""


def flow_of(row: Row) -> Row:
    """Which flow an estimate is about, where it is about one: `origin`, `destination` and `product`."""
    if match := re.fullmatch(r"trade ([A-Z]{3})>([A-Z]{3}) ([a-z0-9-]+)", row["subject"]):
        return dict(zip(("origin", "destination", "product"), match.groups(), strict=True))
    if match := re.fullmatch(r"(EU) imports from (\w+)", row["subject"]):
        fuel = re.fullmatch(r"(.*?)(?: \(HS \d+\))? (?:value|volume)", row["measure"])
        product = FUELS.get(fuel[1], "") if fuel else ""
        return {"origin": resolve(match[2]).code, "destination": match[1], "product": product}
    return {"origin": "", "destination": "", "product": ""}


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
    r"^(Xi-Putin meetings|UN votes?\b|China-Russia UN voting"
    r"|\"No limits\" statement|Peace plan|US executive order|EU ban on)"
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
            (BENCHMARKS.match(subject) and publisher.startswith("World Bank"))
            or "IMTS" in publisher
            or ("unit value: Russian crude" in subject and "CREA" in publisher)
        ):
            dropped[DERIVED] += 1
        elif EVENTS.match(subject) or (row["period"], row["value"].lstrip("+").replace(">", "")) in priced:
            dropped[ELSEWHERE] += 1
        elif subject in SETTLEMENT and (record := _settlement(row, citations)):
            settled.append(record)
        else:
            record = estimate(
                row,
                subject=subject,
                measure=row["measure"],
                citations=citations,
                text=row["period"],
                number=row["value"],
                unit=row["unit"],
            )
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
        "actor": "RUS",
        "partner": "CHN" if flow == "trade" else "WLD",
        "flow": flow,
        "currency": currency,
        "period": span.start,
        "freq": span.freq,
        "share": round(figure.value / 100, 6),
        "sources": [citations.cite(row)],
        "note": "" if row["measure"] == "share" else row["measure"],
    }


POWER = {
    "GDP PPP, constant 2017 international dollars": (
        "gdp-ppp-constant-usd",
        "World Bank, constant 2017",
        "international USD of 2017",
    ),
    "GDP PPP, current international dollars": (
        "gdp-ppp-usd",
        "World Bank and IMF, 2021 benchmark",
        "international USD",
    ),
    "GDP PPP, current international dollars (World Bank, 2017 ICP benchmark)": (
        "gdp-ppp-usd",
        "World Bank, 2017 benchmark",
        "international USD",
    ),
    "GDP current USD": ("gdp-usd", "World Bank WDI", "USD"),
    "GDP current USD (IMF Oct 2024 forecast)": ("gdp-usd", "IMF forecast, October 2024", "USD"),
    "military spending, SIPRI first release, current USD": (
        "military-spending-usd",
        "SIPRI first release",
        "USD",
    ),
    "nuclear warheads, military stockpile (FAS; without retired)": ("warheads", "FAS", "warheads"),
    "nuclear warheads, military stockpile, January (SIPRI)": ("warheads", "SIPRI, January", "warheads"),
    "nuclear warheads, total inventory, January (SIPRI)": (
        "warheads-inventory",
        "SIPRI, January",
        "warheads",
    ),
}


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
                "state": row["state"],
                "period": span.start,
                "freq": "A",
                "measure": measure,
                "value": float(f"{float(row['value']) * scale:.12g}"),
                "unit": unit,
                "vintage": vintage,
                "sources": [citations.cite(row)],
                "note": clean_note(row["note"]),
            }
        )
    return out
