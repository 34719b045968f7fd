"""Typed trade figures: merged by flow, period and reporter; other spans go to the estimates."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reference_common import DERIVED, Citations, Span, clean_note, days_after, parse_figure, parse_span

SCALES = {
    "USD bn": ("USD", 1e9),
    "USD mn": ("USD", 1e6),
    "Mt": ("t", 1e6),
    "t": ("t", 1.0),
    "thousand t": ("t", 1e3),
    "bcm": ("m3", 1e9),
    "thousand m3": ("m3", 1e3),
    "thousand": ("units", 1e3),
    "thousand (nearly)": ("units", 1e3),
    "mn": ("units", 1e6),
}
CODES = {
    "crude-oil": "2709",
    "lng": "271111",
    "pipeline-gas": "271121",
    "passenger-cars": "8703",
    "smartphones": "851713",
    "integrated-circuits": "8542",
    "excavators": "8429",
    "front-end-loaders": "8429",
    "ball-bearings": "8482",
    "trucks": "8704",
    "refined-copper": "7403",
}
PRODUCTS = {
    "crude": "crude-oil",
    "crude oil": "crude-oil",
    "LNG": "lng",
    "pipeline gas": "pipeline-gas",
    "pipeline gas (Power of Siberia)": "pipeline-gas",
    "coal": "coal",
    "coal (HS 2701)": "coal",
    "passenger cars": "passenger-cars",
    "smartphones": "smartphones",
    "integrated circuits": "integrated-circuits",
    "trucks": "trucks",
    "lorries": "trucks",
    "CNC machine tools": "machine-tools",
    "car components": "car-components",
    "semiconductors": "semiconductors",
    "fish and seafood": "fish-and-seafood",
    "aluminium": "aluminium",
    "copper": "copper",
    "refined copper": "refined-copper",
    "nickel": "nickel",
    "metals, all": "metals",
    "plywood": "plywood",
    "timber and wood products": "timber",
    "chips": "chips",
    "all goods by >200 firms": "goods-of-traced-firms",
}
ORIGINS = {
    "Russian": "RUS",
    "Saudi": "SAU",
    "Iraqi": "IRQ",
    "Malaysian": "MYS",
    "UAE": "ARE",
    "Omani": "OMN",
    "US": "USA",
    "Qatari": "QAT",
    "Australian": "AUS",
    "all": "WLD",
}


@dataclass
class Item:
    """One printed figure of a flow: dollars or base units, with the size of its last digit."""

    flow: tuple[str, str]
    product: str
    code: str
    span: Span
    text: str
    reporter: str
    value: float | None
    quantity: float | None
    unit: str
    step: float
    source: Any
    published: str
    note: str


@dataclass
class Trade:
    """Collects figures, merges them, and hands out rows of `trade`, `turnover` and `estimates`."""

    citations: Citations
    items: list[Item] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        row: dict[str, str],
        *,
        flow: tuple[str, str],
        product: str,
        text: str,
        number: str,
        unit: str,
        reporter: str = "CHN",
        code: str | None = None,
        note: str | None = None,
        paid: float = 1.0,
    ) -> bool:
        """Take a figure in, times `paid`; False where its period or number is not exact (an estimate)."""
        span, figure = parse_span(text), parse_figure(number)
        if span is None or figure is None or figure.value is None or figure.about or unit not in SCALES:
            return False
        if unit == "thousand (nearly)":
            return False
        if figure.value == 0:
            self.dropped["a zero that stands for no report"] += 1
            return True
        base, scale = SCALES[unit]
        scale *= paid
        value = figure.value * scale
        published = row.get("source_date", "") or next(
            iter(re.findall(r"\d{4}-\d\d-\d\d", row["source_publisher"] + " " + row["source_title"])), ""
        )
        self.items.append(
            Item(
                flow=flow,
                product=product,
                code=CODES.get(product, "") if code is None else code,
                span=span,
                text=text,
                reporter=reporter,
                value=value if base == "USD" else None,
                quantity=value if base != "USD" else None,
                unit="" if base == "USD" else base,
                step=figure.step * scale,
                source=self.citations.cite(row),
                published=published,
                note=clean_note(row.get("note", "")) if note is None else note,
            )
        )
        return True

    def merged(self) -> list[dict[str, Any]]:
        """One row a distinct figure: prints of it join their sources, the most precise gives the value."""
        groups: dict[tuple[Any, ...], list[Item]] = defaultdict(list)
        for item in self.items:
            groups[(*item.flow, item.product, item.code, item.span, item.reporter)].append(item)
        rows = []
        for (origin, destination, product, code, span, reporter), items in groups.items():
            clusters = _pair(
                _cluster([i for i in items if i.value is not None], "value"),
                _cluster([i for i in items if i.quantity is not None], "quantity"),
            )
            seen: Counter[str] = Counter()
            for values, quantities in clusters:
                every = values + quantities
                vintage = _vintage(span, every)
                seen[vintage] += 1
                rows.append(
                    {
                        "origin": origin,
                        "destination": destination,
                        "product": product,
                        "product_code": code,
                        "span": span,
                        "text": every[0].text,
                        "reporter": reporter,
                        "value_usd": round(values[0].value) if values else None,
                        "quantity": round(quantities[0].quantity, 3) if quantities else None,
                        "quantity_unit": quantities[0].unit if quantities else "",
                        "sources": [item.source for item in every],
                        "vintage": vintage if seen[vintage] == 1 else f"{vintage}, another print",
                        "note": "; ".join(dict.fromkeys(_remark(item) for item in every if item.note)),
                    }
                )
        return rows


def _remark(item: Item) -> str:
    """A bare rate of change says what changed."""
    if not re.fullmatch(r"[+-][\d.]+%", item.note):
        return item.note
    return f"{'value' if item.value is not None else 'quantity'} {item.note} on the year before"


def _cluster(items: list[Item], field_: str) -> list[list[Item]]:
    """Groups of prints of one figure, precise ones first: a rounded print is within one last digit."""
    clusters: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (i.step, getattr(i, field_), i.unit)):
        number = getattr(item, field_)
        for cluster in clusters:
            first = cluster[0]
            if first.unit == item.unit and abs(getattr(first, field_) - number) <= item.step * 1.0001:
                cluster.append(item)
                break
        else:
            clusters.append([item])
    return clusters


def _pair(values: list[list[Item]], quantities: list[list[Item]]) -> list[tuple[list[Item], list[Item]]]:
    """Values with the quantities of the same publication; a single quantity goes with the first value."""
    pairs: list[tuple[list[Item], list[Item]]] = [(cluster, []) for cluster in values]
    for cluster in quantities:
        names = {str(i.source) if isinstance(i.source, str) else id(i.source) for i in cluster}
        match = [
            n
            for n, (value, taken) in enumerate(pairs)
            if not taken
            and names & {str(i.source) if isinstance(i.source, str) else id(i.source) for i in value}
        ]
        free = match or [n for n, (_, taken) in enumerate(pairs) if not taken]
        if free:
            pairs[free[0]] = (pairs[free[0]][0], cluster)
        else:
            pairs.append(([], cluster))
    return pairs


def _vintage(span: Span, items: list[Item]) -> str:
    """First release where a print is within 100 days of the end of the period; a compilation is named."""
    if any(item.source == "crea-gacc-imports" for item in items):
        return "as of March 2023"
    ages = [age for item in items if (age := days_after(span, item.published)) is not None]
    years = {int(item.published) for item in items if re.fullmatch(r"\d{4}", item.published)}
    if (ages and min(ages) <= 100) or (span.freq == "A" and span.end.year + 1 in years):
        return "first release"
    return "later print" if ages or years else "undated print"


FROM_DATASETS = {"annual_baci", "annual_imports_reported", "annual_russia_reported", "russia_total_imf"}


def take_totals(trade: Trade, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Figures of trade_totals.csv; returns the rows that are not sums in dollars."""
    rest = []
    for row in rows:
        kind = row["kind"]
        if kind == "trap":
            trade.dropped["trap"] += 1
        elif kind in FROM_DATASETS or "COW" in row["source_publisher"]:
            trade.dropped[DERIVED] += 1
        elif kind == "china_total_cny":
            rest.append(row)
        elif kind in {"china_total", "russia_total"}:
            _take_world(trade, row, "CHN" if kind == "china_total" else "RUS")
        else:
            _take_pair(trade, row)
    return rest


