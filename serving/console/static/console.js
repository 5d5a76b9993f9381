// Keys, the review's next question fetched ahead, the slider, times in the reader's zone. All works without this script.
"use strict";

const OFF = "onematch-keys-off";
const typing = (element) => element.closest("input:not([type=checkbox]):not([type=range]), select, textarea, [contenteditable]");
let going = false;

function keysAreOff() {
  return document.cookie.split("; ").includes(`${OFF}=1`);
}

function press(key) {
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key.split(" ").includes(key)) {
      element.click();
      return true;
    }
  }
  const field = document.querySelector(`[data-key-focus="${CSS.escape(key)}"]`);
  if (field) field.focus();
  return Boolean(field);
}

function move(step, ticks) {
  const rows = [...document.querySelectorAll("[data-list] tbody tr, ul[data-list] li")];
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
  if (ticks) {
    const box = row.querySelector("input[type=checkbox]");
    if (box) box.checked = true;
  }
  (row.querySelector("input[type=checkbox]") || row.querySelector("a, button")).focus();
  return true;
}

function help() {
  const names = [...document.querySelectorAll("[data-key]")].map((one) => `${one.dataset.key}: ${one.textContent.trim().replace(/\s+/g, " ")}`);
  tell(names.length ? `${document.body.dataset.saysKeys} ${names.join("; ")}` : document.body.dataset.saysNoKeys);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || keysAreOff()) return;
  const key = event.key;
  let done = true;
  if (going) {
    going = false;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
  } else if (key === "g") going = true;
  else if (key === "/") (document.querySelector("[data-search], input[type=search]") || document.body).focus();
  else if (key === "?") help();
  else if (key === "j" || key === "k") done = move(key === "j" ? 1 : -1, false);
  else if (key === "J" || key === "K") done = move(key === "J" ? 1 : -1, true);
  else done = press(key);
  if (done) event.preventDefault();
});

function slide() {
  const slider = document.querySelector("[data-slider]");
  if (!slider) return;
  const range = slider.querySelector("input");
  const rows = [...document.querySelectorAll("[data-slider-rows] tbody tr")];
  const heads = [...document.querySelectorAll("[data-slider-rows] thead th")].map((one) => one.textContent.trim());
  const asks = [...document.querySelectorAll("[data-slider-rows] thead th")].map((one) => one.querySelector(".term"));
  const now = rows.findIndex((row) => row.classList.contains("now"));
  const says = slider.querySelector("[data-slider-says]");
  const wanted = document.querySelector("#set input[name=precision]");
  const tell = (moved) => {
    const row = rows[rows.length - 1 - Number(range.value)];
    rows.forEach((one) => one.classList.toggle("chosen", one === row));
    const pairs = [...row.cells].map((cell, place) => [heads[place], cell.textContent.trim()]);
    says.replaceChildren(...pairs.map(([name, value], place) => {
      const pair = document.createElement("div");
      for (const [tag, text] of [["dt", name], ["dd", value]]) {
        pair.append(Object.assign(document.createElement(tag), { textContent: text }));
      }
      if (asks[place]) pair.firstChild.append(" ", asks[place].cloneNode());
      return pair;
    }));
    range.setAttribute("aria-valuetext", pairs.map(([name, value]) => `${name.toLowerCase()} ${value}`).join("; "));
    if (moved && wanted && row.dataset.precision) wanted.value = row.dataset.precision;
  };
  slider.hidden = false;
  range.value = String(rows.length - 1 - Math.max(0, now));
  range.addEventListener("input", () => tell(true));
  tell(false);
}

// The next question of the review: fetched while this one is looked at, shown as soon as an answer is sent. It comes
// with figures that count all answers until now, so that they are shown beside this question too.
let ahead = null;
let sending = Promise.resolve();

