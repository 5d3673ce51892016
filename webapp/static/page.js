// What makes Footnote's pages quicker and handier; without it, they do all the same things as plain pages.
//
// Following a link or sending a form fetches the same page, and takes over its parts; the address bar follows.

const PARTS = ["main", ".masthead nav", ".colophon > div"];
const find = (selector, within = document) => within.querySelector(selector);
const root = new URL(find(".brand").href).pathname; // a proxy may serve all of it below a path of its own
const PAGES = new Set(["", "search", "similar", "article", "browse", "status", "help", "help/search", "help/article"].map((page) => root + page));
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const field = () => find("#q");
const said = find("#says").dataset; // the words of this script
const asWritten = new WeakMap(); // turn → its HTML as it came, to see whether it is still the same

let here = location.pathname + location.search;
let underWay = null;

// Going from page to page

addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  const address = new URL(link.href);
  if (!isPage(address) || (address.hash && samePage(address))) return;
  event.preventDefault();
  if ("back" in link.dataset && leadsTo(history.state?.before, address)) history.back();
  else visit(address);
});

addEventListener("submit", (event) => {
  const form = event.target;
  const address = new URL(form.action);
  if (form.method !== "get" || !isPage(address) || event.defaultPrevented) return;
  event.preventDefault();
  const filled = [...new FormData(form)].filter(([, value]) => value.trim());
  address.search = new URLSearchParams(filled);
  visit(address, { asked: find("[name=q][id], [name=find]", form)?.id });
});

addEventListener("popstate", (event) => {
  if (location.pathname + location.search === here) restoreScroll(event.state);
  else visit(new URL(location), { back: event.state ?? {} });
});

const isPage = (address) => address.origin === location.origin && PAGES.has(address.pathname);
const leadsTo = (before, { pathname, searchParams }) => {
  const one = new URL(before ?? "", location);
  return one.pathname === pathname && `${one.searchParams}` === `${searchParams}`; // however they are written
};
const samePage = (address) => address.pathname + address.search === location.pathname + location.search;

async function visit(address, { asked = "", back = null } = {}) {
  underWay?.abort();
  const mine = (underWay = new AbortController());
  document.documentElement.toggleAttribute("data-busy", true);
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    if (!response.headers.get("Content-Type")?.startsWith("text/html")) throw new Error("not a page");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!isOfThisVersion(page)) throw new Error("another version");
    await dress(page);
    if (underWay === mine) show(page, address, asked, back);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address); // the browser's own way, with its own words
  } finally {
    if (underWay === mine) document.documentElement.removeAttribute("data-busy");
  }
}

const version = (page) => find("script[src]", page)?.getAttribute("src");
const isOfThisVersion = (page) => version(page) === version(document) && PARTS.every((part) => find(part, page));

// The style sheets of a page are there before it is shown
const sheets = (page) => all("head link[rel=stylesheet]", page);
const dress = (page) => Promise.all(sheets(page).map(({ attributes: { href } }) => {
  if (sheets(document).some((sheet) => sheet.getAttribute("href") === href.value)) return null;
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: href.value });
  return new Promise((done) => {
    sheet.onload = sheet.onerror = done;
    document.head.append(sheet);
  });
}));

function show(page, address, asked, back) {
  const bare = address.pathname + address.search;
  const before = bare === here ? history.state?.before : here;
  if (!back) {
    rememberScroll();
    history[bare === here ? "replaceState" : "pushState"]({ before }, "", bare);
  }
  here = bare;
  takeOver(page);
  document.title = page.title;
  find("#says").textContent = find("main").dataset.says;
  if (back) restoreScroll(back);
  else if (address.hash) {
    location.replace(address); // so that :target follows, which pushState leaves behind
    history.replaceState({ before }, "");
  } else scrollTo(0, 0);
  const at = asked && matchMedia("(hover: hover)").matches && document.getElementById(asked);
  if (at) at.focus({ preventScroll: true });
  else find("main").focus({ preventScroll: true });
}