def take_typed(trade: Trade, rows: list[dict[str, str]], euros: dict[int, float]) -> None:
    """Figures of `tools/typed/trade.csv` and `offices.csv`: offices of flows that a compiler estimates wrongly, or does not cover.

    What is printed in euros counts at the mean of the monthly rates of its year (`euros`: euros a dollar), and its note says so.
    """
    for row in rows:
        paid, note = 1.0, row["note"]
        if row["unit"] == "EUR bn":
            paid = 1 / euros[int(row["period"])]
            said = (
                f"{row['value']} bn euros at the year's mean rate of the Federal Reserve, {paid:.4f} dollars"
            )
            note = "; ".join(filter(None, (said, note)))
        taken = trade.add(
            row,
            flow=(row["origin"], row["destination"]),
            product="total",
            text=row["period"],
            number=row["value"],
            unit=row["unit"].replace("EUR", "USD"),
            reporter=row["reporter"],
            note=note,
            paid=paid,
        )
        assert taken, row


def _take_pair(trade: Trade, row: dict[str, str]) -> None:
    note = row["note"]
    for column, flow in (
        ("china_exports_to_russia", ("CHN", "RUS")),
        ("china_imports_from_russia", ("RUS", "CHN")),
        ("total", ("two-way", "CHN RUS")),
    ):
        if row[column]:
            taken = trade.add(
                row,
                flow=flow,
                product="total",
                text=row["period"],
                number=row[column],
                unit=row["unit"],
                note=clean_note(note),
            )
            assert taken, row


def _take_world(trade: Trade, row: dict[str, str], state: str) -> None:
    for column, flow in (
        ("exports", (state, "WLD")),
        ("imports", ("WLD", state)),
        ("total", ("two-way", f"{state} WLD")),
    ):
        if row[column]:
            taken = trade.add(
                row,
                flow=flow,
                product="total",
                text=row["period"],
                number=row[column],
                unit=row["unit"],
                reporter=state,
            )
            assert taken, row


