// A list of options under (or over) a text field, by the ARIA combobox pattern. A field of several
// lines may not be a combobox: it cannot say that it is expanded, and has to tell in another way.

export class Listbox {
  /** `pick` is called with the option that was chosen. */
  constructor(field, list, pick) {
    this.field = field;
    this.list = list;
    this.pick = pick;
    field.addEventListener("keydown", (event) => this.#onKey(event));
    field.addEventListener("blur", () => this.hide());
    // Keep the focus in the field, so that blur does not hide the list before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#choose(event.target.closest("[data-value]")));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get options() {
    return [...this.list.querySelectorAll("[data-value]:not([hidden])")];
  }

  show() {
    this.list.hidden = false;
    this.#expand("true");
    this.list.scrollIntoView({ block: "nearest" });
    this.#select(this.options[0]);
  }

  hide() {
    this.list.hidden = true;
    this.#expand("false");
    this.#select(null);
  }

  #expand(value) {
    if (this.field.hasAttribute("aria-expanded")) this.field.setAttribute("aria-expanded", value);
  }

  #onKey(event) {
    if (!this.isOpen || event.isComposing) return;
    const act = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      Enter: () => this.#choose(this.#selected),
      Tab: () => this.hide(),
      Escape: () => this.hide(),
    }[event.key];
    if (!act || (event.key === "Enter" && !this.#selected)) return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
    act();
  }

  get #selected() {
    return this.list.querySelector("[aria-selected='true']");
  }

  #move(step) {
    const options = this.options;
    const at = options.indexOf(this.#selected);
    this.#select(options[(at + step + options.length) % options.length]);
  }

  #select(option) {
    this.#selected?.setAttribute("aria-selected", "false");
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  #choose(option) {
    if (!option) return;
    this.hide();
    this.pick(option);
  }
}
