// The scenario page: a control that moves is answered at once, and the address follows.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const rp = window.realpolitik, form = document.getElementById("bench"), at = (id) => document.getElementById(id);
  const units = {
    cut: "% of trade left at given prices", cost: "% on trade costs", tariff: "points", embargo: "(none: all trade ends)",
  };
  const text = (value) => document.createTextNode(value);

  const rows = (body, cells) => body.replaceChildren(...cells.map(([first, ...rest]) => {
    const row = document.createElement("tr"), head = document.createElement("td");
    head.append(text(first));
    row.append(head, ...rest.map((value) => {
      const cell = document.createElement("td");
      cell.className = "number";
      cell.append(text(value));
      return cell;
    }));
    return row;
  }));

  const told = () => {
    const kind = at("kind").value, nest = Number(at("nest").value);
    at("size").max = kind === "cut" ? 99 : 300;
    at("size").disabled = kind === "embargo";
    at("size-out").value = at("size").value;
    at("size-unit").textContent = units[kind];
    at("theta-out").value = at("theta").value;
    at("nest-out").value = nest >= 1.1 ? nest : "all nests";
    at("theta-field").hidden = at("set").value !== "constant";
  };

  const query = () => {
    const given = new URLSearchParams(new FormData(form));
    if (Number(given.get("nest")) < 1.1) given.set("nest", "0");
    return given;
  };

  const show = async (body) => {
    document.querySelector("[data-live=asks]").textContent = body.asks;
    at("live-says").textContent = body.says;
    rows(at("live-moved"), body.moved.map((row) => [
      row.label, `${row.value < 0 ? "−" : "+"}${Math.abs(row.value / 1e9).toFixed(1)}`, row.ratio.toFixed(2)]));
    rows(at("live-rows"), body.rows.map((row) => [
      row.label, ...["value", "low", "high"].map((key) => `${(100 * row[key]).toFixed(2)} %`.replace("-", "−"))]));
    at("live-residual").textContent = body.residual.toExponential(0);
    at("live-address").href = body.address;
    for (const link of at("live-files").querySelectorAll("a")) {
      const own = new URL(link.href), search = body.address.split("?")[1] ?? "";
      own.search = search;
      link.href = own.href;
    }
    at("live-save").href = `/library/new?scenario=own&${body.address.split("?")[1] ?? ""}`;
    history.replaceState(null, "", body.address);
    await rp.draw(at("live-chart"), body.spec, body.alt);
    at("outcome").dataset.drawn = String(Number(at("outcome").dataset.drawn ?? 0) + 1);
  };

  // One question at a time: while the server solves, the slider moves on, and only where it then stands is asked next.
  let waiting, asking = false, moved = false;
  const ask = async () => {
    if (asking) { moved = true; return; }
    asking = true;
    moved = false;
    const asked = query();
    asked.set("scheme", rp.dark() ? "dark" : "light");
    asked.set("width", rp.narrow() ? "narrow" : "wide");
    at("outcome").classList.add("busy");
    try {
      const body = await rp.json(`${form.dataset.liveAddress}?${asked}`);
      at("live-error").hidden = true;
      await show(body);
    } catch (error) {
      at("live-error").textContent = error.message;
      at("live-error").hidden = false;
    }
    asking = false;
    if (moved) await ask();
    else at("outcome").classList.remove("busy");
  };
  const live = () => {
    told();
    clearTimeout(waiting);
    waiting = setTimeout(ask, 90);
  };
  if (form) { // a ready scenario has no controls
    form.addEventListener("input", live);
    told();
    rp.vega(); // ready before the first slider moves
  }

  // Random assumptions, as a job of the API.
  const draws = at("draws");
  draws.hidden = false;
  at("draws-start").addEventListener("click", async () => {
    at("draws-start").disabled = true;
    try {
      const own = draws.dataset.name === "own";
      const scenario = own ? await rp.json(`/scenario/own/scenario.json?${query()}`) : draws.dataset.name;
      const job = await rp.json("/api/v1/jobs", {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ scenario, draws: 200 }),
      });
      follow(job.id);
    } catch (error) {
      at("draws-says").textContent = error.message;
      at("draws-start").disabled = false;
    }
  });

  const follow = (id) => {
    const events = new EventSource(`/api/v1/jobs/${id}/events`), bar = at("draws-bar"), cancel = at("draws-cancel");
    bar.hidden = cancel.hidden = false;
    cancel.onclick = () => fetch(`/api/v1/jobs/${id}`, { method: "DELETE" });
    events.addEventListener("progress", (event) => {
      const job = JSON.parse(event.data);
      bar.max = job.of;
      bar.value = job.done;
      at("draws-says").textContent = `${job.done} of ${job.of}`;
    });
    events.addEventListener("over", (event) => {
      events.close();
      over(JSON.parse(event.data));
    });
    // A server that is started again: the browser asks anew by itself, unless a proxy answers in the server's place.
    events.addEventListener("error", () => {
      at("draws-says").textContent = "The server does not answer: trying again.";
      if (events.readyState === EventSource.CLOSED) setTimeout(() => again(id), 2000);
    });
  };

  const again = async (id) => {
    let job;
    try {
      job = await rp.json(`/api/v1/jobs/${id}`);
    } catch (error) {
      if (error.status === 404) over({ status: "failed", why: error.message });
      else setTimeout(() => again(id), 2000);
      return;
    }
    follow(job.id);
  };

  const over = async (job) => {
    at("draws-bar").hidden = at("draws-cancel").hidden = true;
    at("draws-start").disabled = false;
    if (job.status !== "done") {
      at("draws-says").textContent = job.why ? rp.sentence(job.why) : "Cancelled.";
      return;
    }
    const found = (await rp.json(`/api/v1/jobs/${job.id}`)).result.findings[0];
    at("draws-says").textContent = `${job.of} draws: ${found.says} ${found.interval.kind}.`;
    rows(at("live-rows"), found.rows.map((row) => [
      row.label, ...["value", "low", "high"].map((key) => `${(100 * row[key]).toFixed(2)} %`.replace("-", "−"))]));
  };
});
