// Keep the page live: listen for changes, fetch the page again, say aloud what is new.

import { remember, update } from "./reconcile.js";

const voice = document.getElementById("live");
const feed = document.getElementById("feed");
const enhancers = [];
let source = null;
let fetching = null;
let again = false;

/** Run a function on the whole page now and on every part that comes later. */
export function enhance(enhancer) {
  enhancers.push(enhancer);
  enhancer(document);
}

/** Say something to people who cannot see the page. */
export function say(text) {
  // Nothing is heard from behind a dialog: each has a voice of its own.
  const near = [...document.querySelectorAll("dialog[open] [role=status]")].pop();
  (near ?? voice).textContent = text.slice(0, 400);
}

/** Show what is new; calls during a fetch lead to one more fetch. */
export function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = fetchPage().finally(() => {
    fetching = null;
    if (again) {
      again = false;
      return refresh();
    }
  });
  return fetching;
}

export function start() {
  if (!voice) return;
  remember(document);
  showNewest();
  document.addEventListener("input", ({ target }) => (target.dataset.typed = ""));
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => source?.close());
  listen();
}

// A hidden tab lets go of its stream: browsers allow six connections to one address.
function listen() {
  source?.close();
  source = null;
  if (document.hidden) return;
  source = new EventSource(voice.dataset.stream);
  source.addEventListener("changed", refresh);
  source.addEventListener("open", refresh);
}

async function fetchPage() {
  let text;
  try {
    const response = await fetch(location.href, { headers: { "X-Live": "1" } });
    if (!response.ok) return;
    text = await response.text();
  } catch {
    return; // The stream reconnects by itself, and asks again when it has.
  }
  const wasAtEnd = isAtEnd();
  const changed = update(new DOMParser().parseFromString(text, "text/html"));
  for (const part of changed) for (const enhancer of enhancers) enhancer(part);
  const aloud = changed.map((part) => part.dataset.aloud).filter(Boolean);
  if (aloud.length) say(aloud.join(". "));
  if (aloud.length && wasAtEnd) showNewest();
}

function isAtEnd() {
  const last = feed?.lastElementChild;
  return !last || last.getBoundingClientRect().top < window.innerHeight + 80;
}

function showNewest() {
  feed?.lastElementChild?.scrollIntoView({ block: "end" });
}
