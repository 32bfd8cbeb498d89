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

document.querySelectorAll("input.day").forEach(addCalendar);
document.querySelectorAll("[data-insert]").forEach(addInserting);
document.querySelectorAll("[data-palette]").forEach(addPalette);
document.querySelectorAll("details.menu").forEach(addMenu);
