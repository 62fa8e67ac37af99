"use strict";
// Saves what is written while it is written. Without it the page has buttons for the same.
(() => {
  const form = document.getElementById("issue");
  const state = document.getElementById("state");
  const words = form.dataset;
  const WAIT = 900, AGAIN = 5000, PATIENCE = 15000;
  const field = (name) => form.elements.namedItem(name);
  const kept = (key) => `samverkansbot/${words.issue}/${key}`;
  // By item, or "head": what was sent last, and what may not be sent by itself.
  const stopped = new Set(), dirty = new Set();
  let timer = 0, busy = false;

  const namesOf = (key) => key === "head"
    ? ["subject", "preview", "was-subject", "was-preview"]
    : ["heading", "body", "rev", "was"].map((one) => `${one}-${key}`);

  function keyOf(element) {
    if (element.name === "subject" || element.name === "preview") return "head";
    return /^(?:heading|body)-(\d+)$/.exec(element.name ?? "")?.[1];
  }

  function tell(said, bad = false) {
    state.classList.toggle("bad", bad);
    if (state.textContent !== said) state.textContent = said;
  }

  function store(key) {
    const values = Object.fromEntries(namesOf(key).map((name) => [name, field(name).value]));
    // A browser may keep nothing at all; what is written is saved all the same.
    try { localStorage.setItem(kept(key), JSON.stringify(values)); } catch { return false; }
    return true;
  }

  function stored(key) {
    try { return JSON.parse(localStorage.getItem(kept(key))); } catch { return null; }
  }

  function forget(key) {
    try { localStorage.removeItem(kept(key)); } catch { dirty.delete(key); }
  }

  function wait(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  }

  function sent() {
    const keys = [...dirty].filter((key) => !stopped.has(key));
    const body = new URLSearchParams([["gor", "save"], ["svar", "data"]]);
    for (const name of keys.flatMap(namesOf)) body.append(name, field(name).value);
    return [keys, body];
  }

  async function save() {
    const [keys, body] = sent();
    if (busy || !keys.length) return;
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, credentials: "omit", signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) throw new Error(`${answer.status}`);
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
        // It is refused as a whole: sent again it would be no better.
        for (const key of keys) stopped.add(key);
        tell(`${words.unsaved} ${words.kept}`, true);
        return;
      }
      take(keys, body, await answer.json());
    } catch {
      tell(words.offline, true);
      wait(AGAIN);
    } finally {
      busy = false;
    }
    if (navigator.onLine && sent()[0].some((key) => !keys.includes(key))) wait(WAIT);
  }

  function take(keys, body, told) {
    if (told.refused) {
      for (const key of keys) stopped.add(key);
      tell(`${told.refused} ${words.kept}`, true);
      return;
    }
    const lost = new Set(told.conflicts.map(String));
    faults(keys, told.faults);
    for (const key of keys) {
      if (lost.has(key)) conflict(key);
      else if (!failed(key, told.faults)) settle(key, body, told);
    }
    if (lost.size) tell(words.conflict, true);
    else if (told.saved) tell(told.saved);
    else tell(words.unsaved, true);
  }

  const failed = (key, found) => namesOf(key).some((name) => name in found);

  function settle(key, body, told) {
    if (key === "head") {
      if (told.head) [field("was-subject").value, field("was-preview").value] = told.head;
    } else if (told.items[key]) {
      field(`rev-${key}`).value = told.items[key].revision;
      field(`was-${key}`).value = told.items[key].was;
      // The server has cleaned it: it holds no script, and the page would run none.
      document.getElementById(`shown-${key}`).innerHTML = told.items[key].html;
      const heading = field(`heading-${key}`).value.trim();
      if (heading) document.getElementById(`name-${key}`).textContent = heading;
    }
    // More may have been written meanwhile.
    if (namesOf(key).slice(0, 2).every((name) => body.get(name) === field(name).value)) {
      dirty.delete(key);
      forget(key);
    } else {
      store(key);
      wait(WAIT);
    }
  }

  function conflict(key) {
    stopped.add(key);
    const place = document.querySelector(key === "head" ? ".head-told" : `#item-${key} template`);
    place.replaceWith(place.content);
  }

  function faults(keys, found) {
    for (const name of keys.flatMap((key) => namesOf(key).slice(0, 2))) {
      document.getElementById(`${name}-fault`)?.remove();
      const input = field(name), said = found[name];
      input.toggleAttribute("aria-invalid", Boolean(said));
      if (!said) {
        input.removeAttribute("aria-describedby");
        continue;
      }
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${name}-fault`);
      const fault = Object.assign(document.createElement("p"), { id: `${name}-fault` });
      fault.className = "fault";
      fault.textContent = said;
      input.before(fault);
    }
  }

  // What was written and never saved comes back, based on what it was based on then.
  function restore() {
    const areas = [...form.querySelectorAll("textarea")].map(keyOf);
    for (const key of ["head", ...areas]) {
      const values = stored(key);
      if (!values) continue;
      const own = namesOf(key);
      if (own.slice(0, 2).every((name) => values[name] === field(name).value)) {
        forget(key);
        continue;
      }
      // The choice between two texts has begun from what stands here.
      if (document.querySelector(key === "head" ? ".head .conflict" : `#item-${key} .conflict`)) {
        stopped.add(key);
        continue;
      }
      for (const name of own) field(name).value = values[name];
      dirty.add(key);
    }
    if (dirty.size) {
      tell(words.restored);
      wait(WAIT);
    }
  }

  form.addEventListener("input", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    dirty.add(key);
    store(key);
    wait(WAIT);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const chosen = /^(?:theirs-(\d+)|(head)-theirs)$/.exec(event.submitter?.value ?? "");
    if (chosen) forget(chosen[1] ?? chosen[2]);
    dirty.clear();
  });
  window.addEventListener("online", () => wait(0));
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
  restore();
})();
