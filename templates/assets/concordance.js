// The search of a large site: the reader's side of briefing/site/concordance.py, which tells what is in the files.
// It has Pagefind's interface, as far as search.js uses it, stands in its place, and weighs as it does: by BM25, and
// more for a title.

const FOLDER = new URL("../pagefind/", import.meta.url);
const TEXT = 64; // the first place of a story's text; before it are those of its title
const STEPS_A_DOUBLING = 4; // of a story's length
const SATURATION = 1.4;
const LENGTH = 0.75;
const TITLE = 5;
const BEGINNING = 4; // letters from which on a word finds all that it begins; fewer find some, if they are no word
const TOKEN = /[$¥€£]?[\p{L}\p{N}]+(?:\.[0-9]+)*[%+]*/gu;
const LETTERS = 40; // at most, of a word
const GZIP = 0x1f; // its first byte
const NEWLINE = 0x0a;
const BYTES = 4; // of a number
const ENDING = /(?:ies|ied|ing|ed|es|s|e|y)$/u;
const ENDINGS = /^(?:ies|ied|ing|ers|er|ed|es|s|e|y)?$/u;

export async function createInstance() {
  return new Concordance(await read("entry.packed", { cache: "no-cache" }));
}

class Concordance {
  #blocks;
  #stories = []; // where each is told: its block, its brief there, its place in the brief
  #lengths; // as parts of the mean
  #version; // of the terms
  #terms;
  #reading = new Map();

