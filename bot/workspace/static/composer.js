// The field where one writes: completion of commands, return sends, shift and return a new line.

import { Listbox } from "./listbox.js";
import { say } from "./live.js";

export function startComposer() {
  const form = document.getElementById("composer");
  if (!form) return;
  const field = form.elements.text;
  const list = document.getElementById("commands");
  const listbox = new Listbox(field, list, (option) => {
    field.value = `${option.dataset.value} `;
    field.focus();
  });
  field.addEventListener("input", () => complete(field, list, listbox));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    form.requestSubmit();
  });
  if (matchMedia("(min-width: 46.01rem)").matches) field.focus({ preventScroll: true });
}

function complete(field, list, listbox) {
  const typed = field.value.toLocaleLowerCase("sv");
  const isCommand = /^\/\S*$/.test(typed);
  const before = listbox.isOpen ? listbox.options.length : 0;
  for (const option of list.children) option.hidden = !option.dataset.value.startsWith(typed);
  const [first, ...others] = isCommand ? listbox.options : [];
  // Whoever has written all of it means to send it.
  const isWhole = first && !others.length && first.dataset.value === typed;
  const count = first && !isWhole ? others.length + 1 : 0;
  if (count) listbox.show();
  else listbox.hide();
  if (count && count !== before) say(offer(count));
}

function offer(count) {
  return count === 1 ? "1 kommando, välj det med retur" : `${count} kommandon, bläddra med piltangenterna`;
}