function takeOver(page) {
  for (const turn of all(".turn[id]", page)) {
    const same = document.getElementById(turn.id);
    if (same && asWritten.get(same) === turn.outerHTML) turn.replaceWith(same);
    else asWritten.set(turn, turn.outerHTML);
  }
  for (const part of PARTS) find(part).replaceWith(document.adoptNode(find(part, page)));
  prepare();
}

// Where a page was scrolled to is kept with its entry of the history

history.scrollRestoration = "manual";
let waiting = 0;
const rememberScroll = () => history.replaceState({ ...history.state, y: Math.round(scrollY) }, "");
const restoreScroll = (state) => state?.y !== undefined && scrollTo(0, state.y);
addEventListener("scroll", () => {
  clearTimeout(waiting);
  waiting = setTimeout(rememberScroll, 100);
}, { passive: true });

// The field grows with what is typed: a text area, which sends its form as a field of one line does

function grow(line) {
  const area = document.createElement("textarea");
  for (const { name, value } of line.attributes) if (!["type", "value"].includes(name)) area.setAttribute(name, value);
  area.rows = 1;
  area.value = line.value;
  const focused = document.activeElement === line;
  line.replaceWith(area);
  if (focused) area.focus({ preventScroll: true });
  if (!CSS.supports("field-sizing", "content")) area.addEventListener("input", () => fit(area));
}

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// Suggestions, and finding words in an article, are loaded when something is typed

addEventListener("input", async (event) => {
  const at = event.target;
  if (at.dataset?.suggest) (await import(at.dataset.script)).suggest(at, earlier);
  else if (at.dataset?.find && canHighlight) (await import(at.dataset.find)).look(at);
});

// In the field that finds words, Enter goes to the next place, with Shift to the one before; Escape empties it

const canHighlight = Boolean(globalThis.Highlight && CSS.highlights);

addEventListener("keydown", async (event) => {
  const { key, target: at, shiftKey } = event;
  if (!at.dataset?.find || !canHighlight || event.isComposing || !at.value.trim()) return;
  if (key !== "Enter" && key !== "Escape") return;
  event.preventDefault();
  if (key === "Escape") at.value = "";
  const { look, go } = await import(at.dataset.find);
  if (key === "Enter") go(at, shiftKey ? -1 : 1);
  else look(at);
});

// What the buttons do

addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) ({ copy: copyQuote, share, forget, help: () => find("#help").showModal() })[button.dataset.do](button);
});

const plain = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

function copyButton(line) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "quiet", textContent: said.copy });
  button.dataset.do = "copy";
  button.ariaLabel = said.label.replace("#", plain(find(".number", line)));
  return button;
}

function copyQuote(button) {
  const quote = button.closest(".quote");
  copy(button, [find(".words", quote).textContent, plain(find("cite", quote)), shared(find(".citation", quote))].join("\n"));
}

// An article's address without the conversation that led there
function shared(link) {
  const address = new URL(link.href);
  if (address.pathname === `${root}article`) ["from", "quotes"].forEach((name) => address.searchParams.delete(name));
  return address.href;
}

function share(button) {
  const page = { title: document.title, url: shared(location) };
  if (navigator.share) navigator.share(page).catch(() => {});
  else copy(button, page.url, said.linkCopied);
}

// Questions that were asked stay in this browser

const QUESTIONS = "footnote-questions";
const MOST_KEPT = 50;
const RECENT = 5;

function earlier() {
  try {
    return JSON.parse(store((kept) => kept.getItem(QUESTIONS)) ?? "[]");
  } catch {
    return [];
  }
}

addEventListener("submit", ({ target }) => {
  const question = find("[data-suggest]", target)?.value.trim();
  if (!question) return;
  const questions = [question, ...earlier().filter((each) => each !== question)].slice(0, MOST_KEPT);
  store((kept) => kept.setItem(QUESTIONS, JSON.stringify(questions)));
}, true);

