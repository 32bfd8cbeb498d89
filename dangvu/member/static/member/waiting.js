// What waits on this phone, as the pages show it: where it was done, and as a list. It is told what waits by app.js.
"use strict";

const formOf = (act) =>
  [...document.forms].find((each) => {
    const own = each.dataset;
    const place = own.paragraph === undefined || own.paragraph === act.paragraph;
    return own.queue === act.what && place && ABOUT.every((name) => (Number(own[name]) || undefined) === act[name]);
  });

// What waits is seen where it was done: a text in its box, a button that was pressed already.
function waits(form, act) {
  if (form && "seen" in act) {
    form.elements.text.value = act.text;
  } else if (form && ["claim", "unclaim", "mark", "unmark"].includes(act.what)) {
    const pressed = [...form.elements].filter((each) => each.type === "submit" && (act.what !== "mark" || each.value === act.paragraph));
    for (const each of pressed.filter((one) => one.dataset.here === undefined)) {
      each.disabled = true;
      each.textContent = { mark: "★", unmark: "☆" }[act.what] ?? `${words.waiting} ${each.textContent}`;
    }
  }
}

// Notes that came in are what the next ones stand on; after a conflict the box does not show what is kept, so the next ones stand beside.
function settled(act, judged) {
  const form = "seen" in act ? formOf(act) : undefined;
  if (form) {
    form.elements.seen.value = judged.outcome === "taken" ? judged.at : "?";
  }
}

// The list of what waits, where a page has one: each may be dropped as long as it was not sent.
async function listed() {
  const place = document.querySelector("[data-waiting-list]");
  if (!place) {
    return;
  }
  const acts = (await waiting()).sort((one, two) => one.done - two.done);
  place.hidden = acts.length === 0;
  place.querySelector("ul").replaceChildren(...acts.map((act) => lineOf(place, act)));
}

function lineOf(place, act) {
  const line = document.createElement("li");
  const drop = document.createElement("button");
  const when = new Date(act.done).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  line.append(`${place.dataset[act.what] ?? act.what} · ${when}`);
  // What it is about and what was written never stand on the page that is seen after logging out too.
  for (const text of place.dataset.texts === undefined ? [] : [act.page, act.text ?? act.reason ?? act.wanted, act.why, act.refused].filter(Boolean)) {
    line.append(document.createElement("br"), text.slice(0, 300));
  }
  if (act.photo && place.dataset.texts !== undefined) {
    line.append(document.createElement("br"), pictureOf(act));
  }
  line.append(document.createElement("br"), drop);
  drop.type = "button";
  drop.textContent = place.dataset.drop;
  drop.addEventListener("click", () => forget(act.uid).then(listed));
  return line;
}
