// Everything a person does is a form; here it is sent without leaving the page.

import { confirmed, focusFault } from "./dialogs.js";
import { refresh, say } from "./live.js";

const FAILED = "Det gick inte att skicka. Försök igen.";
const PAUSE = 400;
const queue = new WeakMap();
// Fields where somebody types, and when the bot is told of it. Kept by id: a field is another
// element once the block around it has been replaced.
const typing = new Map();

export function startForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", ({ target }) => {
    if ("atOnce" in target.dataset) tell(target.id);
    else if (target.dataset.choose) choose(target);
  });
  document.addEventListener("input", ({ target }) => {
    if ("atOnce" in target.dataset) later(target.id);
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.overflow[open]");
    if (!menu) return;
    event.preventDefault();
    closeMenu(menu);
  });
}

function later(id) {
  clearTimeout(typing.get(id));
  typing.set(id, setTimeout(tell, PAUSE, id));
}

function tell(id) {
  clearTimeout(typing.get(id));
  const waited = typing.delete(id);
  const field = document.getElementById(id);
  if (waited && field?.form) sendTyped(field);
}

async function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  // What leads to another page is left to the browser, which then loads it.
  if (form.method !== "post" || "whole" in form.dataset) return;
  event.preventDefault();
  if (button?.ariaDisabled === "true") return;
  const body = new FormData(form, button);
  if (form.id === "composer") return write(form, body);
  if (button && "pressed" in button.dataset) return;
  if (button?.dataset.confirm && !(await confirmed(JSON.parse(button.dataset.confirm)))) return;
  if (button?.dataset.url) window.open(button.dataset.url, "_blank", "noopener");
  closeMenu(button);
  button?.toggleAttribute("data-pressed", true);
  const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
  await post(form, action, body);
  button?.removeAttribute("data-pressed");
  if (button && "submit" in button.dataset) focusFault();
}

async function write(form, body) {
  if (!body.get("text").trim()) return;
  form.elements.text.value = "";
  if (!(await post(form, form.action, body))) form.elements.text.value = body.get("text");
}

function choose(field) {
  const form = field.form;
  const body = new FormData(form);
  body.set("choose", field.dataset.choose);
  for (const value of chosenValues(field, form)) body.append("value", value);
  return post(form, deeds(), body);
}

function sendTyped(field) {
  const body = new FormData(field.form);
  body.set("type", field.dataset.choose);
  body.set("value", field.value);
  return post(field.form, deeds(), body);
}

function deeds() {
  return `${location.pathname.match(/^\/som\/[^/]+/)[0]}/gor`;
}

function chosenValues(field, form) {
  if (field.type !== "checkbox" && field.type !== "radio") return [field.value];
  const same = [...form.elements].filter((other) => other.name === field.name && other.checked);
  return same.map((other) => other.value);
}

// What is done in one form arrives in the order in which it was done.
function post(form, action, body) {
  const turn = (queue.get(form) ?? Promise.resolve()).then(() => send(form, action, body));
  queue.set(form, turn);
  return turn;
}

async function send(form, action, body) {
  form.setAttribute("aria-busy", "true");
  let done = false;
  try {
    const options = { method: "POST", headers: { "X-Live": "1" }, body: new URLSearchParams(body) };
    done = (await fetch(action, options)).ok;
  } catch {
    done = false;
  }
  form.removeAttribute("aria-busy");
  if (!done) complain();
  await refresh();
  return done;
}

function closeMenu(button) {
  const menu = button?.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

function complain() {
  say(FAILED);
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = FAILED;
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000);
}
