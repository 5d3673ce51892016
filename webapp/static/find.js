// Finds words in the article that is shown, while they are typed: their places are counted and highlighted.
//
// page.js loads it when something is typed into the field; without it, the form asks the server for the same.

const MOST_MARKED = 1000; // around the current place
const find = (selector, within = document) => within.querySelector(selector);
const texts = new WeakMap(); // <main> → the words of its article
const highlighted = Boolean(globalThis.Highlight && CSS.highlights);
let matches = null; // of the field that was typed into last: { field, text, places, number }

export function look(field) {
  if (!highlighted) return;
  const before = matches?.field === field ? matches.places[matches.number]?.[0] ?? 0 : 0;
  if (matches?.field !== field) field.addEventListener("keydown", pressed);
  const text = textOf(field.closest("main"));
  const places = placesOf(field.value, text.words);
  const number = Math.max(0, places.findIndex(([start]) => start >= before));
  matches = { field, text, places, number };
  forgetMarks();
  show();
}

function pressed(event) {
  if (event.isComposing || matches?.field !== event.target) return;
  if (event.key === "Escape" && event.target.value) {
    event.target.value = "";
    look(event.target);
  } else if (event.key === "Enter" && event.target.value.trim()) step(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
}

function step(by) {
  const { places, number } = matches;
  matches.number = places.length ? (number + by + places.length) % places.length : 0;
  show();
}

// The text of the article in one piece, and where each of its text nodes begins
function textOf(main) {
  if (texts.has(main)) return texts.get(main);
  const nodes = [];
  const starts = [];
  let words = "";
  for (const part of main.querySelectorAll("[data-text]")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest(".turned")) continue; // a page's number is no part of the text
      nodes.push(walker.currentNode);
      starts.push(words.length);
      words += walker.currentNode.data;
    }
    words += "\n";
  }
  const text = { words, nodes, starts };
  texts.set(main, text);
  return text;
}

// Where the words stand, in capitals or not, as [start, end] in UTF-16 units
function placesOf(typed, words) {
  const parts = typed.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const places = [];
  if (!parts.length) return places;
  const pattern = new RegExp(parts.join("\\s+"), "giu");
  for (let match; (match = pattern.exec(words)); ) places.push([match.index, pattern.lastIndex]);
  return places;
}

function rangeOf([start, end], { nodes, starts }) {
  const [first, last] = [nodeAt(start, starts), nodeAt(end - 1, starts)];
  return new StaticRange({
    startContainer: nodes[first],
    startOffset: start - starts[first],
    endContainer: nodes[last],
    endOffset: end - starts[last],
  });
}

// The number of the last node that begins at or before a place
function nodeAt(place, starts) {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= place) low = middle;
    else high = middle;
  }
  return low;
}

// What the server marked for the words before is not what is looked for now
function forgetMarks() {
  for (const mark of matches.field.closest("main").querySelectorAll("mark.match, mark.current")) {
    mark.classList.remove("match", "current");
  }
}

function show() {
  const { text, places, number } = matches;
  CSS.highlights.clear();
  steps();
  if (!places.length) return;
  const first = Math.max(0, number - MOST_MARKED / 2);
  const ranges = places.slice(first, first + MOST_MARKED).map((place) => rangeOf(place, text));
  const [current] = ranges.splice(number - first, 1);
  CSS.highlights.set("match", new Highlight(...ranges));
  CSS.highlights.set("current", new Highlight(current));
  bringIntoView(current);
}

// Parts that were not laid out yet have only an estimated height, so the place is looked up again once they are
function bringIntoView({ startContainer, startOffset, endContainer, endOffset }, tries = 3) {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const { top, bottom } = range.getBoundingClientRect();
  const above = find(".trail")?.getBoundingClientRect().bottom ?? 0;
  const below = Math.min(innerHeight, find(".ask.follow")?.getBoundingClientRect().top ?? innerHeight);
  if (top < above || bottom > below) {
    scrollBy({ top: top - innerHeight * 0.35, behavior: "instant" });
    if (tries) requestAnimationFrame(() => bringIntoView(range, tries - 1));
  }
}

// How many places there are, and the buttons that go from one to the next
function steps() {
  const { field, places, number } = matches;
  const form = field.form;
  const { dataset: said } = form;
  find(".steps", form)?.remove();
  const written = new Intl.NumberFormat(document.documentElement.lang);
  const counted = places.length
    ? said.of.replace("#", written.format(number + 1)).replace("#", written.format(places.length))
    : field.value.trim() && said.none;
  find("#says").textContent = counted;
  if (!counted) return;
  const line = Object.assign(document.createElement("span"), { className: "steps" });
  line.append(Object.assign(document.createElement("span"), { textContent: counted }));
  if (places.length > 1) line.append(button("↑", said.before, -1), button("↓", said.after, 1));
  form.append(line);
}

function button(sign, label, by) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: sign });
  made.ariaLabel = label;
  made.addEventListener("click", () => {
    step(by);
    find(`.steps [aria-label="${label}"]`, matches.field.form)?.focus();
  });
  return made;
}
