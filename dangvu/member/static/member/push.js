"use strict";
// This phone is woken when something is new, if its owner wants it.
const place = document.querySelector("[data-push]");
const said = place.querySelector("[data-state]");
const start = place.querySelector("[data-start]");
const stop = place.querySelector("[data-stop]");

const raw = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

function tell(body) {
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, "Content-Type": "application/json" };
  return fetch(place.dataset.way, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" });
}

function show(held) {
  said.textContent = held ? place.dataset.on : place.dataset.off;
  start.hidden = held;
  stop.hidden = !held;
}

async function begin(worker) {
  if ((await Notification.requestPermission()) !== "granted") {
    said.textContent = place.dataset.denied;
    return;
  }
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw(place.dataset.key) });
  const answer = await tell(made.toJSON());
  if (answer.ok) {
    show(true);
    return;
  }
  await made.unsubscribe();
  said.textContent = answer.status === 422 ? (await answer.json()).why : place.dataset.off;
}

async function end(worker) {
  const held = await worker.pushManager.getSubscription();
  if (held) {
    await tell({ endpoint: held.endpoint, end: true });
    await held.unsubscribe();
  }
  show(false);
}

if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  navigator.serviceWorker.ready
    .then(async (worker) => {
      show(Boolean(await worker.pushManager.getSubscription()));
      start.addEventListener("click", () => begin(worker).catch(() => show(false)));
      stop.addEventListener("click", () => end(worker));
    })
    .catch(() => undefined);
}
