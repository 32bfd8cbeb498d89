// Persons are offered while one types a name. Without this script the same field takes names and codes, and asks back where they are not clear.
"use strict";

{
  const PAUSE = 250;
  const LEAST = 2;

  function make(name, told, ...inner) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(told)) {
      made.setAttribute(key, value);
    }
    made.append(...inner);
    return made;
  }

  const written = (one) => make("span", {}, one.name, " ", make("span", { class: "small muted" }, one.note));

  // Several persons are typed one after the other; who was chosen stands above, to be left out again.
  function line(area) {
    const field = make("input", {
      type: "text",
      id: area.id,
      name: area.name,
      maxlength: "200",
      value: area.value,
      spellcheck: "false",
      "aria-describedby": area.getAttribute("aria-describedby"),
    });
    area.replaceWith(field);
    field.parentElement.querySelector(`#${field.id}-goi-y`).textContent = area.dataset.hint;
    return field;
  }

  function keep(box, told, one) {
    let kept = box.querySelector(".kept");
    if (!kept) {
      kept = make("fieldset", { class: "kept" }, make("legend", { class: "small muted" }, told.chosen));
      box.prepend(kept);
    }
    const known = [...kept.querySelectorAll("input")].find((each) => each.value === one.code);
    const tick = known || make("input", { type: "checkbox", name: told.ticked, value: one.code });
    tick.checked = true;
    known || kept.append(make("label", {}, tick, " ", written(one)));
  }

  function addChoosing(typed) {
    const told = { ...typed.dataset };
    const several = typed.tagName === "TEXTAREA";
    if (several && typed.value.includes("\n")) {
      return;
    }
    const field = several ? line(typed) : typed;
    const box = field.closest(".choose");
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent || "";
    const list = make("ul", { id: `${field.id}-danh-sach`, role: "listbox", "aria-label": label, hidden: "" });
    const said = make("p", { class: "unseen", role: "status" });
    for (const [key, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id })) {
      field.setAttribute(key, value);
    }
    field.after(list, said);
    let found = [];
    let at = -1;
    let asked = null;
    let waiting = 0;

    function mark(place) {
      at = place;
      [...list.children].forEach((each, number) => each.setAttribute("aria-selected", String(number === at)));
      at < 0 ? field.removeAttribute("aria-activedescendant") : field.setAttribute("aria-activedescendant", list.children[at].id);
      at < 0 || list.children[at].scrollIntoView({ block: "nearest" });
    }

    function show(some) {
      found = some;
      list.replaceChildren(...some.map((one, number) => make("li", { id: `${list.id}-${number}`, role: "option" }, written(one))));
      list.hidden = !some.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      mark(-1);
    }

    function close() {
      clearTimeout(waiting);
      asked?.abort();
      show([]);
    }

    function choose(place) {
      const one = found[place];
      close();
      box.querySelectorAll(".offered").forEach((each) => each.remove());
      several && keep(box, told, one);
      field.value = several ? "" : one.said;
      said.textContent = one.said;
      field.focus();
    }

    async function ask() {
      asked?.abort();
      asked = new AbortController();
      const address = new URL(told.choose || location.href, location.href);
      address.searchParams.set("o", field.name);
      address.searchParams.set("chu", field.value);
      try {
        const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
        // A login that is over leads to a page: the form says so itself when it is sent.
        const answered = answer.ok && !answer.redirected ? await answer.json() : { found: [], told: "" };
        show(document.activeElement === field ? answered.found : []);
        said.textContent = answered.told;
      } catch {
        show([]);
      }
    }

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      field.value.trim().length < LEAST ? close() : (waiting = setTimeout(ask, PAUSE));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        // Enter chooses; it never sends a form that is not finished.
        event.preventDefault();
        found.length && choose(Math.max(at, 0));
      } else if (event.key === "Escape" && found.length) {
        event.preventDefault();
        close();
      } else if (["ArrowDown", "ArrowUp"].includes(event.key) && found.length) {
        event.preventDefault();
        mark(event.key === "ArrowDown" ? (at + 1) % found.length : (at < 1 ? found.length : at) - 1);
      }
    });
    field.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      row && choose([...list.children].indexOf(row));
    });
    show([]);
  }

  document.querySelectorAll("[data-choose]").forEach(addChoosing);
}
