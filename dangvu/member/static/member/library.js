// The library on the phone: reading aloud with the browser's own voice, a mark where one is reading, finding without a network.
"use strict";

{
  const reading = document.querySelector("[data-reading]");
  const paragraphs = reading ? [...reading.querySelectorAll("[id^=d]")] : [];
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

  // The paragraph at the top of what is seen, below the bar that stays there.
  const bar = document.querySelector(".tools");
  const first = () => {
    const edge = Math.max(0, bar?.getBoundingClientRect().bottom ?? 0) + 8;
    return Math.max(0, paragraphs.findIndex((each) => each.getBoundingClientRect().bottom > edge));
  };

  // ---- reading aloud: sentence by sentence, for browsers cut long speech short

  const button = document.querySelector("[data-aloud]");
  const voice = window.speechSynthesis;
  let at = -1;

  function vietnamese() {
    return voice.getVoices().find((each) => each.lang.toLowerCase().replace("_", "-").startsWith("vi"));
  }

  function sentences(text) {
    return (text.match(/[^.;!?…]+[.;!?…]*\s*/g) ?? [text]).flatMap((each) => each.match(/.{1,200}(?:\s|$)|.{1,200}/gs) ?? []);
  }

  function shown(place) {
    paragraphs.forEach((each, number) => each.classList.toggle("spoken", number === place));
    button.setAttribute("aria-pressed", String(place >= 0));
    button.textContent = place >= 0 ? button.dataset.stop : button.dataset.start;
  }

  function hush() {
    at = -1;
    voice.cancel();
    shown(-1);
  }

  function speak(place) {
    if (place >= paragraphs.length) {
      hush();
      return;
    }
    at = place;
    shown(place);
    paragraphs[place].scrollIntoView({ block: "center" });
    const all = sentences(paragraphs[place].textContent);
    all.forEach((sentence, number) => {
      const said = new SpeechSynthesisUtterance(sentence);
      const own = vietnamese();
      said.lang = "vi-VN";
      if (own) {
        said.voice = own;
      }
      said.onerror = () => at === place && hush();
      if (number === all.length - 1) {
        said.onend = () => at === place && speak(place + 1);
      }
      voice.speak(said);
    });
  }

  if (button && voice && window.SpeechSynthesisUtterance && paragraphs.length) {
    button.dataset.start = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => (at >= 0 ? hush() : speak(first())));
    window.addEventListener("pagehide", () => voice.cancel());
  }

  // ---- a mark where one is reading

  const here = document.querySelector("[data-here]");
  if (here && paragraphs.length) {
    here.hidden = false;
    here.name = "paragraph";
    here.addEventListener("click", () => {
      here.value = paragraphs[first()].id.slice(1);
    });
  }

  // ---- without a network

  // The list that lies on the phone is the whole one: what was asked for is found in its titles, and in the texts that lie here too.
  const list = document.querySelector("[data-list]");
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  const parted = (text) => ` ${folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;

  // What lies on the phone of each document by its number: the text as it holds, else a version that was opened by a bookmark.
  async function kept() {
    const found = new Map();
    const pages = (await caches.keys()).includes("pages") ? await caches.open("pages") : undefined;
    for (const request of pages ? await pages.keys() : []) {
      const path = new URL(request.url).pathname;
      const [, number, place] = path.match(/\/thu-vien\/(\d+)\/(?:ban\/(\d+)\/)?$/) ?? [];
      if (number && !(place && found.has(number) && !found.get(number).place)) {
        found.set(number, { path, place, page: await (await pages.match(request)).text() });
      }
    }
    return found;
  }

  // The paragraph that holds the most of the words; none where not every word stands somewhere in the document.
  function where(text, words, title) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const told = [...page.querySelectorAll("[data-reading] [id^=d]")].map((each) => ({ each, plain: parted(each.textContent) }));
    const whole = told.map(({ plain }) => plain).join("") + title;
    if (!words.every((word) => whole.includes(` ${word}`))) {
      return undefined;
    }
    const hits = ({ plain }) => words.filter((word) => plain.includes(` ${word}`)).length;
    const best = told.reduce((one, two) => (hits(two) > hits(one) ? two : one), { plain: "" });
    return best.each;
  }

  function shows(line, path, place) {
    const way = line.querySelector("a");
    way.href = `${path}#${place.id}`;
    if (!line.querySelector("[data-place]")) {
      const told = document.createElement("span");
      told.className = "small";
      told.dataset.place = "";
      told.textContent = place.textContent.length > 180 ? `${place.textContent.slice(0, 180).replace(/\s+\S*$/u, "")}…` : place.textContent;
      line.append(document.createElement("br"), told);
    }
  }

  async function find() {
    const words = parted(asked).trim().split(" ");
    const texts = await kept().catch(() => new Map());
    let none = true;
    for (const each of list.children) {
      const title = parted(each.textContent);
      const text = texts.get(new URL(each.querySelector("a").href).pathname.match(/(\d+)\/$/)?.[1]);
      const place = text && where(text.page, words, title);
      each.hidden = !place && !words.every((word) => title.includes(` ${word}`));
      none = none && each.hidden;
      if (place) {
        shows(each, text.path, place);
      }
    }
    document.querySelector("[data-none]").hidden = !none;
  }

  if (list && asked && list.dataset.list !== asked) {
    document.querySelector("[data-unfound]").hidden = false;
    document.getElementById("tu").value = asked;
    find();
  }
}
