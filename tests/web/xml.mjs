// XML as a tree, and a small language to say what a tree may hold: enough for Atom and for sitemaps.

import { SaxesParser } from "saxes";

/**
 * Parses a text that has to be well-formed; throws otherwise.
 *
 * An element is `{ space, name, attributes, children, text, line }`, with its name without a prefix.
 */
export function parse(text) {
  const parser = new SaxesParser({ xmlns: true });
  const top = { children: [] };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.values(tag.attributes).map(({ uri, local, value }) => ({ space: uri, name: local, value }));
    const element = { space: tag.uri, name: tag.local, attributes, children: [], text: "", line: parser.line };
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  const collect = (text) => (open.at(-1).text = (open.at(-1).text ?? "") + text);
  parser.on("text", collect);
  parser.on("cdata", collect);
  parser.write(text).close();
  return top.children[0];
}

/** Returns the value of an attribute without a namespace. */
export const attribute = (element, wanted) => element.attributes.find(({ space, name }) => space === "" && name === wanted)?.value;

/** Returns the children of a name in the namespace of their parent. */
export const childrenOf = (element, wanted) => element.children.filter(({ space, name }) => space === element.space && name === wanted);

/**
 * Returns what is wrong with `element`, whose shape is `shapes[element.name]`:
 *
 * - `children`: how often each may stand there, as `"1"`, `"?"` or `"*"`; without it, none may;
 * - `attributes`: the same for attributes, with a check of the value: `["1", isUrl]`;
 * - `text`: a check of the text; without it, only white space may stand there;
 * - `also`: a function that returns more faults.
 *
 * Elements and attributes of other namespaces are extensions, and free.
 */
export function faultsOf(element, shapes, way = element.name) {
  const shape = shapes[element.name];
  const faults = [];
  const fail = (cause) => faults.push(`line ${element.line}: ${way} ${cause}`);
  const counted = (what, allowed, names) => {
    for (const name of new Set([...Object.keys(allowed), ...names])) {
      const times = names.filter((one) => one === name).length;
      const may = allowed[name];
      if (may === undefined) fail(`may not have ${what} ${name}`);
      else if (may === "1" && times !== 1) fail(`has ${times} of ${what} ${name} instead of 1`);
      else if (may === "?" && times > 1) fail(`has ${times} of ${what} ${name} instead of at most 1`);
    }
  };
  const own = element.children.filter(({ space }) => space === element.space);
  counted("the element", shape.children ?? {}, own.map(({ name }) => name));
  const plain = element.attributes.filter(({ space }) => space === "");
  const attributes = shape.attributes ?? {};
  counted("the attribute", Object.fromEntries(Object.entries(attributes).map(([name, [may]]) => [name, may])), plain.map(({ name }) => name));
  for (const { name, value } of plain) {
    if (attributes[name] && !attributes[name][1](value)) fail(`has ${name}="${value}"`);
  }
  const text = element.text.trim();
  if (shape.text ? !shape.text(text) : text !== "") fail(`has the text “${text.slice(0, 80)}”`);
  for (const cause of shape.also?.(element) ?? []) fail(cause);
  for (const child of own) {
    if (shapes[child.name] && (shape.children ?? {})[child.name]) faults.push(...faultsOf(child, shapes, `${way} ${child.name}`));
  }
  return faults;
}
