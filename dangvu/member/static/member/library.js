// The library on the phone: reading aloud with the browser's own voice, a mark where one is reading, finding by title without a network.
"use strict";

{
  const told = document.body.dataset;
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

  document.addEventListener("submit", (event) => {
    if (event.target.closest("form[data-online]") && !navigator.onLine) {
      event.preventDefault();
      const line = document.createElement("p");
      line.className = "notice messages warning";
      line.textContent = told.online;
      document.getElementById("tin").prepend(line);
      line.scrollIntoView({ block: "center" });
    }
  });

  // The list that lies on the phone is the whole one: what was asked for is found in its titles.
  const list = document.querySelector("[data-list]");
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (list && asked && list.dataset.list !== asked) {
    const words = folded(asked).split(/\s+/);
    for (const each of list.children) {
      const text = folded(each.textContent);
      each.hidden = !words.every((word) => text.includes(word));
    }
    document.querySelector("[data-unfound]").hidden = false;
    document.getElementById("tu").value = asked;
  }
}
