"""A pair is brought up to date: planned without a network, fetched from replays, audited, compared; and nothing is lost on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

import realpolitik as rp
from realpolitik.calls import plan as planning
from realpolitik.calls.refreshing import JOURNALS
from realpolitik.cli.app import run
from realpolitik.errors import OptionError, UnknownStateError
from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.reader import today
from realpolitik.store import Store
from realpolitik.store.catalog import read as read_catalog
from realpolitik.store.check import _check_shelf

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("replay", HERE.parent / "sources/replay.py")
replay = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(replay)
MOMENTS = 20
PROGRAM = {
    "imf-imts", "un-comtrade", "worldbank-wdi", "worldbank-pinksheet", "eia-oil", "sipri-milex", "sipri-arms",
}  # fmt: skip
"""What a program fetches within the usual budget."""


def quick() -> Downloader:
    return Downloader(Manners(pause_factor=0.001))


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    return tmp_path / "store"


@pytest.fixture(scope="module")
def server():
    publishers = replay.Replay()
    replay.record(), replay.fuels()  # read once, not while somebody waits
    yield publishers
    publishers.close()


@pytest.fixture
def publishers(server, monkeypatch):
    replay.move_in(server.address, monkeypatch.setattr)
    server.calls.clear()
    server.asked.clear()
    return server


def states(found) -> dict[str, str]:
    return {step.source: step.state for step in found.steps}


def test_a_plan_says_sources_sizes_and_answers_and_asks_nobody(store, publishers):
    found = rp.refresh("Germany", "RUS", plan=True)
    assert publishers.asked == []
    assert not store.exists()
    assert found.about == ("DEU", "RUS")
    assert not found.done
    assert {step.source for step in found.wanted} == PROGRAM
    assert states(found)["cepii-baci"] == "over the budget"
    assert states(found)["un-ga-votes"] == "by hand"
    for step in found.steps:
        assert step.answers
        assert all(asked.endswith("?") for asked in step.answers)
        assert step.bytes > 0 or step.state == "by hand"
        assert step.basis or step.state == "by hand"
    assert found.says.startswith("7 sources to fetch, some ")
    assert json.loads(json.dumps(found.record()))["done"] is False
    assert found.to_polars().height == len(found.steps)


def test_a_budget_leaves_out_what_goes_beyond(store):
    found = rp.refresh("DEU", "RUS", plan=True, budget=12)
    assert states(found)["worldbank-wdi"] == "over the budget"  # 17 MB
    assert found.bytes <= 12e6
    assert rp.refresh("DEU", "RUS", plan=True, budget=0).wanted == ()
    assert "Nothing to fetch" in rp.refresh("DEU", "RUS", plan=True, budget=0).says
    assert states(rp.refresh("DEU", "RUS", plan=True, budget=5000))["cepii-baci"] == "fetch"


def test_what_cannot_be_refreshed_is_said(store):
    with pytest.raises(OptionError, match="two states"):
        rp.refresh("DEU", "Germany", plan=True)
    with pytest.raises(OptionError, match="name megabytes"):
        rp.refresh("DEU", "RUS", plan=True, budget=-1)
    with pytest.raises(UnknownStateError):
        rp.refresh("DEU", "Atlantis", plan=True)
    kosovo = {step.source: step for step in rp.refresh("XKX", "RUS", plan=True).steps}
    assert kosovo["un-comtrade"].state == "not possible"  # no number in the office's list
    assert "XKX" in kosovo["un-comtrade"].why


@pytest.mark.slow
@pytest.mark.parametrize(("a", "b"), [("DEU", "RUS"), ("IND", "RUS")])
def test_a_refresh_from_the_replays_ends_with_a_brief(a, b, store, publishers):
    done = rp.refresh(a, b, downloader=quick())
    assert done.done
    assert {one.source for one in done.fetched} == PROGRAM - {"eia-oil"}
    # the publisher that has moved is named, with how to fetch by hand, and stops nobody
    (lost,) = done.failed
    assert lost.source == "eia-oil"
    assert "the publisher has none of the 6 files" in lost.why
    assert len(done.brief.answered) >= 11
    assert done.brief.changes
    assert "products.chapters" in {
        one.measure for one in done.brief.changes.figures if one.kind == "answered"
    }
    goods = next(one for one in done.brief.sections if one.question.id == "what-is-traded-at-what-price")
    assert "(HS 84)" in goods.answer  # leading chapters with their unit values
    assert "dollars a tonne" in goods.answer
    # the same question, of the same day, asks nothing but what failed
    after = states(rp.refresh(a, b, plan=True))
    assert {name for name, state in after.items() if state == "fetch"} == {"eia-oil"}
    # every figure of the answers has arrived
    rows = Store(home=store)["trade"].filter(
        origin=b, destination=a, source_id="un-comtrade", product="total"
    )
    for row in rows.iter_rows(named=True):
        assert row["value_usd"] == replay.record()[b, a, row["period"].year]
    assert rows.height
    assert not [one.problems for one in _check_shelf(Store(home=store)) if one.problems]
    assert not list((store / JOURNALS).iterdir())


def test_what_was_fetched_grows_old(store, publishers, monkeypatch):
    light(monkeypatch)
    rp.refresh("DEU", "RUS", start=2023, downloader=quick())
    fetched = [
        step for step in rp.refresh("DEU", "RUS", start=2023, plan=True).steps if step.state == "current"
    ]
    assert {step.source for step in fetched} == PROGRAM - {"eia-oil"}
    assert all(step.basis == "as last time" for step in fetched)
    later = today() + timedelta(days=45)
    monkeypatch.setattr(planning, "today", lambda: later)
    aged = {step.source: step for step in rp.refresh("DEU", "RUS", start=2023, plan=True).steps}
    assert aged["imf-imts"].state == "fetch"
    assert "45 days ago; old after 30" in aged["imf-imts"].why
    assert aged["worldbank-wdi"].state == "current"  # old after 90
    # another first year is another question of a source that has a file a year
    assert states(rp.refresh("DEU", "RUS", start=2021, plan=True))["un-comtrade"] == "fetch"


def light(monkeypatch) -> None:
    """Briefs that say nothing, and no audit: the store is what is tried."""
    from realpolitik.briefs import Brief
    from realpolitik.findings import Window

    monkeypatch.setattr("realpolitik.audit.fetched.after_fetch", lambda place, tables, source: pl.DataFrame())
    monkeypatch.setattr(
        "realpolitik.calls.asking.brief",
        lambda a, b: Brief(about=(a, b), names=(a, b), window=Window(), sections=(), judgements=()),
    )


def test_an_interrupted_refresh_compares_with_the_brief_before_the_first(store, publishers, monkeypatch):
    light(monkeypatch)
    journal = store / JOURNALS / "DEU-RUS.json"
    journal.parent.mkdir(parents=True)
    journal.write_text("{broken")  # a brief that cannot be read is measured again
    rp.refresh("DEU", "RUS", start=2023, downloader=quick())
    assert not journal.exists()
    older = {"about": ["DEU", "RUS"], "window": {"from": None, "to": None}, "sections": []}
    seen = []
    monkeypatch.setattr(
        "realpolitik.briefs.since.compare", lambda before, after, against: seen.append(before) or None
    )
    journal.write_text(json.dumps(older))
    rp.refresh("DEU", "RUS", start=2023, downloader=quick())
    assert seen == [older]


def test_the_command_asks_first(store, publishers, monkeypatch, capsys):
    light(monkeypatch)
    assert run(["refresh", "DEU", "RUS", "--plan", "--since", "2023"]) == 0
    out = capsys.readouterr().out
    assert "7 sources to fetch, some " in out
    assert "un-comtrade" in out
    assert run(["refresh", "DEU", "RUS"]) == 2
    assert "nobody is there to ask: add --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda said: "n")
    assert run(["refresh", "DEU", "RUS"]) == 0
    assert "Nothing was fetched." in capsys.readouterr().out
    assert publishers.asked == []
    monkeypatch.setattr("realpolitik.cli.refresh.progress", lambda: nullcontext((quick(), lambda text: None)))
    assert run(["refresh", "DEU", "RUS", "--from", "2023", "--yes", "--format", "json"]) == 4  # eia-oil
    said = json.loads(capsys.readouterr().out)
    assert [one["source"] for one in said["failed"]] == ["eia-oil"]
    assert {one["source"] for one in said["fetched"]} == PROGRAM - {"eia-oil"}


@pytest.fixture
def nursery():
    process = subprocess.Popen(
        [sys.executable, str(HERE / "stopping.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "COMTRADE_API_KEY": ""},
    )
    with process:
        yield process
        process.stdin.close()


def begin(nursery, store, server) -> int:
    nursery.stdin.write(f"{store} {server.address}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def ended(pid: int, *, within: float = 60.0) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.005)
    raise AssertionError(f"child {pid} does not end")


def rows(store: Path) -> dict[str, int]:
    """Rows of each source that counts."""
    found: dict[str, int] = {}
    for entry in read_catalog(store):
        found[entry.source] = found.get(entry.source, 0) + entry.rows
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="watches children in /proc")
def test_killed_at_twenty_moments_nothing_is_lost_and_a_rerun_finishes(tmp_path, server, nursery):
    start = time.monotonic()
    ended(begin(nursery, tmp_path / "whole", server))
    usual = time.monotonic() - start
    right = rows(tmp_path / "whole")
    assert set(right) == PROGRAM - {"eia-oil"}
    random.seed(20240416)
    stopped = 0
    for moment in range(MOMENTS):
        store = tmp_path / str(moment)
        child = begin(nursery, store, server)
        time.sleep(usual * (moment + random.random()) / MOMENTS)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        ended(child)
        left = rows(store)
        assert all(right[name] == count for name, count in left.items()), f"killed at moment {moment}: {left}"
        stopped += left != right
        done = set(planning.ledger(store))
        ended(begin(nursery, store, server))
        assert rows(store) == right
        assert done <= set(planning.ledger(store))
        assert not list((store / JOURNALS).iterdir())
        assert not [one.problems for one in _check_shelf(Store(home=store)) if one.problems]
    assert stopped >= 5  # not all came after the end
