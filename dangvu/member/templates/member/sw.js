{% autoescape off %}"use strict";
// The e-handbook without a network: the shell is kept from the start, a page once it was opened, a paper once it was opened or pinned.
const SHELL = "shell-{{ version }}";
const PAGES = "pages";
const FILES = [{% for each in shell %}"{{ each }}", {% endfor %}];
const OFFLINE = "{{ offline }}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((kept) => kept.addAll([...FILES, OFFLINE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const within = (path) => path.startsWith(new URL(self.registration.scope).pathname);
// What is asked for only once, or changes the books, is never kept.
const passing = (path) => /\/(co-mat|sw\.js|may|gui|thoi-dung|bao-tin|[\w-]+\.ics|tham-do\/\d+|ban-sao\.xlsx)\/?$/.test(path);

async function page(request) {
  const kept = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    const { pathname: path, search } = new URL(answer.url);
    if (answer.ok && within(path) && !passing(path) && !search) {
      await kept.put(path, answer.clone());
    } else if (answer.status === 404 && within(path)) {
      // What was taken away from the members leaves the phone too.
      await kept.delete(path);
    }
    return answer;
  } catch (problem) {
    const path = new URL(request.url).pathname;
    return (!passing(path) && (await kept.match(path))) || (await caches.match(OFFLINE)) || Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    return (await caches.match(request, { ignoreSearch: true })) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  if (within(address.pathname)) {
    event.respondWith(page(event.request));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(part(event.request));
  }
});

// One sentence for everybody: a locked screen is read by many.
self.addEventListener("push", (event) => {
  const text = event.data ? event.data.text() : "";
  event.waitUntil(self.registration.showNotification(text, { tag: "tin", icon: "{{ icon }}", lang: "vi" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("{{ news }}"));
});

// Who logs out leaves nothing of the own affairs on the phone.
self.addEventListener("message", (event) => {
  if (event.data === "forget") {
    event.waitUntil(caches.delete(PAGES));
  }
});
{% endautoescape %}
