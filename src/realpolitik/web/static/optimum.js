// The page of sanctions that cost least: the frontier is solved once, and the slider moves along it without asking again.
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const rp = window.realpolitik, at = (id) => document.getElementById(id), outcome = at("outcome");
  const text = (value) => document.createTextNode(value);
  const signed = (value, places) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(places)}`;
  const share = (value) => `${Math.round(100 * value)} %`;
  const rows = (body, cells) => body.replaceChildren(...cells.map((values) => {
    const row = document.createElement("tr");
    row.append(...values.map((value, place) => {
      const cell = document.createElement("td");
      if (place > 1) cell.className = "number";
      cell.append(text(value));
      return cell;
    }));
    return row;
  }));

  let found, drawn = 0;
  const address = (file, level) => {
    const query = new URLSearchParams(found.query);
    query.set("at", String(level));
    return `/optimum${file ? `/${file}` : ""}?${query}`;
  };
  const show = () => {
    const point = found.points[Number(at("at").value)], level = point.willingness;
    at("at-out").value = level;
    at("at").setAttribute("aria-valuetext", `${level} dollars of own income for a dollar of the target's loss`);
    at("live-point").textContent = point.says;
    at("live-transfers").textContent = point.transfers;
    rows(at("live-rates"), point.rates.filter((row) => row.rate > 1e-4).map((row) => [
      row.label, row.side, row.embargo ? "embargo" : share(row.rate), share(row.left)]));
    rows(at("live-states"), point.states.map((row) => [
      row.label, row.side, signed(row.value_usd / 1e9, 2), `${signed(100 * row.share, 2)} %`]));
    at("live-address").href = address("", level);
    for (const link of at("live-files").querySelectorAll("a")) link.href = address(link.dataset.file, level);
    history.replaceState(null, "", address("", level));
  };
  const draw = async () => {
    const mine = ++drawn, level = found.points[Number(at("at").value)].willingness;
    const width = rp.narrow() ? "narrow" : "wide", scheme = rp.dark() ? "dark" : "light";
    const spec = await rp.json(`${address("chart.json", level)}&bare=1&width=${width}&scheme=${scheme}`);
    if (mine !== drawn) return;
    await rp.draw(at("live-chart"), spec, found.alt);
    outcome.dataset.drawn = String(mine);
  };

  // With a script the next page comes at once, and solves from there.
  at("bench").addEventListener("submit", () => { at("bench").elements.solve.disabled = true; });

  at("live-busy").hidden = false;
  try {
    found = await rp.json(outcome.dataset.points);
  } catch (error) {
    at("live-error").textContent = error.message;
    at("live-error").hidden = false;
    return;
  } finally {
    at("live-busy").hidden = true;
  }
  const levels = found.points.map((point) => point.willingness), wanted = Number(outcome.dataset.at);
  const near = levels.reduce((best, level, place) => Math.abs(level - wanted) < Math.abs(levels[best] - wanted) ? place : best, 0);
  at("at").max = levels.length - 1;
  at("at").value = near;
  at("live-says").textContent = found.says;
  at("live-caveats").replaceChildren(...found.caveats.map((words) => {
    const line = document.createElement("p");
    line.textContent = words;
    return line;
  }));
  at("answer").hidden = false;
  let waiting;
  at("at").addEventListener("input", () => {
    show();
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  });
  show();
  await draw();
});