def take_product(trade: Trade, row: dict[str, str]) -> bool:
    """A row of products.csv that is a plain value, volume or number of units of a flow."""
    if "->" not in row["direction"] or row["measure"] not in {
        "value",
        "volume",
        "units",
        "units (Russian customs)",
        "units (new and used)",
    }:
        return False
    origin, destination = row["direction"].replace("world", "WLD").split("->")
    product = PRODUCTS.get(row["product"])
    if product is None:
        return False
    russian = (
        "Russian customs" in row["measure"]
        or "(CAA)" in row["source_publisher"]
        or "Gazprom" in row["source_publisher"]
    )
    reporter = "RUS" if russian or "Rosles" in row["source_publisher"] else "CHN"
    code = "2701" if row["product"] == "coal (HS 2701)" else None
    note = clean_note(row["note"])
    if "new and used" in row["measure"]:
        note = "; ".join(filter(None, (note, "new and used")))
    if "Power of Siberia" in row["product"]:
        note = "; ".join(filter(None, (note, "through Power of Siberia")))
    return trade.add(
        row,
        flow=(origin, destination),
        product=product,
        text=row["period"],
        number=row["value"],
        unit=row["unit"],
        reporter=reporter,
        code=code,
        note=note,
    )


def take_figure(trade: Trade, row: dict[str, str]) -> bool:
    """A row of figures.csv that is a plain flow of goods."""
    subject, measure = row["subject"], row["measure"]
    kinds = {
        "total": ("two-way", "CHN RUS"),
        "China exports to Russia": ("CHN", "RUS"),
        "China imports from Russia": ("RUS", "CHN"),
    }
    if subject == "China-Russia goods trade" and measure in kinds:
        return trade.add(
            row,
            flow=kinds[measure],
            product="total",
            text=row["period"],
            number=row["value"],
            unit=row["unit"],
        )
    plain = re.sub(r" \((sum of months|volume not published[^)]*|new and used)\)", "", measure)
    if plain not in {"value", "volume", "units", "units (Russian FCS)"}:
        return False
    reporter, code = "CHN", None
    if match := re.fullmatch(
        r"China imports of (\w+) (crude|LNG|pipeline gas|coal|coal \(HS 2701\))(?: \(.*)?", subject
    ):
        flow, product = (ORIGINS[match[1]], "CHN"), PRODUCTS[match[2]]
        code = "2701" if "2701" in subject else None
    elif match := re.fullmatch(r"China exports of (.*) to Russia", subject):
        flow, product = ("CHN", "RUS"), PRODUCTS.get(match[1], "")
    elif subject == "China semiconductor exports to Russia":
        flow, product = ("CHN", "RUS"), "semiconductors"
    elif subject == "Power of Siberia":
        flow, product, reporter = ("RUS", "CHN"), "pipeline-gas", "RUS"
    else:
        return False
    if not product:
        return False
    reporter = "RUS" if "FCS" in measure else reporter
    note = (
        "new and used"
        if "new and used" in measure
        else "through Power of Siberia"
        if reporter == "RUS" and product == "pipeline-gas"
        else ""
    )
    return trade.add(
        row,
        flow=flow,
        product=product,
        text=row["period"],
        number=row["value"],
        unit=row["unit"],
        reporter=reporter,
        code=code,
        note=note,
    )


def tables(trade: Trade) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of `trade` and `turnover` (years and months), and the other spans as estimates."""
    flows, totals, spans = [], [], []
    for row in trade.merged():
        span: Span = row.pop("span")
        text = row.pop("text")
        pair = row["origin"] == "two-way"
        if span.freq not in {"A", "M"} or span.end < date(1945, 1, 1):
            spans += _estimates(row, span, text, pair)
        elif pair:
            a, b = sorted(row["destination"].split())
            kept = ("product", "value_usd", "reporter", "sources", "vintage", "note")
            totals.append(
                {"a": a, "b": b, "freq": span.freq, "period": span.start} | {key: row[key] for key in kept}
            )
        else:
            flows.append(row | {"freq": span.freq, "period": span.start})
    return flows, totals, spans


def _estimates(row: dict[str, Any], span: Span, text: str, pair: bool) -> list[dict[str, Any]]:
    subject = (
        f"turnover {'-'.join(row['destination'].split())} {row['product']}"
        if pair
        else f"trade {row['origin']}>{row['destination']} {row['product']}"
    )
    figures = [("value", row["value_usd"], "USD"), ("quantity", row["quantity"], row["quantity_unit"])]
    return [
        {
            "subject": subject,
            "measure": measure,
            "period_text": text,
            "period": span.start,
            "end": span.end,
            "freq": span.freq,
            "value": float(number),
            "low": None,
            "high": None,
            "unit": unit,
            "by": row["reporter"] + (", another print" if "another" in row["vintage"] else ""),
            "sources": row["sources"],
            "note": row["note"],
        }
        for measure, number, unit in figures
        if number is not None
    ]
