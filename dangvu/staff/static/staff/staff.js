// Small comforts. Every page works without them.
"use strict";

// "/" goes to the search box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("search");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
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

// The editor of a section: figures are put in by choosing them, and nothing typed is lost by leaving.
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

function guard(form) {
  const text = form.querySelector("textarea");
  let saving = false;
  form.addEventListener("submit", () => {
    saving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && text.value !== text.defaultValue) {
      event.preventDefault();
    }
  });
}

document.querySelectorAll("input.day").forEach(addCalendar);
document.querySelectorAll("[data-insert]").forEach(addInserting);
document.querySelectorAll("form[data-guard]").forEach(guard);
