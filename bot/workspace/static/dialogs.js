// Dialogs: the browser's own, which hold the focus and close on Escape.

/** Show every dialog that the server has sent as a real one. */
export function showDialogs(root) {
  const found = root instanceof HTMLDialogElement ? [root] : root.querySelectorAll("dialog[data-key]");
  for (const dialog of found) {
    dialog.removeAttribute("open");
    dialog.showModal();
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      dialog.querySelector("[data-close]").click();
    });
    focusFirst(dialog);
  }
}

/** Take a person to the first field that must be mended. */
export function focusFault() {
  document.querySelector("dialog [aria-invalid='true']")?.focus();
}

/** Ask before something that cannot be undone; give the answer. */
export function confirmed({ title, text, confirm, deny, style }) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal";
  dialog.setAttribute("aria-labelledby", "confirm-title");
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "modal-form";
  form.append(
    part("div", "modal-head", heading(title.text)),
    part("div", "modal-blocks", text.text),
    part("div", "modal-foot", choice(deny.text, "no"), choice(confirm.text, "yes", style ?? "primary")),
  );
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function focusFirst(dialog) {
  const fields = "input:not([type=hidden]), select, textarea";
  dialog.querySelector(`.modal-blocks :is(${fields})`)?.focus();
}

function part(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function heading(text) {
  const element = part("h2", "", text);
  element.id = "confirm-title";
  return element;
}

function choice(text, value, style = "") {
  const button = part("button", `button ${style}`, text);
  button.value = value;
  return button;
}
