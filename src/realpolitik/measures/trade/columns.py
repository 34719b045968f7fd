"""Whole columns of trade: the figures of all pairs at once, by the rules that `reports`, `splice` and `shares` hold for one pair.

Each function takes a frame of pairs (`a`, `b`) and gives one of cells: `a, b, period, value, low, high, office, source`, without
rows where no office reports. A test holds them equal to single calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from realpolitik.findings import Window
from realpolitik.measures.trade.estimates import ESTIMATED, FACTOR, SMALL
from realpolitik.measures.trade.reports import COMPILERS, print_order
from realpolitik.measures.trade.splice import FEWEST, SPREAD
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

WORLD = "WLD"
CARRIED = 3
"""So many years a range of offices holds for later years of which a single office reports, as in `measures.dependence.shares`."""
PAIR = ["a", "b"]
CELL = [*PAIR, "period"]


def turnover(
    tables: Store, pairs: pl.DataFrame, window: Window, *, freq: str = "A", **_: Any
) -> pl.DataFrame:
    """Trade in both directions (`trade.turnover`)."""
    return _central(_exchanged(tables, pairs, window, freq=freq), exporter="b")


def exports(
    tables: Store, pairs: pl.DataFrame, window: Window, *, product: str = "total", freq: str = "A", **_: Any
) -> pl.DataFrame:
    """What the first ships to the second (`trade.exports`)."""
    flows = _flows(tables, product, freq)
    return _central(_of(flows, pairs, "a", "b", window), importer="b", exporter="a")


def partner_share(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """The second's share of the first's trade (`trade.partner_share`)."""
    return _central(_partner_reports(tables, pairs, window), exporter="b")


def import_share(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """The second's share of the first's imports (`dependence.import_share`)."""
    return _shares(tables, pairs, window, imports=True)


def export_share(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """The second's share of the first's exports (`dependence.export_share`)."""
    return _shares(tables, pairs, window, imports=False)


def trade_gdp(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """Trade over the first's output (`dependence.trade_gdp`)."""
    import polars as pl

    trade = turnover(tables, pairs, window).join(_output(tables), on=["a", "period"])
    over = [(pl.col(name) / pl.col("gdp")).alias(name) for name in ("value", "low", "high")]
    return trade.with_columns(*over, _tokens(pl.col("source") + " " + pl.col("gdp_source"))).drop(
        "gdp", "gdp_source"
    )


