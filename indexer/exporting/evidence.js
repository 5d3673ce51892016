"use strict";

// Verifies the page it stands in, from nothing but what the page shows. Calls nobody.
// SHA-256 is here in full (FIPS 180-4), because crypto.subtle is missing in pages opened from a file in some browsers.

const ROUNDS = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

const turned = (word, by) => (word >>> by) | (word << (32 - by));

// The bytes with what SHA-256 adds to them: a one bit, zeros, and the length in bits in the last eight bytes.
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const end = new DataView(whole.buffer, whole.length - 8);
  end.setUint32(0, Math.floor(bytes.length / 0x20000000));
  end.setUint32(4, bytes.length << 3);
  return whole;
}

function mix(state, words) {
  for (let i = 16; i < 64; i += 1) {
    const a = words[i - 15], b = words[i - 2];
    words[i] = words[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3))
      + words[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

// The SHA-256 of bytes, as 64 hexadecimal digits.
function sha256OfBytes(content) {
  const state = new Uint32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const bytes = padded(content);
  const view = new DataView(bytes.buffer);
  const words = new Uint32Array(64);
  for (let at = 0; at < bytes.length; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
    mix(state, words);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

const sha256 = (text) => sha256OfBytes(new TextEncoder().encode(text)); // of a text's UTF-8 bytes

// The picture of a page against the hash beside it; true where there is none.
function pictureHolds(quote) {
  const picture = quote.querySelector("img"), recorded = quote.querySelector('[data-fact="picture_sha256"]');
  if (!picture || !recorded) return !picture && !recorded;
  const bytes = Uint8Array.from(atob(picture.src.split(",")[1]), (letter) => letter.charCodeAt(0));
  return sha256OfBytes(bytes) === recorded.textContent;
}

// The code points from start to end: JavaScript counts UTF-16 units, Footnote does not.
function sliced(text, start, end) {
  const points = Array.from(text);
  if (!(start >= 0 && start < end && end <= points.length)) return null;
  return points.slice(start, end).join("");
}

const shown = (part, name) => part.querySelector(`[data-fact="${name}"]`).textContent;
const number = (text) => (/^[0-9]{1,15}$/.test(text) ? Number(text) : NaN);

function mark(place, holds, words) {
  place.className = holds ? "result holds" : "result broken";
  place.textContent = `${holds ? "✓" : "✗"} ${words}`;
  return holds;
}

// The text of an article against the hash beside it.
function checkArticle(article) {
  const computed = sha256(shown(article, "text"));
  const holds = computed === shown(article, "sha256");
  return mark(article.querySelector(".result"), holds, holds
    ? "The text has the recorded SHA-256."
    : `The text is not the one that was cited: its SHA-256 is ${computed}.`);
}

// Where a quote is marked in its article: the marked words, and the code points before them.
function marked(text, n) {
  const parts = Array.from(text.querySelectorAll("mark")).filter((part) => part.dataset.quotes.split(" ").includes(n));
  if (parts.length === 0) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEndBefore(parts[0]);
  return { start: Array.from(before.toString()).length, words: parts.map((part) => part.textContent).join("") };
}

function checkQuote(quote) {
  const place = quote.querySelector(".result");
  const article = document.getElementById(quote.dataset.article);
  const words = shown(quote, "quote"), start = number(shown(quote, "start")), end = number(shown(quote, "end"));
  if (!article) return mark(place, false, "The article it is taken from is not in this file.");
  const text = shown(article, "text");
  if (shown(quote, "article_id") !== shown(article, "id") || shown(quote, "article_sha256") !== shown(article, "sha256")) {
    return mark(place, false, "It cites another text than the one below.");
  }
  if (sha256(text) !== shown(quote, "article_sha256")) {
    return mark(place, false, "The article's text is not the one that was cited.");
  }
  if (sliced(text, start, end) !== words) {
    return mark(place, false, `The article does not say this at ${shown(quote, "start")}–${shown(quote, "end")}.`);
  }
  const painted = marked(article.querySelector('[data-fact="text"]'), quote.dataset.number);
  if (!painted || painted.start !== start || painted.words !== words) {
    return mark(place, false, "The words marked in the article below are not the quote.");
  }
  if (!pictureHolds(quote)) return mark(place, false, "The picture of its page is not the one that was made.");
  return mark(place, true, `The article says this, letter for letter, at ${start}–${end}.`);
}

// All that is shown, in order, against the seal: what the hashes of the articles do not cover.
function checkSeal(seal) {
  const facts = Array.from(document.querySelectorAll("[data-fact]"), (fact) => [fact.dataset.fact, fact.textContent]);
  const titled = document.querySelector("title").textContent === `Evidence: ${shown(document, "question")}`;
  const holds = titled && sha256(JSON.stringify(facts)) === seal.querySelector("code").textContent;
  return mark(seal.querySelector(".result"), holds, holds
    ? "Question, status and metadata are as they were written."
    : "Something on this page is not as it was written.");
}

function safely(check) {
  return (part) => {
    try {
      return check(part);
    } catch {
      const place = part.querySelector(".result");
      return place ? mark(place, false, "This part is damaged and cannot be checked.") : false;
    }
  };
}

function verify() {
  const verdict = document.getElementById("verdict");
  const all = (selector, check) => Array.from(document.querySelectorAll(selector), safely(check));
  const articles = all(".article", checkArticle), quotes = all(".quote", checkQuote), seal = all("#seal", checkSeal);
  const count = (results, one, many) => `${results.length} ${results.length === 1 ? one : many}`;
  const recorded = Number(document.body.dataset.quotes) === quotes.length && seal.length === 1;
  const broken = quotes.filter((holds) => !holds).length;
  if (!recorded || ![...articles, ...quotes, ...seal].every(Boolean)) {
    const what = broken ? `${broken} of ${count(quotes, "quote", "quotes")} could not be confirmed.` : "The file was changed.";
    mark(verdict, false, `Not verified. ${what}`);
  } else if (quotes.length === 0) {
    mark(verdict, true, "Verified: this answer quotes nothing, and the record is as it was written.");
  } else {
    mark(verdict, true, `Verified: ${count(quotes, "quote", "quotes")} from ${count(articles, "article", "articles")}, letter for letter.`);
  }
}

verify();
