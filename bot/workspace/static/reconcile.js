// Bring the page up to date with a newly fetched one, touching only what differs, so that focus,
// typed text and open pickers stay. Regions have `data-live` and an id; their children `data-key`.

const delivered = new WeakMap();
const KEYED = "[data-live] > [data-key]";

/** Note how every keyed element looked when the server sent it. */
export function remember(root) {
  for (const element of root.querySelectorAll(KEYED)) delivered.set(element, looks(element));
}

// The whole, and the shell around the regions inside it: a changed shell is replaced whole.
function looks(element) {
  const shell = element.cloneNode(true);
  for (const inner of shell.querySelectorAll("[data-live]")) inner.replaceChildren();
  return { html: element.outerHTML, shell: shell.outerHTML };
}

/** Update every outermost region; give the elements that are new or changed. */
export function update(fetched) {
  const changed = [];
  for (const region of document.querySelectorAll("[data-live]")) {
    const next = fetched.getElementById(region.id);
    if (next && !region.parentElement.closest("[data-live]")) reconcile(region, next, changed);
  }
  return changed;
}

function reconcile(region, next, changed) {
  const old = new Map([...region.children].map((element) => [element.dataset.key, element]));
  let place = region.firstElementChild;
  for (const fresh of [...next.children]) {
    const current = old.get(fresh.dataset.key);
    old.delete(fresh.dataset.key);
    const kept = settle(current, fresh, changed);
    if (place === current) place = kept;
    if (kept === place) place = place.nextElementSibling;
    else region.insertBefore(kept, place);
  }
  for (const gone of old.values()) {
    if (gone instanceof HTMLDialogElement) gone.close();
    gone.remove();
  }
}

function settle(current, fresh, changed) {
  const now = looks(fresh);
  const then = current && delivered.get(current);
  if (then?.html === now.html) return current;
  if (then?.shell === now.shell && current.querySelector("[data-live]")) {
    for (const inner of current.querySelectorAll("[data-live]")) {
      reconcile(inner, fresh.querySelector(`#${CSS.escape(inner.id)}`), changed);
    }
    delivered.set(current, now);
    return current;
  }
  const adopted = document.importNode(fresh, true);
  remember(adopted);
  delivered.set(adopted, now);
  if (current) replace(current, adopted);
  changed.push(adopted);
  return adopted;
}

function replace(current, adopted) {
  const focused = current.contains(document.activeElement) ? document.activeElement : null;
  keepTyped(current, adopted);
  current.replaceWith(adopted);
  if (!focused?.id) return;
  const twin = document.getElementById(focused.id);
  twin?.focus();
  if (focused.selectionStart != null && twin?.setSelectionRange && twin.type !== "email") {
    twin.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  }
}

function keepTyped(current, adopted) {
  for (const field of current.querySelectorAll("input[id], textarea[id]")) {
    const twin = adopted.querySelector(`#${CSS.escape(field.id)}`);
    // Somebody may have typed their way back to what the server sent, while it heard of the rest.
    const touched = "typed" in field.dataset || field.value !== field.defaultValue;
    if (!twin || !touched || twin.value === field.value) continue;
    twin.value = field.value;
    twin.dataset.typed = "";
  }
  const menus = adopted.querySelectorAll("details");
  current.querySelectorAll("details").forEach((menu, at) => {
    const twin = menu.id ? adopted.querySelector(`#${CSS.escape(menu.id)}`) : menus[at];
    if (twin) twin.open = menu.open;
  });
}
