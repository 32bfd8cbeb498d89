// The e-handbook without a network. Every page works without this: it only keeps what cannot be sent now, and sends it later.
"use strict";

const words = document.body.dataset;
const board = document.getElementById("tin");

function say(text, tone = "success") {
  const line = document.createElement("p");
  line.className = `notice messages ${tone}`;
  line.textContent = text;
  board.prepend(line);
}

// ---------------------------------------------------------------- what waits on this phone

function store() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("so-tay", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("acts", { keyPath: "uid" });
      asked.result.createObjectStore("own");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(name, mode, doing) {
  const opened = await store();
  return new Promise((resolve, reject) => {
    const turn = opened.transaction(name, mode);
    const asked = doing(turn.objectStore(name));
    turn.oncomplete = () => resolve(asked && asked.result);
    turn.onerror = () => reject(turn.error);
  }).finally(() => opened.close());
}

// A phone may be shared: each member's acts and key are told apart by the account.
async function waiting() {
  const [acts, me] = [await within("acts", "readonly", (all) => all.getAll()), await whose()];
  return acts.filter((act) => act.me === me);
}
const keep = (act) => within("acts", "readwrite", (acts) => acts.put(act));
const forget = (uid) => within("acts", "readwrite", (acts) => acts.delete(uid));

const hex = (bytes) => [...new Uint8Array(bytes)].map((each) => each.toString(16).padStart(2, "0")).join("");
const field = (page) => page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
// The page that is shown without a network has no form: once there is one, the first page tells what goes with a message.
const token = async () => field(document) || field(new DOMParser().parseFromString(await (await fetch(words.home)).text(), "text/html"));
const post = async (address, body) => {
  const sort = typeof body === "string" ? { "Content-Type": "application/json" } : {};
  return fetch(address, { method: "POST", headers: { "X-CSRFToken": await token(), ...sort }, body, redirect: "manual" });
};

// The key is handed out once, while there is a network, and never leaves this phone again.
async function device() {
  const held = words.me ? await within("own", "readonly", (own) => own.get(words.me)) : undefined;
  if (words.me) {
    await within("own", "readwrite", (own) => own.put(words.me, "me"));
  }
  if (held || !words.me || !navigator.onLine) {
    return held;
  }
  const answer = await post(words.device, "{}");
  if (!answer.ok) {
    return undefined;
  }
  const told = await answer.json();
  await within("own", "readwrite", (own) => own.put(told, words.me));
  return told;
}

async function sign(key, body) {
  const raw = new Uint8Array(key.match(/../g).map((pair) => parseInt(pair, 16)));
  const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", made, new TextEncoder().encode(body)));
}

// The page without a network is the same for everybody: whose phone this is was noted when a page of one's own was last open.
async function whose() {
  return words.me || (await within("own", "readonly", (own) => own.get("me"))) || "";
}

// What an act is about, as the form that does it says; the number of the form is the number of the act's subject.
const ABOUT = ["meeting", "study", "edition"];
const alike = (one, two) => one.what === two.what && ABOUT.every((name) => one[name] === two[name]);

async function queue(told) {
  if ("seen" in told) {
    // Notes wait once: the form showed what waited already, so the later text holds the earlier one.
    for (const act of (await waiting()).filter((each) => alike(each, told))) {
      told.seen = act.seen;
      await forget(act.uid);
    }
  }
  const page = document.querySelector("h1")?.textContent.trim().slice(0, 200);
  const act = { uid: crypto.randomUUID(), done: Date.now(), me: await whose(), page, ...told };
  await keep(act);
  say(words.queued, "warning");
  await listed();
  return act;
}

// One after another, the oldest first; what the other side has judged leaves the phone, whatever the judgement.
async function flush() {
  const acts = (await waiting()).filter((act) => !act.refused).sort((one, two) => one.done - two.done);
  const own = acts.length ? await device() : undefined;
  if (!own) {
    return acts.length;
  }
  let left = acts.length;
  for (const act of acts) {
    const answer = await post(words.send, await parcel(act, own));
    if (answer.type === "opaqueredirect" || (!answer.ok && answer.status !== 409 && answer.status !== 422)) {
      break;
    }
    if (answer.status === 409) {
      // The key is not known any more: the next time there is another one.
      await within("own", "readwrite", (held) => held.delete(words.me));
    }
    const judged = await answer.json();
    if (answer.ok) {
      // A picture that was refused is kept nowhere else.
      await (act.photo && judged.outcome === "refused" ? keep({ ...act, refused: judged.why }) : forget(act.uid));
      settled(act, judged);
      left -= 1;
    }
    const good = judged.outcome === "taken" || judged.outcome === "same";
    say([answer.ok ? words.sent : words.waiting, judged.done, judged.why].filter(Boolean).join(" "), good ? "success" : "warning");
    if (answer.status === 409) {
      break;
    }
  }
  if (left < acts.length) {
    again();
  }
  await listed();
  return left;
}

// ---------------------------------------------------------------- the pages

// A page that was changed by a form, or by what was sent, is asked for once more, so that the phone keeps it as it is now.
const again = () => fetch(location.pathname).catch(() => undefined);

// A hall may have a network that leads nowhere: whether the other side answers is asked before a form is let go.
async function reachable() {
  const late = new AbortController();
  const clock = setTimeout(() => late.abort(), 5000);
  const asked = navigator.onLine && fetch(words.worker, { method: "HEAD", cache: "no-store", signal: late.signal });
  return Promise.resolve(asked).then((answer) => answer && answer.ok, () => false).finally(() => clearTimeout(clock));
}

function asked(form, by) {
  const told = { ...Object.fromEntries(new FormData(form)), ...(by?.name && { [by.name]: by.value }) };
  delete told.csrfmiddlewaretoken;
  for (const name of ABOUT.filter((each) => form.dataset[each])) {
    told[name] = Number(form.dataset[name]);
  }
  return { ...told, ...(form.dataset.paragraph && { paragraph: form.dataset.paragraph }), what: form.dataset.queue };
}

function incomplete(form, told) {
  const empty = told.what === "reply" && told.answer === "away" && !told.reason.trim();
  if (empty) {
    form.elements.reason.setAttribute("aria-invalid", "true");
    form.elements.reason.focus();
  }
  return empty;
}

function letGo(form, by) {
  form.dataset.sure = "yes";
  form.requestSubmit(by);
  delete form.dataset.sure;
}

async function held(form, meant) {
  if (!meant) {
    say(words.online, "warning");
    return;
  }
  if (incomplete(form, meant)) {
    return;
  }
  const { told, problem } = await withPhoto(form, meant);
  const act = told && (await queue(told).catch((fault) => (told.photo ? undefined : Promise.reject(fault))));
  if (act) {
    waits(form, act);
    if (["ask", "report", "correct"].includes(act.what)) {
      form.reset();
    }
  } else {
    say(problem ?? form.dataset.full, "warning");
  }
  board.scrollIntoView({ block: "center" });
}

function submitted(event) {
  const form = event.target.closest("form[data-queue], form[data-online]");
  if (!form || form.dataset.sure) {
    return;
  }
  event.preventDefault();
  if (form.dataset.asking) {
    return;
  }
  form.dataset.asking = "yes";
  const by = event.submitter;
  const told = form.dataset.queue ? asked(form, by) : undefined;
  reachable()
    .then((there) => (there ? letGo(form, by) : held(form, told)))
    // A phone that cannot keep anything lets the form go as if there were no script.
    .catch(() => letGo(form, by))
    .finally(() => delete form.dataset.asking);
}

// The code on the wall was scanned and the page behind it cannot be reached: the scan is kept.
async function scanned() {
  const found = location.pathname.match(/\/hop\/(\d+)\/co-mat\/$/);
  const code = new URLSearchParams(location.search).get("m");
  if (found && code && document.querySelector("[data-offline]")) {
    await queue({ what: "present", meeting: Number(found[1]), code });
    history.replaceState(null, "", words.home);
  }
}

async function pin() {
  const addresses = [location.pathname, ...[...document.querySelectorAll("a[data-paper]")].map((each) => new URL(each.href).pathname)];
  await (await caches.open("pages")).addAll(addresses);
  say(words.kept);
}

async function leaving(event) {
  const form = event.target.closest("form[data-logout]");
  if (!form || form.dataset.sure) {
    return;
  }
  event.preventDefault();
  const left = await flush().catch(() => 1);
  if (left && !window.confirm(words.unsent)) {
    return;
  }
  navigator.serviceWorker?.controller?.postMessage("forget");
  await caches.delete("pages");
  form.dataset.sure = "yes";
  form.requestSubmit();
}

// Browsers that can put the e-handbook on the phone's first screen say so; then the first page offers it, once more and not by itself.
window.addEventListener("beforeinstallprompt", (event) => {
  const offer = document.querySelector("[data-install]");
  if (offer) {
    event.preventDefault();
    offer.hidden = false;
    offer.addEventListener("click", () => event.prompt().finally(() => offer.remove()), { once: true });
  }
});

const able = "serviceWorker" in navigator && "indexedDB" in window && window.crypto?.subtle && window.crypto.randomUUID;
if (able && "requestSubmit" in HTMLFormElement.prototype) {
  navigator.serviceWorker.register(words.worker, { scope: words.home });
  document.addEventListener("submit", submitted);
  document.addEventListener("submit", leaving);
  window.addEventListener("online", () => flush().catch(() => undefined));
  const button = document.querySelector("[data-pin]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", pin);
  }
  if (performance.getEntriesByType("navigation")[0]?.redirectCount) {
    again();
  }
  scanned()
    .then(waiting)
    .then((acts) => acts.forEach((act) => waits(formOf(act), act)))
    .then(listed)
    .then(device)
    .then(() => (navigator.onLine ? flush() : undefined))
    .catch(() => undefined);
}