function forget() {
  store((kept) => kept.removeItem(QUESTIONS));
  find("[data-recent]")?.toggleAttribute("hidden", true);
  find("#says").textContent = said.forgotten;
}

function recall(place) {
  const asked = earlier().slice(0, RECENT);
  find("ul", place).replaceChildren(...asked.map((question) => {
    const link = Object.assign(document.createElement("a"), { textContent: question, dir: "auto" });
    link.href = `${root}?${new URLSearchParams({ q: question })}`;
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  place.hidden = !asked.length;
}

async function copy(button, text, done = said.copied) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea")); // where there is no HTTPS
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  find("#says").textContent = `${done}.`;
  const words = button.firstChild;
  button.dataset.words ??= words.data;
  words.data = done;
  setTimeout(() => (words.data = button.dataset.words), 2000);
}

// Keys: single ones can be switched off, for those who speak to their computer

const LISTENING = "footnote-keys";
const store = (use) => {
  try {
    return use(localStorage);
  } catch {
    return null; // where storing is forbidden, nothing is kept for the next page
  }
};
const listens = () => find("#keys").checked;

addEventListener("change", (event) => {
  if (event.target.id === "keys") store((kept) => kept.setItem(LISTENING, listens() ? "on" : "off"));
});

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return;
  const at = event.target;
  const typing = at.matches("input:not([type=checkbox]), textarea, select");
  const does = typing ? typed(event.key, at) : listens() && keys[event.key];
  if (does && does(at) !== false) event.preventDefault();
});

const typed = (key, at) => {
  if (key === "Escape") return () => fold(at) || at.blur();
  return listens() && at.value === "" && /^Arrow(Left|Right)$/.test(key) ? keys[key] : null;
};

const keys = {
  "/": () => (field()?.focus(), field()?.select()),
  "?": () => find("#help").showModal(),
  ArrowRight: () => go(1),
  ArrowLeft: () => go(-1),
  ArrowDown: (at) => unfold(at, true),
  ArrowUp: (at) => unfold(at, false),
};

function go(step) {
  const numbers = all(".quote .number");
  if (!numbers.length) return false;
  const at = numbers.indexOf(document.activeElement);
  const newest = find(".turn:last-of-type .number") ?? numbers[0];
  (at < 0 ? newest : numbers.at((at + step) % numbers.length)).focus();
}

function unfold(at, open) {
  const context = at.matches(".number") && find(".context", at.closest(".quote"));
  if (!context) return false;
  context.open = open;
}

// The sheet above the field closes by Escape, and when something else is pressed

function fold(at) {
  const sheet = at.closest(".follow .filters[open]");
  if (!sheet) return false;
  sheet.open = false;
  find("summary", sheet).focus();
  return true;
}

addEventListener("pointerdown", ({ target }) => {
  const sheet = find(".follow .filters[open]");
  if (sheet && !sheet.closest("form").contains(target)) sheet.open = false;
});

// Once a page is there

// A focus asks for the layout at once, and changes it: the page is shown first
function afterPainting(act) {
  requestAnimationFrame(() => setTimeout(act));
}

function prepare() {
  all("input[data-grows]").forEach(grow);
  all(".quote:not(.related) figcaption:not(:has(button))").forEach((line) => line.append(copyButton(line)));
  all('.dates:not(:has([type="range"]))').forEach(async (form) => (await import(form.dataset.script)).prepare(form));
  all("[data-recent]").forEach(recall);
  all("[data-do][hidden]").forEach((button) => (button.hidden = false));
}

find("#keys").checked = store((kept) => kept.getItem(LISTENING)) !== "off";

all(".turn[id]").forEach((turn) => asWritten.set(turn, turn.outerHTML));
prepare();
restoreScroll(history.state);
const answered = find(".turn[id]") && !location.hash && matchMedia("(hover: hover)").matches;
if (answered) {
  afterPainting(() => document.activeElement === document.body && field()?.focus({ preventScroll: true }));
}
