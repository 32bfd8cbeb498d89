// Small comforts. Every page works without them.
"use strict";

// "/" and Ctrl-K go to the search box; arrows walk through what it found, Escape puts it away.
const isFinder = (event) =>
  (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select")) ||
  (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey);

document.addEventListener("keydown", (event) => {
  const box = document.getElementById("search");
  if (box && isFinder(event)) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

function addPalette(form) {
  const box = form.querySelector("input[type=search]");
  const found = form.querySelector(".palette");
  form.addEventListener("keydown", (event) => {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      found.replaceChildren();
      box.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : box).focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (!form.contains(event.target)) {
      found.replaceChildren();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      found.replaceChildren();
    }
  });
}

// The menu closes when one goes elsewhere.
function addMenu(menu) {
  const close = () => menu.removeAttribute("open");
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("focusin", (event) => menu.contains(event.target) || close());
  document.addEventListener("click", (event) => menu.contains(event.target) || close());
}

// Pictures further down are fetched when one comes to them: on paper all of them are to be seen.
async function printWhole() {
  const waiting = [...document.querySelectorAll("img[loading=lazy]")];
  for (const picture of waiting) {
    picture.loading = "eager";
  }
  await Promise.allSettled(waiting.map((picture) => picture.decode()));
  window.print();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    printWhole();
  }
});

// Days are written as people write them; the browser's own calendar, whatever its language, only helps to choose one.
const written = (iso) => iso.split("-").reverse().map(Number).join("/");
const read = (text) => {
  const found = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : text.trim();
};

function addCalendar(field) {
  const calendar = document.createElement("input");
  if (!calendar.showPicker) {
    return;
  }
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = document.body.dataset.calendar;
  button.addEventListener("click", () => {
    calendar.value = read(field.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    if (calendar.value) {
      field.value = written(calendar.value);
    }
  });
  const together = document.createElement("span");
  together.className = "with-calendar";
  field.replaceWith(together);
  together.append(field, button, calendar);
}

// The editor of a section: figures are put in by choosing them.
function addInserting(box) {
  const text = document.querySelector(box.dataset.insert);
  const [figure, period] = box.querySelectorAll("select");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    if (figure.value) {
      const mark = `{{${figure.value}${period.value ? "@" + period.value : ""}}}`;
      text.setRangeText(mark, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    text.focus();
  });
}

// Nothing typed is lost: not by leaving, not by a second form of the same page, not by a login that is over or another one, not by a refusal
// that comes back with a new page. A form that is on its way is not sent twice.
const PATIENCE = 10000;
const KEPT = "kept";
const filled = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some((each) => each.selected !== each.defaultSelected) &&
        (field.multiple || field.selectedIndex > 0 || Boolean(field.querySelector("[selected]")))
      : field.type === "file"
        ? field.files.length > 0
        : field.name && field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
const writes = (form) => form.method === "post" && form.closest("main") && !form.hasAttribute("hx-post");
const onTheWay = new Map();

function say(form, told) {
  form.querySelector("[data-said]")?.remove();
  const said = document.createElement("p");
  said.className = "notice bad";
  said.setAttribute("role", "alert");
  said.dataset.said = "";
  said.textContent = told.sentence + " ";
  if (told.address) {
    const way = Object.assign(document.createElement("a"), { href: told.address, target: "_blank", textContent: told.word });
    said.append(way);
  }
  (form.querySelector(".actions") || form.querySelector("button[type=submit]") || form.lastElementChild).before(said);
  said.scrollIntoView({ block: "center" });
}

// Asks whether the login still stands. Who cannot be asked keeps nobody from trying.
async function awake() {
  const name = document.querySelector(".who .name");
  try {
    const answer = await fetch(`/con-dang-nhap/?ten=${encodeURIComponent(name.textContent)}`);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

function renew(told) {
  for (const field of told.token ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : []) {
    field.value = told.token;
  }
}

function typed(form) {
  const kept = [...form.elements].filter((each) => each.name && !["hidden", "password", "file", "submit"].includes(each.type) && filled(each));
  return kept.map((each) => [each.name, each.value, Boolean(each.checked)]);
}

// For the page that comes back, and for no longer: what is sent in case it is refused, and what is typed in the other forms of the page.
function remember(form) {
  const others = [...document.forms].filter((each) => each !== form && writes(each)).map((each) => [each.getAttribute("action"), typed(each)]);
  sessionStorage.setItem(KEPT, JSON.stringify({ own: [form.getAttribute("action"), typed(form)], others }));
}

function refill([action, told]) {
  const form = action && told.length && [...document.forms].find((each) => each.getAttribute("action") === action);
  for (const [name, value, checked] of form ? told : []) {
    for (const field of [...form.elements].filter((each) => each.name === name)) {
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = field.value === value ? checked : field.checked;
      } else {
        field.value = value;
      }
    }
  }
  form && form.closest("details")?.setAttribute("open", "");
  return form;
}

function recall() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  kept?.others.forEach(refill);
  const message = document.querySelector(".messages.error");
  const form = kept && message && refill(kept.own);
  if (form) {
    form.prepend(message);
    message.scrollIntoView({ block: "center" });
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !writes(form) || !document.querySelector(".who .name")) {
    return;
  }
  const state = onTheWay.get(form);
  if (state === "asked") {
    // A step that goes on elsewhere does not come back to the other forms: the browser asks before they are left.
    onTheWay.set(form, event.submitter?.classList.contains("primary") ? "gone" : "sent");
    remember(form);
    setTimeout(() => onTheWay.delete(form), PATIENCE);
    return;
  }
  event.preventDefault();
  if (state) {
    return;
  }
  onTheWay.set(form, "asking");
  const told = await awake();
  if (told.sentence) {
    onTheWay.delete(form);
    say(form, told);
    return;
  }
  renew(told);
  onTheWay.set(form, "asked");
  form.requestSubmit(event.submitter);
  // Where the browser itself would not send it (a field left empty meanwhile), it may be tried again.
  if (onTheWay.get(form) === "asked") {
    onTheWay.delete(form);
  }
});

// A part of a page is asked for, and the login page comes: it is no part of this one. An older token is renewed, and the form sent once more.
const again = new WeakSet();
document.addEventListener("htmx:beforeSwap", async (event) => {
  if (new URL(event.detail.xhr.responseURL, location.href).pathname !== "/dang-nhap/") {
    return;
  }
  event.detail.shouldSwap = false;
  const told = await awake();
  told.sentence && say(event.detail.requestConfig.elt.closest("form") || document.querySelector("main"), told);
});
document.addEventListener("htmx:responseError", async (event) => {
  const form = event.detail.elt.closest("form");
  if (event.detail.xhr.status !== 403 || !form || again.has(form)) {
    return;
  }
  again.add(form);
  const told = await awake();
  renew(told);
  told.sentence ? say(form, told) : form.requestSubmit(event.detail.requestConfig.triggeringEvent?.submitter);
});

window.addEventListener("beforeunload", (event) => {
  const stays = [...onTheWay.values()].includes("sent");
  if (!stays && [...document.forms].some((each) => writes(each) && !onTheWay.has(each) && [...each.elements].some(filled))) {
    event.preventDefault();
    setTimeout(() => onTheWay.clear());
  }
});
window.addEventListener("pageshow", () => onTheWay.clear());

document.querySelectorAll("input.day").forEach(addCalendar);
document.querySelectorAll("[data-insert]").forEach(addInserting);
document.querySelectorAll("[data-palette]").forEach(addPalette);
document.querySelectorAll("details.menu").forEach(addMenu);
recall();
