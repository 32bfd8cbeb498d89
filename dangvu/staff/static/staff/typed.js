// Nothing typed is lost: not by leaving, not by a second form of the same page, not by a login that is over or another one, not by a refusal
// that comes back with a new page. A form that is on its way is not sent twice.
"use strict";

// The editors' room is Wagtail's: what it refuses it shows again, and it asks before a page is left. There is only asked whether the login stands.
const room = document.currentScript.hasAttribute("data-room");
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
let holder;
const who = () => holder ?? document.querySelector(".who .name")?.textContent;

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
  // The room's buttons, and what is said above them, never leave the screen.
  room || said.scrollIntoView({ block: "center" });
}

// Asks whether the login still stands. Who cannot be asked keeps nobody from trying.
async function awake() {
  try {
    const answer = await fetch(`/con-dang-nhap/?ten=${encodeURIComponent(who() ?? "")}`);
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
  sessionStorage.setItem(KEPT, JSON.stringify({ who: who(), own: [form.getAttribute("action"), typed(form)], others }));
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
  // Who was ticked by a script (choose.js) has no tick on the new page: the code is typed instead.
  for (const [name, value, checked] of form ? told : []) {
    const lines = checked && form.querySelector(`textarea[data-ticked="${name}"]`);
    if (lines && ![...form.elements].some((each) => each.name === name && each.value === value)) {
      lines.value += `${value}\n`;
    }
  }
  form && form.closest("details")?.setAttribute("open", "");
  return form;
}

function recall() {
  const found = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  const kept = found?.who === who() ? found : null;
  kept?.others.forEach(refill);
  const message = document.querySelector(".messages.error");
  const form = kept && message && refill(kept.own);
  if (form) {
    form.prepend(message);
    message.scrollIntoView({ block: "center" });
  }
}

async function send(event) {
  const form = event.target;
  if (event.defaultPrevented || !writes(form) || !who()) {
    return;
  }
  const state = onTheWay.get(form);
  if (state === "asked") {
    // A step that goes on elsewhere does not come back to the other forms: the browser asks before they are left.
    onTheWay.set(form, event.submitter?.classList.contains("primary") ? "gone" : "sent");
    room || remember(form);
    setTimeout(() => onTheWay.delete(form), PATIENCE);
    return;
  }
  event.preventDefault();
  room && event.stopImmediatePropagation();
  if (state) {
    return;
  }
  onTheWay.set(form, "asking");
  const told = await awake();
  if (told.sentence) {
    onTheWay.delete(form);
    say(form, told);
    if (room && event.submitter) {
      event.submitter.dataset.wProgressLoadingValue = "false";
    }
    return;
  }
  renew(told);
  onTheWay.set(form, "asked");
  form.requestSubmit(event.submitter);
  // Where the browser itself would not send it (a field left empty meanwhile), it may be tried again.
  if (onTheWay.get(form) === "asked") {
    onTheWay.delete(form);
  }
}

// In the room before Wagtail's own listeners, which take a form that is sent for one that is saved.
document.addEventListener("submit", send, room);

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

function leave(event) {
  const stays = [...onTheWay.values()].includes("sent");
  if (!stays && [...document.forms].some((each) => writes(each) && !onTheWay.has(each) && [...each.elements].some(filled))) {
    event.preventDefault();
    setTimeout(() => onTheWay.clear());
  }
}
window.addEventListener("pageshow", () => onTheWay.clear());

if (room) {
  // No page of Wagtail's says whose it is in the words of ours. Its drafts save themselves until the login ends, and then only speak of a server.
  awake().then((told) => (holder = told.name));
  document.addEventListener("w-autosave:success", (event) => event.target.querySelector("[data-said]")?.remove());
  document.addEventListener("w-autosave:error", async (event) => {
    const told = await awake();
    renew(told);
    told.sentence && say(event.target, told);
  });
} else {
  window.addEventListener("beforeunload", leave);
  recall();
}
