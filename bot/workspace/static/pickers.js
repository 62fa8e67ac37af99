// Pickers whose options the bot suggests while one types.

import { Listbox } from "./listbox.js";

const PAUSE = 200;

export function startPickers(root) {
  for (const picker of root.querySelectorAll("[data-picker]")) new Picker(picker);
}

class Picker {
  constructor(element) {
    this.element = element;
    this.field = element.querySelector(".picker-text");
    this.value = element.querySelector("[type=hidden]");
    this.list = element.querySelector(".options");
    this.listbox = new Listbox(this.field, this.list, (option) => this.#pick(option));
    this.field.addEventListener("input", () => this.#onInput());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "ArrowDown" && !this.listbox.isOpen) this.#ask();
    });
    // Somebody was typing in it when the message around it was replaced.
    if (document.activeElement === this.field && this.field.value !== this.field.defaultValue) this.#onInput();
  }

  #onInput() {
    this.value.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    if (!this.field.isConnected) return;
    const typed = this.field.value.trim();
    if (typed.length < Number(this.element.dataset.least)) {
      this.listbox.hide();
      return;
    }
    const where = this.field.form.elements.where.value;
    const query = new URLSearchParams({ where, field: this.element.dataset.field, q: typed });
    const [person] = location.pathname.match(/^\/som\/[^/]+/);
    const response = await fetch(`${person}/forslag?${query}`);
    const options = response.ok ? await response.json() : [];
    if (typed === this.field.value.trim() && document.activeElement === this.field) {
      this.#offer(options, typed);
    }
  }

  #offer(options, typed) {
    const rows = options.map(({ value, label }, index) => {
      const row = document.createElement("li");
      row.role = "option";
      row.id = `${this.list.id}-${index}`;
      row.dataset.value = value;
      row.ariaSelected = "false";
      row.textContent = label;
      return row;
    });
    this.list.replaceChildren(...(rows.length ? rows : [nothing(typed)]));
    this.listbox.show();
  }

  #pick(option) {
    clearTimeout(this.timer); // What was still to be asked for would open the list again.
    this.field.value = option.textContent;
    this.value.value = option.dataset.value;
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function nothing(typed) {
  const row = document.createElement("li");
  row.className = "nothing";
  row.role = "option";
  row.ariaDisabled = "true";
  row.textContent = `Inga förslag för ”${typed}”`;
  return row;
}
