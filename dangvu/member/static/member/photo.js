// A photograph that waits with an act: made small enough, kept as bytes, and sent beside what was signed, which holds its hash.
"use strict";

const SMALL = 2_000_000;
const EDGE = 2400;

// A large picture is drawn again smaller: readable on paper's scale, and light for a weak network. What cannot be drawn stays as it is.
async function smaller(file) {
  if (file.size <= SMALL || !/^image\/(jpeg|png)$/.test(file.type) || !window.createImageBitmap) {
    return file;
  }
  const drawn = await createImageBitmap(file).catch(() => undefined);
  if (!drawn) {
    return file;
  }
  const scale = Math.min(1, EDGE / Math.max(drawn.width, drawn.height));
  const sheet = Object.assign(document.createElement("canvas"), { width: drawn.width * scale, height: drawn.height * scale });
  sheet.getContext("2d").drawImage(drawn, 0, 0, sheet.width, sheet.height);
  const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
  return made && made.size < file.size ? new File([made], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
}

// What a form told, ready to be kept; a sentence instead where its picture is too large to be.
async function withPhoto(form, told) {
  const { photo, ...rest } = told;
  if (!(photo instanceof File) || !photo.size) {
    return { told: rest };
  }
  const file = await smaller(photo);
  if (file.size > Number(form.dataset.largest)) {
    return { problem: form.dataset.large };
  }
  // The browser is asked not to clear what waits when the phone runs full; it may say no.
  navigator.storage?.persist?.().catch(() => undefined);
  return { told: { ...rest, name: file.name, photo: await file.arrayBuffer() } };
}

// What is sent of an act: as JSON, or with its picture as a form.
async function parcel(act, own) {
  const { photo, ...told } = act;
  if (!photo) {
    const body = JSON.stringify(told);
    return JSON.stringify({ device: own.device, body, signature: await sign(own.key, body) });
  }
  const body = JSON.stringify({ ...told, photo: hex(await crypto.subtle.digest("SHA-256", photo)) });
  const sent = new FormData();
  sent.append("device", own.device);
  sent.append("body", body);
  sent.append("signature", await sign(own.key, body));
  sent.append("photo", new Blob([photo]), act.name);
  return sent;
}

// A picture that waits, or came to nothing, can be taken out of the phone's keeping.
function pictureOf(act) {
  const way = document.createElement("a");
  way.href = URL.createObjectURL(new Blob([act.photo]));
  way.download = act.name;
  way.textContent = act.name;
  return way;
}
