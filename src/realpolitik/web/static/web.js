// Script of every page: choosing states as one types, and charts that answer when pointed at. Pages work without it.
"use strict";
(() => {

const rp = { library: null };

// The charts' library, fetched when a chart first needs it.
rp.vega = () => {
  rp.library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.type = "module"; // its many names stay its own
    script.src = document.querySelector("script[data-vega]").dataset.vega;
    script.onload = () => done(window.vegaEmbed);
    script.onerror = () => failed(new Error("the charts' library could not be loaded"));
    document.head.append(script);
  });
  return rp.library;
};

rp.dark = () => matchMedia("(prefers-color-scheme: dark)").matches;
rp.narrow = () => matchMedia("(max-width: 640px)").matches;

// Draw a specification. Expressions are read as trees, not compiled: the content policy forbids making code from text.
rp.draw = async (place, spec, alt) => {
  const embed = await rp.vega();
  const box = document.createElement("div");
  box.className = "vega";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", alt);
  const result = await embed(box, spec, {
    actions: false, ast: true, renderer: "canvas", defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
  place.querySelector(".vega")?.remove();
  place.querySelector("picture")?.setAttribute("hidden", "");
  place.append(box);
  return result;
};

rp.json = async (address, options = {}) => {
  const answer = await fetch(address, { headers: { accept: "application/json" }, ...options });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.detail ?? answer.statusText), { status: answer.status });
  return body;
};

// A message as a sentence, with a capital and a full stop.
rp.sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).replace(/[^.!?]$/, "$&.");

// Choose a state by any of its names: a combobox over /api/v1/states.
rp.choose = (input) => {
  const list = document.createElement("ul");
  let found = [], at = -1, asked = 0;
  list.className = "options";
  list.id = `${input.id}-options`;
  list.role = "listbox";
  list.setAttribute("aria-label", "States");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (place) => {
    input.value = found[place].name;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };
  const mark = (place) => {
    at = place;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
  };
  const show = (states) => {
    found = states;
    list.replaceChildren(...states.map((state, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.role = "option";
      item.setAttribute("aria-selected", "false");
      item.textContent = state.name;
      const code = document.createElement("span");
      code.className = "codes";
      code.textContent = state.to ? `${state.code}, to ${state.to.slice(0, 4)}` : state.code;
      item.append(" ", code);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n); });
      return item;
    }));
    list.hidden = !states.length;
    input.setAttribute("aria-expanded", String(!!states.length));
    at = -1;
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const text = input.value.trim(), mine = ++asked;
    if (!text) return close();
    waiting = setTimeout(async () => {
      try {
        const body = await rp.json(`/api/v1/states?${new URLSearchParams({ q: text, limit: 8 })}`);
        if (mine === asked) show(body.items.map((one) => ({ ...one, to: one.life.at(-1).to })));
      } catch { close(); } // the server resolves the name when the form is sent
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
};

// Exchange the picture of a chart for one that shows figures under the pointer.
rp.explore = (figure, button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const address = new URL(figure.dataset.spec, location.href);
    address.searchParams.set("bare", "1");
    address.searchParams.set("scheme", rp.dark() ? "dark" : "light");
    address.searchParams.set("width", rp.narrow() ? "narrow" : "wide");
    try {
      await rp.draw(figure, await rp.json(address), figure.querySelector("img").alt);
      button.hidden = true;
    } catch (error) {
      button.textContent = error.message;
    }
  });
};

// Pictures come when they are scrolled to; once the page is there the rest follow, one after the other, for whoever prints.
addEventListener("load", async () => {
  for (const picture of document.querySelectorAll("img[loading=lazy]")) {
    picture.loading = "eager";
    await picture.decode().catch(() => {}); // one that cannot be drawn does not keep the others
  }
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[data-states]").forEach(rp.choose);
  document.querySelectorAll("figure[data-spec]").forEach((figure) => {
    const button = figure.parentElement.querySelector(".explore");
    if (button) rp.explore(figure, button);
  });
  document.querySelectorAll("form[data-sure]").forEach((form) => form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.sure)) event.preventDefault();
  }));
});
window.realpolitik = rp;
})();