function fetchAhead() {
  const place = document.querySelector("[data-ahead]");
  ahead = null;
  if (!place || !place.dataset.ahead) return;
  const mine = { url: place.dataset.ahead, page: null };
  ahead = mine;
  sending.then(() => fetch(mine.url)).then((answer) => (answer.ok ? answer.text() : null)).then((text) => {
    if (!text) return;
    mine.page = parsed(text);
    const figures = mine.page.querySelector("[data-progress]");
    if (figures && ahead === mine) document.querySelector("[data-progress]").replaceWith(figures.cloneNode(true));
  }).catch(() => {});
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

function showAnew(says) {
  return fetch(location.href).then((answer) => (answer.ok ? answer.text() : null)).then((text) => {
    if (text) show(parsed(text), says);
  }).catch(() => {});
}

function show(page, says) {
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  if (says) tell(says);
  settle();
}

function answerAhead(event) {
  const form = event.target;
  if (form.matches("[data-answer]") && window.onbeforeunload) return event.preventDefault();
  if (form.matches("[data-answer]") && !navigator.onLine && !(ahead && ahead.page)) {
    event.preventDefault();
    tell(document.body.dataset.saysKept);
    return window.addEventListener("online", () => form.requestSubmit(event.submitter), { once: true });
  }
  if (!form.matches("[data-answer]") || !ahead || !ahead.page || form.elements.verdict.value === "skip") return;
  event.preventDefault();
  const next = ahead;
  const body = new URLSearchParams(new FormData(form));
  body.set("sent_again", Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(16)).join(""));
  const sent = deliver(form.action, body);
  sending = sent.catch(() => {});
  history.pushState(null, "", next.url.replace(/([?&])after=[^&]*&?/, "$1"));
  show(next.page, document.body.dataset.saysAnswered);
  sent.then(async (answer) => {
    if (answer.type !== "opaqueredirect") show(parsed(await answer.text()), "");
    else if (!ahead) showAnew(document.body.dataset.saysAnswered);
  }).catch(() => { location.reload(); });
}

// Without a connection an answer is kept and sent again, which is done once; leaving the page would lose it.
function deliver(action, body) {
  return fetch(action, { method: "POST", body, redirect: "manual" }).then((answer) => {
    if (window.onbeforeunload) tell(document.body.dataset.saysSent);
    window.onbeforeunload = null;
    return answer;
  }, () => {
    window.onbeforeunload = () => true;
    tell(document.body.dataset.saysKept);
    return new Promise((go) => { window.setTimeout(go, 2000); }).then(() => deliver(action, body));
  });
}

function tell(says) {
  const told = document.querySelector(".told");
  told.textContent = says;
  told.classList.remove("empty");
}

// A page that is still being made looks again by itself.
let looks = 0;

function lookAgain() {
  if (!document.querySelector("[data-again]") || looks >= 60) return;
  looks += 1;
  window.setTimeout(() => {
    if (typing(document.activeElement)) return lookAgain();
    showAnew("");
  }, Math.min(500 * looks, 5000));
}

// A table that is wider than the screen can be scrolled by keyboard, also after the screen was turned.
function regions() {
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.scrollWidth <= region.clientWidth) continue;
    const heading = region.closest("section")?.querySelector("h2, h3") || document.querySelector("h1");
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", `${document.body.dataset.saysTable} ${heading.textContent.trim()}`);
  }
}

function settle() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = new Date(time.dateTime).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  }
  for (const row of document.querySelectorAll("[data-list] tbody tr")) {
    const heads = row.closest("table").tHead.rows[0].cells;
    [...row.cells].forEach((cell, place) => { cell.dataset.label = heads[place].textContent; });
  }
  regions();
  slide();
  fetchAhead();
  lookAgain();
  const first = document.querySelector("#preview, #problem, #question");
  if (first) first.focus({ preventScroll: first.id === "question" });
}

const toggle = document.querySelector("[data-keys]");
if (toggle) {
  const label = () => { toggle.textContent = keysAreOff() ? document.body.dataset.saysOn : document.body.dataset.saysOff; };
  toggle.addEventListener("click", () => {
    document.cookie = `${OFF}=${keysAreOff() ? "0" : "1"}; path=/console; max-age=31536000; samesite=lax`;
    label();
  });
  label();
}
document.addEventListener("submit", (event) => {
  answerAhead(event);
  if (event.defaultPrevented) return;
  window.setTimeout(() => { document.body.classList.add("busy"); }, 300);
});
window.addEventListener("resize", regions);
window.addEventListener("popstate", () => { location.reload(); });
settle();
