// Suggestions while a question is typed: names, words and titles of the library, and earlier questions of this browser.
//
// The list is a listbox, and the field has the focus all the time (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

const MOST_ASKED = 3;
const WAIT = 80; // milliseconds after the last key
const said = document.querySelector("#says");
const words = said.dataset;

let field = null; // whose list is open
let list = null;
let typed = "";
let waiting = 0;
let underWay = null;
let lastAsked = null; // where, and with which text

// `earlier` gives the questions that were asked in this browser, the last one first.
export function suggest(at, earlier) {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(at, earlier), WAIT);
}

async function ask(at, earlier) {
  const text = at.value;
  if (at === lastAsked?.at && text === lastAsked.text) return; // a list with a choice, or a closed one, stays as it is
  lastAsked = { at, text };
  if (text.trim().length < 2 || document.activeElement !== at) return close();
  underWay?.abort();
  underWay = new AbortController();
  try {
    const address = `${at.dataset.suggest}?${new URLSearchParams({ q: text, k: 6 })}`;
    const answer = await fetch(address, { signal: underWay.signal });
    const found = answer.ok ? (await answer.json()).suggestions : [];
    if (at.value === text && document.activeElement === at) show(at, text, [...asked(text, earlier()), ...found]);
  } catch (error) {
    if (error.name === "AbortError") return;
    lastAsked = null;
    close();
  }
}

function show(at, text, found) {
  close();
  if (!found.length) return;
  [field, typed] = [at, text];
  list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", role: "listbox", ariaLabel: words.suggestions, className: "suggestions" });
  list.append(...found.map(option));
  at.after(list);
  const closed = at.matches("input") ? { role: "combobox", "aria-expanded": "true" } : { "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries({ ...closed, "aria-autocomplete": "list", "aria-controls": list.id })) {
    at.setAttribute(name, value);
  }
  said.textContent = `${words.suggestions}: ${found.length}`;
}

function option({ kind, text }, number) {
  const item = document.createElement("li");
  Object.assign(item, { id: `suggestion-${number}`, role: "option", ariaSelected: "false" });
  const label = document.createElement("span");
  [label.textContent, label.dir] = [text, "auto"];
  const small = document.createElement("small");
  small.textContent = words[kind] ?? "";
  item.append(label, small);
  [item.dataset.kind, item.dataset.text] = [kind, text];
  return item;
}

function close() {
  if (!list) return;
  list.remove();
  field.removeAttribute("aria-activedescendant");
  field.removeAttribute("aria-controls");
  field.removeAttribute("aria-haspopup");
  if (field.matches("input")) field.setAttribute("aria-expanded", "false");
  list = null;
}

const options = () => [...list.children];
const active = () => options().find((each) => each.ariaSelected === "true");

function move(step) {
  const all = options();
  const at = all.indexOf(active());
  const next = at < 0 && step < 0 ? all.length - 1 : (at + step + all.length + 1) % (all.length + 1);
  all.forEach((each, number) => (each.ariaSelected = String(number === next)));
  if (active()) field.setAttribute("aria-activedescendant", active().id);
  else field.removeAttribute("aria-activedescendant");
  active()?.scrollIntoView({ block: "nearest" });
}

function take(chosen) {
  const { kind, text } = chosen.dataset;
  field.value = kind === "name" ? withName(typed, text) : text;
  const at = field;
  close();
  at.dispatchEvent(new Event("input", { bubbles: false }));
  at.focus();
}

// The name takes the place of the last words typed, as far as they begin words of it.
function withName(text, name) {
  const typedWords = text.trimEnd().split(/\s+/);
  const begins = (part) => ` ${name.toLowerCase()}`.includes(` ${part.toLowerCase()}`);
  const start = typedWords.findIndex((_, number) => begins(typedWords.slice(number).join(" ")));
  return [...typedWords.slice(0, start < 0 ? -1 : start), name].join(" ");
}

addEventListener("keydown", (event) => {
  if (!list || event.target !== field || event.isComposing) return;
  const does = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => active() && take(active()),
    Escape: close,
  }[event.key];
  if (event.key === "Tab") close();
  if (!does || (event.key === "Enter" && !active())) return;
  does();
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

addEventListener("pointerdown", (event) => {
  const chosen = event.target.closest?.(".suggestions [role=option]");
  if (!chosen) return;
  event.preventDefault(); // the field keeps the focus
  take(chosen);
});

addEventListener("focusout", (event) => event.target === field && close());

function asked(text, earlier) {
  const begun = text.trim().toLowerCase();
  const fitting = earlier.filter((each) => each.toLowerCase().includes(begun) && each.toLowerCase() !== begun);
  return fitting.slice(0, MOST_ASKED).map((each) => ({ kind: "asked", text: each }));
}

addEventListener("submit", () => {
  clearTimeout(waiting);
  underWay?.abort();
  lastAsked = null;
  close();
}, true);
