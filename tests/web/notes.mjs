// node notes.mjs DIR COUNT: writes a journal of so many study notes, to measure a large site with. Always the same.
//
// The words are made of syllables and used as often as words of a language are (Zipf's law), so that their number
// grows with the text; every note has its own vocabulary of a few topics, headings, code with identifiers, and tags.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

const [folder, count] = [process.argv[2], Number(process.argv[3])];
if (!folder || !count) {
  console.error("usage: node notes.mjs DIR COUNT");
  process.exit(2);
}

let state = 20261101;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const below = (end) => Math.floor(random() * end);
const pick = (list) => list[below(list.length)];

const STARTS = "b c d f g h l m n p r s t v w st tr pr gr cl br ch sh th".split(" ");
const VOWELS = "a e i o u ea ou ai".split(" ");
const ENDS = ["", "", "n", "r", "s", "t", "l", "nd", "st", "ck", "m"];
const ENDINGS = ["", "", "", "s", "ing", "ed", "er", "ion", "ity", "al"];
const syllable = () => pick(STARTS) + pick(VOWELS) + pick(ENDS);
const made = new Set();
while (made.size < 60_000) {
  const rank = made.size;
  const syllables = rank < 100 ? 1 : rank < 5_000 ? 1 + below(2) : 2 + below(2);
  made.add(Array.from({ length: syllables }, syllable).join("") + (rank < 100 ? "" : pick(ENDINGS)));
}
const WORDS = [...made];
// The rank of a word that is used as often as Zipf's law says.
const ranked = () => Math.min(WORDS.length - 1, Math.floor(WORDS.length ** random() * 1.2));
const TOPICS = Array.from({ length: 40 }, () => Array.from({ length: 120 }, () => WORDS[200 + below(20_000)]));

const word = (topic) => (random() < 0.25 ? pick(topic) : WORDS[ranked()]);
const text = (topic, length) => Array.from({ length }, () => word(topic)).join(" ");
const sentence = (topic) => {
  const words = text(topic, 6 + below(18));
  return `${words[0].toUpperCase()}${words.slice(1)}${random() < 0.1 ? ` ${below(5000)}` : ""}.`;
};
const paragraph = (topic) => Array.from({ length: 2 + below(5) }, () => sentence(topic)).join(" ");
const code = (topic) => {
  const name = () => `${pick(topic)}_${topic[below(5)]}`;
  const lines = Array.from({ length: 3 + below(8) }, () => `${name()} = ${name()}(${pick(topic)}, ${below(100)})`);
  return ["```python", ...lines, "```"].join("\n");
};
const section = (topic) =>
  [`## ${text(topic, 1 + below(5))}`, paragraph(topic), random() < 0.4 ? code(topic) : paragraph(topic)].join("\n\n");

function note(number) {
  const topic = pick(TOPICS);
  const day = new Date(Date.UTC(2022, 0, 1) + Math.floor((number * 1700) / count) * 86_400_000).toISOString().slice(0, 10);
  const title = text(topic, 2 + below(5));
  const head = ["---", `title: ${title}`, `date: ${day}`, `tags: [${pick(topic)}, ${pick(topic)}]`, "---"];
  return [head.join("\n"), paragraph(topic), ...Array.from({ length: 1 + below(5) }, () => section(topic))].join("\n\n");
}

await mkdir(path.join(folder, "content", "notes"), { recursive: true });
const plan = ["schema: 1", "site: {title: Many notes, url: \"https://example.org/\"}", "plan: {id: many, title: Many, start: 2026-10-01, months: 6}"];
await writeFile(path.join(folder, "plan.yaml"), `${plan.join("\n")}\n`);
for (let number = 0; number < count; number++) {
  const topic = path.join(folder, "content", "notes", `topic-${number % 40}`);
  await mkdir(topic, { recursive: true });
  await writeFile(path.join(topic, `note-${number}.md`), `${note(number)}\n`);
}
