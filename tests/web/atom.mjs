// Atom, as RFC 4287 has it, and what a reader of feeds needs besides.

import { attribute, childrenOf, faultsOf, parse } from "./xml.mjs";

const ATOM = "http://www.w3.org/2005/Atom";
const XHTML = "http://www.w3.org/1999/xhtml";
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Says whether a text is a moment of RFC 3339. */
export const isMoment = (text) => MOMENT.test(text) && !Number.isNaN(Date.parse(text));
const any = () => true;
const filled = (text) => text !== "";
const isUrl = (text) => URL.canParse(text);
const isType = (text) => /^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(text);
const isEmail = (text) => /^[^@\s]+@[^@\s]+$/.test(text);
const isAlternate = (link) => (attribute(link, "rel") ?? "alternate") === "alternate";

// Section 3.1: plain text, escaped HTML, or one <div> of XHTML.
const CONSTRUCT = {
  attributes: { type: ["?", (type) => ["text", "html", "xhtml"].includes(type)] },
  text: any,
  also: (element) => {
    const divs = element.children.filter(({ space, name }) => space === XHTML && name === "div");
    if (attribute(element, "type") === "xhtml") return divs.length === 1 && element.children.length === 1 ? [] : ["is not one <div> of XHTML"];
    return element.children.length === 0 ? [] : ["has elements, although its type is not xhtml"];
  },
};
const PERSON = { children: { name: "1", uri: "?", email: "?" } };
const DATE = { text: isMoment };
const METADATA = { author: "*", category: "*", contributor: "*", id: "1", link: "*", rights: "?", title: "1", updated: "1" };

/** The elements of section 4. */
const SHAPES = {
  feed: {
    children: { ...METADATA, entry: "*", generator: "?", icon: "?", logo: "?", subtitle: "?" },
    also: (feed) => [
      ...(childrenOf(feed, "author").length > 0 || childrenOf(feed, "entry").every((entry) => childrenOf(entry, "author").length > 0)
        ? []
        : ["has no author, and not every entry has one"]),
      ...twice(feed),
    ],
  },
  entry: {
    children: { ...METADATA, content: "?", published: "?", source: "?", summary: "?" },
    also: (entry) => {
      const [content] = childrenOf(entry, "content");
      const linked = childrenOf(entry, "link").some(isAlternate);
      const summary = childrenOf(entry, "summary").length > 0;
      return [
        ...(content || linked ? [] : ["has neither content nor a link of rel alternate"]),
        ...(content && attribute(content, "src") !== undefined && !summary ? ["has content elsewhere and no summary"] : []),
        ...twice(entry),
      ];
    },
  },
  author: PERSON,
  contributor: PERSON,
  name: { text: filled },
  uri: { text: isUrl },
  email: { text: isEmail },
  category: { attributes: { term: ["1", filled], scheme: ["?", isUrl], label: ["?", any] } },
  content: {
    attributes: { type: ["?", (type) => ["text", "html", "xhtml"].includes(type) || isType(type)], src: ["?", isUrl] },
    text: any,
    also: (element) => {
      if (attribute(element, "src") !== undefined) return element.text.trim() === "" && element.children.length === 0 ? [] : ["has content here and elsewhere"];
      return isType(attribute(element, "type") ?? "") ? [] : CONSTRUCT.also(element);
    },
  },
  generator: { attributes: { uri: ["?", isUrl], version: ["?", filled] }, text: filled },
  icon: { text: isUrl },
  logo: { text: isUrl },
  id: { text: isUrl },
  link: {
    attributes: {
      href: ["1", isUrl],
      rel: ["?", filled],
      type: ["?", isType],
      hreflang: ["?", (text) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(text)],
      title: ["?", any],
      length: ["?", (text) => /^\d+$/.test(text)],
    },
  },
  published: DATE,
  updated: DATE,
  rights: CONSTRUCT,
  subtitle: CONSTRUCT,
  summary: CONSTRUCT,
  title: { ...CONSTRUCT, also: (title) => [...CONSTRUCT.also(title), ...(title.text.trim() || title.children.length > 0 ? [] : ["is empty"])] },
  source: { children: { ...METADATA, id: "?", title: "?", updated: "?", generator: "?", icon: "?", logo: "?", subtitle: "?" } },
};

/** Sections 4.1.1 and 4.1.2: two alternates may not be of one type and language. */
function twice(element) {
  const alternates = childrenOf(element, "link").filter(isAlternate);
  const keys = alternates.map((link) => `${attribute(link, "type")} ${attribute(link, "hreflang")}`);
  return new Set(keys).size === keys.length ? [] : ["has two alternate links of one type and language"];
}

/** Returns the faults of a feed that is served at `address`; `leads` says whether an address leads to a page. */
export async function faultsOfAtom(text, address, leads) {
  const feed = parse(text);
  if (feed.space !== ATOM || feed.name !== "feed") return ["is no feed of Atom"];
  const faults = faultsOf(feed, SHAPES);
  const of = (element, name) => childrenOf(element, name)[0]?.text.trim();
  const links = childrenOf(feed, "link");
  const self = links.find((link) => attribute(link, "rel") === "self");
  if (!self || attribute(self, "href") !== address) faults.push(`its link of rel self is not ${address}`);
  if (!links.some(isAlternate)) faults.push("it has no link to a page");
  const entries = childrenOf(feed, "entry").map((entry) => ({
    id: of(entry, "id"),
    published: of(entry, "published") ?? of(entry, "updated"),
    updated: of(entry, "updated"),
    html: childrenOf(entry, "content").find((content) => attribute(content, "type") === "html")?.text ?? "",
    links: childrenOf(entry, "link").map((link) => attribute(link, "href")),
  }));
  faults.push(...faultsOfEntries(entries));
  const newest = Math.max(...entries.map(({ updated }) => Date.parse(updated)));
  if (entries.length > 0 && Date.parse(of(feed, "updated")) < newest) faults.push("it is older than its newest entry");
  for (const link of [...links.map((one) => attribute(one, "href")), ...entries.flatMap((entry) => entry.links)]) {
    if (!(await leads(link))) faults.push(`${link} leads nowhere`);
  }
  return faults;
}

/** What holds for the entries of any kind of feed: `{ id, published, html }`. */
export function faultsOfEntries(entries) {
  const faults = [];
  if (entries.length === 0) faults.push("it has no entry");
  if (new Set(entries.map(({ id }) => id)).size < entries.length) faults.push("two entries have one id");
  const times = entries.map(({ published }) => Date.parse(published));
  if (times.some((time, at) => at > 0 && time > times[at - 1])) faults.push("its entries are not newest first");
  for (const { id, html } of entries) {
    const relative = [...html.matchAll(/<[^>]+?\s(?:href|src|poster)="([^"]*)"/g)].map(([, link]) => link).filter((link) => !URL.canParse(link));
    if (relative.length > 0) faults.push(`${id} has addresses that only its page understands: ${relative.slice(0, 3).join(" ")}`);
    if (/<script|<iframe|<object|<[^>]+\son[a-z]+=/i.test(html)) faults.push(`${id} has scripts or frames in its content`);
  }
  return faults;
}