  constructor({ head: { blocks, briefs, terms }, numbers }) {
    const [dealt, sizes, lengths] = cut(numbers, [briefs, briefs]);
    this.#blocks = blocks.map((block, number) => ({ ...block, number, stories: [], briefs: 0 }));
    dealt.forEach((number, index) => this.#place(this.#blocks[number], sizes[index]));
    const words = Array.from(lengths, (steps) => 2 ** (steps / STEPS_A_DOUBLING));
    const mean = sum(words) / words.length;
    this.#lengths = words.map((length) => length / mean);
    this.#version = terms;
  }

  #place(block, size) {
    for (let at = 0; at < size; at += 1) {
      block.stories.push(this.#stories.length);
      this.#stories.push({ block, brief: block.briefs, at });
    }
    block.briefs += 1;
  }

  // Give each filter's values with the number of their stories.
  async filters() {
    await this.#loadTerms();
    return this.#counts(this.#stories.keys());
  }

  // Find the stories that hold all words; in quotes, side by side.
  async search(text, { filters = {}, sort = {} } = {}) {
    const quoted = /^".*"$/u.test(text);
    const words = tokensOf(text);
    const matches = await Promise.all(words.map((word) => this.#find(word, quoted)));
    const all = inAll(matches).filter((story) => !quoted || isRun(matches.map((stories) => stories.get(story))));
    const chosen = await this.#chosen(filters);
    const found = all.filter((story) => chosen.every((stories) => stories.has(story)));
    const score = sort.date ? () => 0 : this.#scorer(matches);
    const ranked = found.map((story) => ({ story, score: score(story) }));
    ranked.sort((a, b) => b.score - a.score || b.story - a.story); // newer stories have higher numbers
    return {
      results: ranked.map(({ story }) => ({ id: story, data: () => this.#show(story, matches) })),
      unfilteredResultCount: all.length,
      filters: this.#terms ? this.#counts(found) : {},
    };
  }

  // ------------------------------------------------------------------------------------------- words

  // Give the stories that have a word, each with the places of it and of words like it, and how like it they are.
  async #find(word, quoted) {
    const stretches = this.#blocks.flatMap((block) =>
      stretchesOf(block.starts, word).map(async (at) => ({ block, rows: rowsOf(await this.#read(block, `w${at}`)) })),
    );
    const loaded = await Promise.all(stretches);
    const whole = quoted || (word.length < BEGINNING && loaded.some(({ rows }) => rows.has(word)));
    const stories = new Map();
    for (const { block, rows } of loaded)
      for (const [token, row] of rows) {
        const likeness = isForm(token, word) || (!whole && token.startsWith(word)) ? alike(token, word) : 0;
        if (likeness) collect(row, block.stories, likeness, stories);
      }
    return stories;
  }

  #scorer(matches) {
    const rarities = matches.map(({ size }) => Math.log(1 + (this.#stories.length - size + 0.5) / (size + 0.5)));
    const total = sum(rarities);
    return (story) => {
      const room = SATURATION * (1 - LENGTH + LENGTH * this.#lengths[story]);
      const seen = matches.map((stories) => weights(stories.get(story)));
      const text = sum(seen.map(({ often }, word) => (rarities[word] * (SATURATION + 1) * often) / (room + often)));
      const title = sum(seen.map(({ titled }, word) => rarities[word] * titled));
      return text + TITLE * title * (title / total) ** 2;
    };
  }

  // ------------------------------------------------------------------------------------------- terms

  async #loadTerms() {
    this.#terms ??= expanded(await this.#once("terms", this.#version));
    return this.#terms;
  }

  #counts(stories) {
    const found = new Set(stories);
    const count = ([value, theirs]) => [value, theirs.filter((story) => found.has(story)).length];
    return Object.fromEntries(
      [...this.#terms].map(([name, values]) => [name, Object.fromEntries([...values].map(count))]),
    );
  }

  // Give for each value that is asked for the set of its stories.
  async #chosen(filters) {
    const wanted = Object.entries(filters).flatMap(([name, values]) => values.map((value) => ({ name, value })));
    if (!wanted.length) return [];
    const terms = await this.#loadTerms();
    return wanted.map(({ name, value }) => new Set(terms.get(name)?.get(value)));
  }

  // ----------------------------------------------------------------------------------- what is shown

  async #show(number, matches) {
    const { block, brief, at } = this.#stories[number];
    const story = (await this.#read(block, `b${brief}`)).head[at];
    const places = matches.flatMap((stories) => [...stories.get(number).keys()]);
    const locations = places.filter((place) => place >= TEXT).map((place) => place - TEXT);
    return { ...story, raw_url: story.url, locations };
  }

  #read({ number, version }, name) {
    return this.#once(`${number}/${name}`, version);
  }

  // Read each file once; again only if that failed.
  #once(name, version) {
    if (!this.#reading.has(name)) this.#reading.set(name, read(`${name}.packed?v=${version}`));
    const reading = this.#reading.get(name);
    reading.catch(() => this.#reading.delete(name));
    return reading;
  }
}

// ------------------------------------------------------------------------------------------------ words

// Give what the words of a query are found by: as in briefing/site/words.py, but nothing twice for one place.
function tokensOf(text) {
  const folded = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const tokens = folded.replace(/(?<=[0-9]),(?=[0-9]{3})/gu, "").match(TOKEN) ?? [];
  return tokens.map((token) => token.slice(0, LETTERS));
}

// Tell whether two words differ in nothing but a common English ending.
function isForm(token, word) {
  const stem = stemOf(word);
  return token === word || (stem !== word && token.startsWith(stem) && ENDINGS.test(token.slice(stem.length)));
}

function stemOf(word) {
  const stem = word.replace(ENDING, "");
  return stem.length < BEGINNING ? word : stem;
}

// From 1 for the same word down to a third; Pagefind's measure.
const alike = (token, word) => Math.exp(Math.exp(-((token.length - word.length) ** 2) / 8) - 1);

// Give the numbers of the stretches that may have words like this one. `starts` are sorted, the first is empty.
function stretchesOf(starts, word) {
  const stem = stemOf(word);
  const first = starts.findLastIndex((start) => start <= stem);
  if (word.length < BEGINNING) return [first];
  const last = starts.findLastIndex((start) => start <= stem || start.startsWith(stem));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

// ---------------------------------------------------------------------------------------------- stories

// Give the words of a stretch with where they stand.
function rowsOf({ head, numbers }) {
  const [sizes] = cut(numbers, [head.length]);
  const count = sum(sizes);
  const [, ...columns] = cut(numbers, [head.length, count, count]);
  const [gaps, often] = columns.map((column) => cut(column, sizes));
  const places = cut(columns[2], often.map(sum));
  return new Map(head.map((word, at) => [word, { gaps: gaps[at], often: often[at], places: places[at] }]));
}

// Add the places of a word to those found so far. Two words may share a place: GPT-4o is gpt, 4o and gpt4o.
function collect({ gaps, often, places }, numbers, likeness, stories) {
  const steps = cut(places, often);
  summed(gaps, -1).forEach((story, index) => {
    const number = numbers[story];
    const known = stories.get(number) ?? new Map();
    for (const place of summed(steps[index], 0)) known.set(place, Math.max(likeness, known.get(place) ?? 0));
    stories.set(number, known);
  });
}

function inAll([first, ...others]) {
  return first ? [...first.keys()].filter((story) => others.every((stories) => stories.has(story))) : [];
}

// Tell whether some place of each word is that of the word before or the next: parts of a word share a place.
function isRun([first, ...others]) {
  const follow = (from, places) => from.flatMap((place) => [place, place + 1]).filter((place) => places.has(place));
  return others.reduce(follow, [...first.keys()]).length > 0;
}

// Tell how often a text has a word, and how much of it a title has.
function weights(places) {
  let [often, titled] = [0, 0];
  for (const [place, likeness] of places)
    if (place < TEXT) titled = Math.max(titled, likeness);
    else often += likeness;
  return { often, titled };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// Give numbers instead of the gaps between them.
const summed = (gaps, before) => Array.from(gaps, (gap) => (before += gap));

// Cut numbers into parts of these sizes, and the rest.
function cut(numbers, sizes) {
  let at = 0;
  return [...sizes, numbers.length].map((size) => numbers.subarray(at, (at += size)));
}

// ------------------------------------------------------------------------------------------------ files

// Give for each filter its values with the numbers of their stories.
function expanded({ head, numbers }) {
  const [sizes, gaps] = cut(numbers, [head.length]);
  const stories = cut(gaps, sizes);
  const terms = new Map(head.map(([name]) => [name, new Map()]));
  head.forEach(([name, value], at) => terms.get(name).set(value, summed(stories[at], -1)));
  return terms;
}

// Read a file of the index: a line of JSON, and below it numbers, the lowest bytes of all first. Some hosts unpack it
// on the way.
async function read(path, options) {
  const response = await fetch(new URL(path, FOLDER), options);
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  const data = await response.blob();
  const [magic] = new Uint8Array(await data.slice(0, 1).arrayBuffer());
  const table = magic === GZIP ? new Response(data.stream().pipeThrough(new DecompressionStream("gzip"))) : data;
  const bytes = new Uint8Array(await table.arrayBuffer());
  const end = bytes.indexOf(NEWLINE);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { head, numbers: numbersOf(bytes.subarray(end + 1)) };
}

function numbersOf(bytes) {
  const numbers = new Uint32Array(bytes.length / BYTES);
  bytes.forEach((byte, at) => (numbers[at % numbers.length] |= byte << (8 * Math.floor(at / numbers.length))));
  return numbers;
}