def weak_link(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """Trade over the output of the one that depends less (`dependence.weak_link`)."""
    import polars as pl

    ours = trade_gdp(tables, pairs, window)
    theirs = trade_gdp(tables, _turned(pairs), window).rename({"a": "b", "b": "a"})
    both = ours.join(theirs, on=CELL, suffix="_other")
    least = pl.col("value") <= pl.col("value_other")
    names = ("value", "low", "high", "office", "source")
    return both.select(
        *CELL,
        *(pl.when(least).then(pl.col(name)).otherwise(pl.col(f"{name}_other")).alias(name) for name in names),
    )


def salience(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """Geometric mean of both shares (`dependence.salience`)."""
    return _of_both(tables, pairs, window, lambda x, y: (x * y).sqrt())


def symmetry(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """One less the difference of both shares (`dependence.symmetry`)."""
    return _of_both(tables, pairs, window, lambda x, y: 1 - (x - y).abs())


def interdependence(tables: Store, pairs: pl.DataFrame, window: Window, **_: Any) -> pl.DataFrame:
    """Salience times symmetry (`dependence.interdependence`)."""
    return _of_both(tables, pairs, window, lambda x, y: (x * y).sqrt() * (1 - (x - y).abs()))


_READ: WeakKeyDictionary[Store, dict[tuple[str, str], pl.DataFrame]] = WeakKeyDictionary()
"""What has been made of the table of trade of a store, for as long as the store is there: several columns rest on the same flows."""


def _flows(tables: Store, product: str = "total", freq: str = "A") -> pl.DataFrame:
    """What each office says of each flow: of several prints the one that counts, and whether it is doubted."""
    known = _READ.setdefault(tables, {})
    if (product, freq) not in known:
        known[product, freq] = _read(tables, product, freq)
    return known[product, freq]


def _read(tables: Store, product: str, freq: str) -> pl.DataFrame:
    import polars as pl

    asked = (pl.col("product") == product) & (pl.col("freq") == freq) & pl.col("value_usd").is_not_null()
    rows = tables["trade"].lazy().filter(asked).rename({"origin": "a", "destination": "b"})
    return _doubting(_printed(rows))


def _printed(rows: pl.LazyFrame) -> pl.DataFrame:
    """One row an office: the print that counts, of equal ones the lowest figure."""
    import polars as pl

    found = rows.select(
        *CELL,
        pl.col("reporter").alias("office"),
        pl.col("value_usd").cast(pl.Float64).alias("value"),
        pl.col("source_id").alias("source"),
        "vintage",
        pl.col("note").fill_null("").str.starts_with(ESTIMATED).alias("estimated"),
    ).collect()
    order = {word: place for place, word in enumerate(sorted(found["vintage"].unique(), key=print_order))}
    ranked = found.with_columns(pl.col("vintage").replace_strict(order, return_dtype=pl.Int32).alias("rank"))
    return (
        ranked.sort("rank", "value", "source", "estimated")
        .unique([*CELL, "office"], keep="first")
        .drop("rank", "vintage")
    )


def _doubting(found: pl.DataFrame) -> pl.DataFrame:
    """Marks estimates that no other account bears out (`reports`)."""
    import polars as pl

    if not found["estimated"].any():
        return found.with_columns(pl.lit(False).alias("doubted"))
    flow = [*PAIR, "office"]
    last = pl.when(~pl.col("estimated")).then(pl.col("value"))
    ordered = found.sort(*flow, "period").with_columns(last.forward_fill().over(flow).alias("last"))
    guessed = ordered.filter("estimated")
    others = guessed.join(found, on=CELL, suffix="_other").filter(pl.col("office") != pl.col("office_other"))
    near = others.group_by([*CELL, "office"]).agg(_near("value", "value_other").any().alias("near"))
    held = guessed.join(near, on=[*CELL, "office"], how="left").sort(*flow, "period")
    other = pl.col("near").is_not_null()
    far = ~pl.col("near").fill_null(False) & ~_near("value", "last").fill_null(False)
    unheld = ~other & (pl.col("value") >= SMALL)
    verdict = pl.when(~unheld).then(far & other)
    told = (
        verdict.forward_fill().over(flow).fill_null(verdict.drop_nulls().first().over(flow)).fill_null(False)
    )
    marks = held.select(*CELL, "office", told.alias("doubted"))
    joined = found.join(marks, on=[*CELL, "office"], how="left")
    return joined.with_columns(pl.col("doubted").fill_null(False))


def _near(one: str, other: str) -> pl.Expr:
    import polars as pl

    low, high = pl.min_horizontal(one, other), pl.max_horizontal(one, other)
    return (high < SMALL) | (high <= FACTOR * low)


def _of(
    flows: pl.DataFrame, pairs: pl.DataFrame, origin: str, destination: str, window: Window
) -> pl.DataFrame:
    """The flows of each pair from one of its sides to the other, within the window."""
    sides = (
        pairs.select(*PAIR).rename({origin: "a", destination: "b"}) if origin != "a" else pairs.select(*PAIR)
    )
    found = _within(flows, window).join(sides, on=PAIR)
    columns = (*CELL, "office", "value", "source", "estimated", "doubted")
    return found.rename({"a": origin, "b": destination}).select(columns)


def _within(rows: pl.DataFrame, window: Window) -> pl.DataFrame:
    import polars as pl

    rule = pl.lit(True)
    if window.start:
        rule &= pl.col("period") >= window.start
    if window.end:
        rule &= pl.col("period") <= window.end
    return rows.filter(rule)


def _exchanged(tables: Store, pairs: pl.DataFrame, window: Window, *, freq: str = "A") -> pl.DataFrame:
    """Both directions together; a published total of an office before the sum of its two directions."""
    import polars as pl

    flows = _flows(tables, freq=freq)
    key = [*CELL, "office"]
    both = _of(flows, pairs, "a", "b", Window()).join(
        _of(flows, pairs, "b", "a", Window()), on=key, suffix="_back"
    )
    sums = both.select(
        *key,
        (pl.col("value") + pl.col("value_back")).alias("value"),
        (pl.col("source") + " " + pl.col("source_back")).alias("source"),
        (pl.col("estimated") | pl.col("estimated_back")).alias("estimated"),
    )
    summed = _within(_doubting(sums), window)
    rows = tables["turnover"].lazy().filter(pl.col("product") == "total", pl.col("freq") == freq)
    totals = _within(_doubting(_printed(rows)), window)
    turned = totals.rename({"a": "b", "b": "a"}).select(totals.columns)
    published = pl.concat([totals, turned]).join(pairs.select(*PAIR), on=PAIR).select(summed.columns)
    return pl.concat([summed.join(published, on=key, how="anti"), published])


def _divided(parts: pl.DataFrame, wholes: pl.DataFrame) -> pl.DataFrame:
    """Each office's part over its own whole (`a, period, office, whole, whole_source`)."""
    import polars as pl

    found = parts.join(wholes.filter(pl.col("whole") > 0), on=["a", "period", "office"])
    return found.select(
        *CELL,
        "office",
        (pl.col("value") / pl.col("whole")).alias("value"),
        (pl.col("source") + " " + pl.col("whole_source")).alias("source"),
        "doubted",
    )


def _partner_reports(tables: Store, pairs: pl.DataFrame, window: Window) -> pl.DataFrame:
    import polars as pl

    world = pairs.select("a").unique().with_columns(pl.lit(WORLD).alias("b"))
    wholes = _exchanged(tables, world, window).select(
        "a", "period", "office", pl.col("value").alias("whole"), pl.col("source").alias("whole_source")
    )
    return _divided(_exchanged(tables, pairs, window), wholes)


def _shares(tables: Store, pairs: pl.DataFrame, window: Window, *, imports: bool) -> pl.DataFrame:
    import polars as pl

    flows = _flows(tables)
    one, other = ("b", "a") if imports else ("a", "b")
    parts = _of(flows, pairs, one, other, window)
    own, far = ("b", "a") if imports else ("a", "b")
    wholes = (
        _within(flows, window)
        .filter(pl.col(far) == WORLD)
        .select(
            pl.col(own).alias("a"),
            "period",
            "office",
            pl.col("value").alias("whole"),
            pl.col("source").alias("whole_source"),
        )
    )
    shares = _divided(parts, wholes)
    return _carried(_central(pl.concat([shares, _over_own_total(parts, wholes)]), exporter=""))


def _carried(cells: pl.DataFrame) -> pl.DataFrame:
    """A last share of a single office takes the range, relative to it, that its office had with others not long before (`shares`)."""
    import polars as pl

    last = cells.group_by(PAIR, maintain_order=True).last()
    alone = last.filter(pl.col("low").is_null())
    ranged = cells.filter(pl.col("low").is_not_null()).join(
        alone.select(*PAIR, "office"), on=[*PAIR, "office"]
    )
    before = ranged.group_by(PAIR, maintain_order=True).last().select(
        *PAIR,
        pl.col("period").alias("then"),
        *(pl.col(name).alias(f"then_{name}") for name in ("low", "high", "value")),
    )  # fmt: skip
    near = alone.join(before, on=PAIR).filter(
        pl.col("period").dt.year() - pl.col("then").dt.year() <= CARRIED
    )
    value = pl.col("value")
    low = value * pl.col("then_low") / pl.col("then_value")
    high = pl.min_horizontal(pl.lit(1.0), value * pl.col("then_high") / pl.col("then_value"))
    made = near.filter(low < high).select(*CELL, low.alias("carried_low"), high.alias("carried_high"))
    joined = cells.join(made, on=CELL, how="left")
    ends = [pl.coalesce(f"carried_{name}", name).alias(name) for name in ("low", "high")]
    return joined.with_columns(ends).drop("carried_low", "carried_high").sort(CELL)


def _over_own_total(parts: pl.DataFrame, wholes: pl.DataFrame) -> pl.DataFrame:
    """Where a state publishes its total but not the partner: the partner's report over that total."""
    import polars as pl

    has_own = parts.filter(pl.col("office") == pl.col("a")).select(CELL)
    theirs = parts.filter(pl.col("office") == pl.col("b")).join(has_own, on=CELL, how="anti")
    totals = wholes.filter(pl.col("office") == pl.col("a")).drop("office")
    return theirs.join(totals, on=["a", "period"]).select(
        *CELL,
        (pl.col("b") + "/" + pl.col("a")).alias("office"),
        (pl.col("value") / pl.col("whole")).alias("value"),
        (pl.col("source") + " " + pl.col("whole_source")).alias("source"),
        pl.lit(False).alias("doubted"),
    )


def _central(reports: pl.DataFrame, *, importer: str = "a", exporter: str) -> pl.DataFrame:
    """The central report of each cell and the range of all, under the office of the pair's last period."""
    import polars as pl

    office = pl.col("office")
    rank = pl.when(office == pl.col(importer)).then(0)
    if exporter:
        rank = rank.when(office == pl.col(exporter)).then(1)
    for place, compiler in enumerate(COMPILERS):
        rank = rank.when(office == compiler).then(2 + place)
    ordered = reports.with_columns(rank.otherwise(9).cast(pl.Int8).alias("rank")).sort(
        *CELL, "doubted", "rank", "office"
    )
    cells = ordered.group_by(CELL, maintain_order=True).agg(
        pl.col("office").first(),
        pl.col("value").first(),
        pl.col("doubted").first(),
        low=pl.col("value").min(),
        high=pl.col("value").max(),
    )
    cells = cells.filter(~pl.col("doubted") | pl.col("doubted").all().over(PAIR)).drop("doubted")
    mains = cells.group_by(PAIR, maintain_order=True).agg(pl.col("office").last().alias("main"))
    sound = ~pl.col("doubted")
    own = reports.select(
        *CELL,
        pl.col("office").alias("main"),
        pl.when(sound).then(pl.col("value")).alias("own"),
        pl.when(~sound).then(pl.col("value")).alias("bound"),
    )
    cells = cells.join(mains, on=PAIR).join(own, on=[*CELL, "main"], how="left")
    central = pl.when(office == pl.col("main")).then(pl.col("value"))
    cells = cells.with_columns(pl.coalesce("own", central).alias("own"))
    joints = _joints(reports, cells.filter(pl.col("own").is_null()).select(*PAIR, "office", "main").unique())
    cells = cells.join(joints, on=[*PAIR, "office"], how="left")
    here, spliced = pl.col("own").is_not_null(), pl.col("own").is_null() & pl.col("ratio").is_not_null()

    def kept(name: str, ratio: str, end: Callable[..., pl.Expr]) -> pl.Expr:
        joined = end(pl.col(ratio) * pl.col("value"), pl.col("bound"))
        return pl.when(spliced).then(joined).otherwise(pl.col(name)).alias(name)

    made = cells.with_columns(
        pl.when(here)
        .then(pl.col("own"))
        .when(spliced)
        .then(pl.col("ratio") * pl.col("value"))
        .otherwise(pl.col("value"))
        .alias("told"),
        kept("low", "least", pl.min_horizontal),
        kept("high", "most", pl.max_horizontal),
        pl.when(here).then(pl.col("main")).otherwise(office).alias("office"),
    )
    ranged = pl.col("low") < pl.col("high")
    return (
        made.with_columns(
            pl.col("told").alias("value"),
            *(pl.when(ranged).then(pl.col(name)).alias(name) for name in ("low", "high")),
        )
        .select(*CELL, "value", "low", "high", "office")
        .join(_cited(reports, made.select(*CELL, pl.col("office").alias("first"))), on=CELL)
        .sort(CELL)
    )


def _joints(reports: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """How an earlier office's figures become those of the last one, where enough common periods agree (`splice`)."""
    import polars as pl

    sound = reports.filter(~pl.col("doubted"))
    main = sound.select(*CELL, pl.col("office").alias("main"), pl.col("value").alias("later"))
    common = wanted.join(sound, on=[*PAIR, "office"]).join(main, on=[*CELL, "main"])
    ratio = common.filter(pl.col("value") > 0, pl.col("later") / pl.col("value") > 0).with_columns(
        (pl.col("later") / pl.col("value")).log().alias("log")
    )
    found = ratio.group_by([*PAIR, "office"]).agg(
        pl.len().alias("common"),
        pl.col("log").median().exp().alias("ratio"),
        pl.col("log").min().exp().alias("least"),
        pl.col("log").max().exp().alias("most"),
        (pl.col("log").quantile(0.75, "linear") - pl.col("log").quantile(0.25, "linear")).alias("spread"),
    )
    kept = found.filter(pl.col("common") >= FEWEST, pl.col("spread") <= SPREAD)
    return kept.drop("common", "spread")


def _cited(reports: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The sources of each cell: those of its office first, then of the others by name."""
    import polars as pl

    ordered = reports.select(*CELL, "office", "source").join(cells, on=CELL)
    ordered = ordered.with_columns((pl.col("office") != pl.col("first")).alias("later")).sort(
        *CELL, "later", "office"
    )
    found = ordered.group_by(CELL, maintain_order=True).agg(pl.col("source").str.join(" "))
    return found.with_columns(_tokens(pl.col("source")))


def _tokens(text: pl.Expr) -> pl.Expr:
    """Each identifier once."""
    return text.str.split(" ").list.unique(maintain_order=True).list.join(" ").alias("source")


def _turned(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.select(*PAIR).rename({"a": "b", "b": "a"}).select(*PAIR)


def _of_both(
    tables: Store, pairs: pl.DataFrame, window: Window, formula: Callable[[pl.Expr, pl.Expr], pl.Expr]
) -> pl.DataFrame:
    """A formula of both states' shares; its bounds are those of all corners of the two ranges."""
    import polars as pl

    ours = partner_share(tables, pairs, window)
    theirs = partner_share(tables, _turned(pairs), window).rename({"a": "b", "b": "a"})
    both = ours.join(theirs, on=CELL, suffix="_other")
    ends = [[pl.col(name).fill_null(pl.col(value)) for name in names] for value, names in (
        ("value", ("low", "value", "high")), ("value_other", ("low_other", "value_other", "high_other"))
    )]  # fmt: skip
    corners = [formula(x, y) for x in ends[0] for y in ends[1]]
    made = both.with_columns(
        formula(pl.col("value"), pl.col("value_other")).alias("told"),
        pl.min_horizontal(corners).alias("least"),
        pl.max_horizontal(corners).alias("most"),
        pl.when(pl.col("office") == pl.col("office_other")).then(pl.col("office"))
        .otherwise(pl.col("office") + "+" + pl.col("office_other")).alias("office"),
        _tokens(pl.col("source") + " " + pl.col("source_other")),
    )  # fmt: skip
    ranged = pl.col("least") < pl.col("most")
    return made.select(
        *CELL,
        pl.col("told").alias("value"),
        pl.when(ranged).then(pl.col("least")).alias("low"),
        pl.when(ranged).then(pl.col("most")).alias("high"),
        "office",
        "source",
    )


def _output(tables: Store) -> pl.DataFrame:
    """Gross domestic product by state and year (`shares.gross_product`): of several vintages the one with most years."""
    import polars as pl

    rows = tables["power"].filter(pl.col("measure") == "gdp-usd")
    ranked = rows.with_columns(pl.len().over("state", "vintage").alias("length")).sort("length", "vintage")
    last = ranked.unique(["state", "period"], keep="last", maintain_order=True)
    return last.select(
        pl.col("state").alias("a"),
        "period",
        pl.col("value").alias("gdp"),
        pl.col("source_id").alias("gdp_source"),
    )
