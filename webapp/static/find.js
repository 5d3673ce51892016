// Finds words in the article that is shown, while they are typed: their places are counted and highlighted.
//
// page.js loads it when something is typed into the field; without it, the form asks the server for the same.

const FRAMES = 40; // for which a place is kept in view
const MOST_MARKED = 1000; // around the current place
const find = (selector, within = document) => within.querySelector(selector);
const texts = new WeakMap(); // <main> → the words of its article

// All that is known: which words of which field were counted, where they stand, and the number of the place that was
// gone to, from 1; 0 before the first. Every event counts if the words are others, and then goes on, so it does not
// matter how many of them came before this script did.
let matches = { field: null, words: "", text: null, places: [], number: 0 };

export function look(field) {
  const words = field.value.trim();
  if (matches.field === field && matches.words === words) return;
  const text = textOf(field.closest("main"));
  const number = matches.field !== field && field.value === field.defaultValue ? Number(field.form.dataset.number) : 0;
  const places = placesOf(words, text.words);
  matches = { field, words, text, places, number: Math.min(number, places.length) };
  forgetMarks();
  show();
}

export function go(field, by) {
  look(field);
  const { places, number } = matches;
  if (!places.length) return;
  if (by > 0) matches.number = (number % places.length) + 1;
  else matches.number = number > 1 ? number - 1 : places.length;
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
  const parts = typed.split(/\s+/).filter(Boolean).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
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
  const at = ranges[Math.max(0, number - 1 - first)];
  if (number) CSS.highlights.set("current", new Highlight(at));
  CSS.highlights.set("match", new Highlight(...ranges.filter((range) => !number || range !== at)));
  bringIntoView(at);
}

// Parts that were not laid out yet have only an estimated height, and get their own some frames later, above the place too:
// so it is looked up again for a while, until the reader does something else.
let bringing = 0;
for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
  addEventListener(type, () => bringing++, { capture: true, passive: true });
}

function bringIntoView({ startContainer, startOffset, endContainer, endOffset }) {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const own = ++bringing;
  let frames = FRAMES;
  const look = () => {
    if (own !== bringing) return;
    const { top, bottom } = range.getBoundingClientRect();
    const above = find(".trail")?.getBoundingClientRect().bottom ?? 0;
    const height = visualViewport.height; // what a keyboard on the screen leaves
    const below = Math.min(height, find(".ask.follow")?.getBoundingClientRect().top ?? height);
    if (top < above || bottom > below) scrollBy({ top: top - above - (below - above) / 3, behavior: "instant" });
    if (frames--) requestAnimationFrame(look);
  };
  look();
}

// How many places there are, which one is the current, and the buttons that go from one to the next
function steps() {
  const { field, words, places, number } = matches;
  const { dataset: said } = field.form;
  const counted = words && sentence(said, places.length, number);
  find(".steps", field.form)?.remove();
  find("#says").textContent = counted;
  if (!counted) return;
  const line = Object.assign(document.createElement("span"), { className: "steps" });
  line.append(Object.assign(document.createElement("span"), { textContent: counted }));
  if (places.length > 1) line.append(button("↑", said.before, -1), button("↓", said.after, 1));
  field.form.append(line);
}

function sentence(said, total, number) {
  const written = new Intl.NumberFormat(document.documentElement.lang);
  if (!total) return said.none;
  if (!number) return said.total.replace("#", written.format(total));
  return said.of.replace("#", written.format(number)).replace("#", written.format(total));
}

function button(sign, label, by) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: sign });
  made.ariaLabel = label;
  made.addEventListener("click", () => {
    go(matches.field, by);
    find(`.steps [aria-label="${label}"]`, matches.field.form)?.focus();
  });
  return made;
}
