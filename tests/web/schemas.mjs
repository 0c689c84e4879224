// JSON Feed and JSON Resume against their schemas. JSON Feed has none of its own, so this one is made from its text:
// https://www.jsonfeed.org/version/1.1/.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { faultsOfEntries } from "./atom.mjs";

const text = { type: "string", minLength: 1 };
const url = { type: "string", format: "uri" };
const moment = { type: "string", format: "date-time" };
const language = { type: "string", pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" };
// Names that begin with an underscore are extensions.
const object = (properties, required = []) => ({ type: "object", properties, required, patternProperties: { "^_": {} }, additionalProperties: false });
const authors = { type: "array", items: { ...object({ name: text, url, avatar: url }), minProperties: 1 } };

const ITEM = {
  ...object(
    {
      id: text,
      url,
      external_url: url,
      title: text,
      content_html: { type: "string" },
      content_text: { type: "string" },
      summary: { type: "string" },
      image: url,
      banner_image: url,
      date_published: moment,
      date_modified: moment,
      authors,
      tags: { type: "array", items: text },
      language,
      attachments: {
        type: "array",
        items: object({ url, mime_type: text, title: text, size_in_bytes: { type: "integer", minimum: 0 }, duration_in_seconds: { type: "number", minimum: 0 } }, ["url", "mime_type"]),
      },
    },
    ["id"],
  ),
  anyOf: [{ required: ["content_html"] }, { required: ["content_text"] }],
};
const FEED = object(
  {
    version: { const: "https://jsonfeed.org/version/1.1" },
    title: text,
    home_page_url: url,
    feed_url: url,
    description: { type: "string" },
    user_comment: { type: "string" },
    next_url: url,
    icon: url,
    favicon: url,
    authors,
    language,
    expired: { type: "boolean" },
    hubs: { type: "array", items: object({ type: text, url }, ["type", "url"]) },
    items: { type: "array", items: ITEM },
  },
  ["version", "title", "items"],
);

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const feed = ajv.compile(FEED);
const resume = ajv.compile(JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@jsonresume/schema/schema.json"), "utf8")));
const said = (validate) => (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`);

/** Returns the faults of a JSON Feed that is served at `address`; `leads` says whether an address leads to a page. */
export async function faultsOfJsonFeed(data, address, leads) {
  if (!feed(data)) return said(feed);
  const faults = faultsOfEntries(data.items.map(({ id, date_published, content_html }) => ({ id, published: date_published, html: content_html ?? "" })));
  if (data.feed_url !== address) faults.push(`its feed_url is not ${address}`);
  const links = [data.home_page_url, data.icon, data.favicon, ...data.items.flatMap((item) => [item.url, item.image, item.banner_image])];
  for (const link of links.filter(Boolean)) {
    if (!(await leads(link))) faults.push(`${link} leads nowhere`);
  }
  return faults;
}

/** Returns the faults of a JSON Resume. */
export function faultsOfResume(data) {
  if (!resume(data)) return said(resume);
  return data.basics?.name ? [] : ["it has no name"];
}
