// Added by `milepost serve` to every page it shows; no page on disk has it.
// Puts what changed into the page when the site was rebuilt, and shows the errors when it could not be.
"use strict";
(() => {
  const first = new URL(document.currentScript.src).searchParams.get("v");
  const scroll = `milepost-scroll:${location.pathname}`;
  let version = first; // of the site that is on show in this page
  let overlay = null;

  const decoded = (path) => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path; // no page of ours
    }
  };

  // --- The overlay -------------------------------------------------------------------------------

  const add = (parent, name, text, style) => {
    const element = document.createElement(name);
    element.textContent = text; // never as HTML: errors quote what stands in files
    Object.assign(element.style, style); // allowed by the page's policy, unlike a style attribute
    parent.append(element);
    return element;
  };

  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const button = (parent, text, action) => {
    const element = add(parent, "button", text, { font: "inherit", padding: "0.25rem 0.75rem", margin: "0 0.5rem 0 0" });
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  };

  // The server opens only places that it shows as errors, and only for pages of its own.
  const edit = async (place, says) => {
    const body = new URLSearchParams(place);
    const answer = await fetch("/_milepost/open", { method: "POST", body }).catch(() => null);
    says.textContent = answer?.ok ? "" : ((await answer?.text()) ?? "milepost serve does not answer");
  };

  const show = (problems) => {
    hide();
    overlay = add(document.body, "div", "", {
      position: "fixed", inset: "0", zIndex: "2147483647", overflow: "auto", padding: "2rem", boxSizing: "border-box",
      background: "#16181d", color: "#f2f2f2", font: "14px/1.5 ui-monospace, monospace", textAlign: "left",
    });
    overlay.setAttribute("role", "alert");
    overlay.dataset.milepost = "problems";
    const count = problems.length === 1 ? "1 error" : `${problems.length} errors`;
    add(overlay, "h2", `${count}: ${version ? "the last good site stays" : "there is no site"} until ${problems.length === 1 ? "it is" : "they are"} mended`, {
      margin: "0 0 1rem", color: "#ff9a8d", font: "bold 16px/1.5 system-ui, sans-serif",
    });
    for (const { text, place } of problems) {
      add(overlay, "pre", text, {
        margin: "0 0 0.5rem", padding: "1rem", overflow: "auto", whiteSpace: "pre", background: "#22252c", color: "inherit",
        border: "0", borderLeft: "3px solid #ff9a8d", font: "inherit",
      });
      const line = add(overlay, "p", "", { margin: "0 0 1.5rem" });
      if (place) {
        const says = document.createElement("span");
        says.setAttribute("role", "status");
        button(line, `Open ${place.file}:${place.line} in the editor`, () => edit(place, says));
        line.append(says);
      }
    }
    button(overlay, "Hide (Esc)", hide);
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // --- What changed in the page ------------------------------------------------------------------

  // Three trees: the page as the server sent it, as it sends it now, and as it is on show, where scripts have added things
  // and the reader has opened others. What differs between the first two is changed in the third; the rest is not touched,
  // so that scroll, focus, selection and open details stay.
  const parse = (html) => {
    const tree = new DOMParser().parseFromString(html, "text/html");
    // The tag of this script carries the version and differs in every page.
    for (const script of tree.querySelectorAll('script[src^="/_milepost/"]')) script.remove();
    return tree;
  };
  let sent = null; // the page of `version` as the server has it

  // What scripts of the page prepare once, when it loads: what is new of these needs them to run again. Code and formulas
  // are not among them, since the theme's script listens to `milepost:updated`.
  const PREPARED = "script, .field, dialog, [data-search]";
  const needsScripts = (node) => node.nodeType === 1 && (node.matches(PREPARED) || node.querySelector(PREPARED) !== null);
  class NeedsReload extends Error {}

  const isOurs = (node) => node.nodeType === 1 && node.dataset?.milepost !== undefined;
  const isAlike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName
    && (one.nodeType !== 1 || (one.id || "") === (other.id || ""));

  // The children on show that are those of `old`, in its order; what scripts have added is passed over.
  const matched = (live, old) => {
    const shown = [...live.childNodes].filter((node) => !isOurs(node));
    let at = 0;
    return [...old.childNodes].map((node) => {
      for (let next = at; next < shown.length; next += 1) {
        if (isAlike(shown[next], node) && (node.nodeType === 1 || shown[next].data === node.data)) {
          at = next + 1;
          return shown[next];
        }
      }
      throw new NeedsReload();
    });
  };

  const patchAttributes = (live, old, now) => {
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of [...now.attributes]) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
  };

  const patch = (live, old, now) => {
    if (old.isEqualNode(now)) return;
    if (live.nodeType !== 1) {
      live.data = now.data;
      return;
    }
    patchAttributes(live, old, now);
    const before = [...old.childNodes];
    const after = [...now.childNodes];
    const shown = matched(live, old);
    let start = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
    let end = 0;
    while (end < before.length - start && end < after.length - start
      && before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) end += 1;
    let from = start;
    const last = before.length - end;
    let placed = shown[start - 1];
    for (const node of after.slice(start, after.length - end)) {
      const same = before.slice(from, last).findIndex((other) => isAlike(other, node));
      if (same >= 0) {
        for (const gone of shown.slice(from, from + same)) gone.remove();
        placed = shown[from + same];
        patch(placed, before[from + same], node);
        from += same + 1;
      } else {
        if (needsScripts(node)) throw new NeedsReload();
        // Before what comes next, or behind what came last.
        placed = live.insertBefore(document.importNode(node, true), shown[from] ?? placed?.nextSibling ?? null);
      }
    }
    for (const gone of shown.slice(from, last)) gone.remove();
  };

  // A new style sheet takes over once it is there, so that the page is never without one. A text may need others than
  // before, such as that of code. The event brings their texts, so nothing has to be asked for; what is made of these
  // stands for all style sheets of the page, because it comes after any that is linked. Returns whether it took a while.
  const linked = (tree) => [...tree.querySelectorAll('link[rel="stylesheet"]')];
  const addressOf = (link) => link.getAttribute("href");
  let made = [];
  const swapStyles = async (now, texts) => {
    const shown = linked(document.head);
    const wanted = linked(now.head);
    const before = made.length > 0 ? made.map(({ href }) => href) : shown.map(addressOf);
    if (wanted.length === before.length && wanted.every((link, at) => addressOf(link) === before[at])) return false;
    if (wanted.length > 0 && wanted.every((link) => addressOf(link) in texts) && !now.head.querySelector("style")) {
      const others = document.adoptedStyleSheets.filter((one) => !made.some(({ sheet }) => sheet === one));
      made = wanted.map((link) => {
        const href = addressOf(link);
        const base = new URL(href, location.href);
        const sheet = new CSSStyleSheet({ media: link.media });
        // What a text refers to is meant from where it came from, and would be taken from the page.
        sheet.replaceSync(texts[href].replace(/url\((["']?)(?![a-z]+:|#)([^"')]+)\1\)/gi, (_, quote, to) => `url("${new URL(to, base).href}")`));
        return { href, sheet };
      });
      document.adoptedStyleSheets = [...made.map(({ sheet }) => sheet), ...others];
      for (const gone of shown) gone.remove();
      return false;
    }
    if (made.length > 0 || (shown.length === 0 && wanted.length > 0)) throw new NeedsReload();
    const kept = new Set();
    const loading = [];
    let last = null;
    for (const sheet of wanted) {
      let link = shown.find((one) => !kept.has(one) && addressOf(one) === addressOf(sheet));
      if (link) {
        kept.add(link);
      } else {
        link = document.importNode(sheet, true);
        loading.push(new Promise((done) => ["load", "error"].forEach((name) => link.addEventListener(name, done))));
        if (last) last.after(link); else shown[0].before(link);
      }
      last = link;
    }
    await Promise.all(loading);
    for (const gone of shown) if (!kept.has(gone)) gone.remove();
    return true;
  };

  const scripts = (tree) => [...tree.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join("\n");

  const update = async ({ html, sheets, version: next }) => {
    const old = sent;
    const now = html === null ? null : parse(html);
    if (!old || !now || scripts(old) !== scripts(now)) throw new NeedsReload();
    // Asked for while the page is laid out: once its styles are others, the answer would take another layout.
    const focused = document.activeElement;
    let { scrollX: x, scrollY: y } = window;
    if (await swapStyles(now, sheets)) ({ scrollX: x, scrollY: y } = window);
    if (old.title !== now.title) document.title = now.title;
    patchAttributes(document.documentElement, old.documentElement, now.documentElement);
    patch(document.body, old.body, now.body);
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    scrollTo({ left: x, top: y, behavior: "instant" });
    sent = now;
    version = next;
    document.dispatchEvent(new CustomEvent("milepost:updated"));
  };

  // Pictures that are others under the same name: the pages that show them are as they were, so no browser asks again.
  const seen = new WeakMap();
  const refresh = (pictures) => {
    for (const image of document.images) {
      const at = new URL(image.src, location.href);
      const name = Object.keys(pictures).find((path) => at.origin === location.origin && path === decoded(at.pathname));
      if (name === undefined || pictures[name] === (seen.get(image) ?? first)) continue;
      seen.set(image, pictures[name]);
      image.src = `${at.pathname}?v=${pictures[name]}`; // in what the server sends it has no version, so it is left alone
    }
  };

  const reload = () => {
    sessionStorage.setItem(scroll, String(scrollY));
    location.reload();
  };

  // --- What happens ------------------------------------------------------------------------------

  let work = Promise.resolve();
  const events = new EventSource(`/_milepost/events?page=${encodeURIComponent(decoded(location.pathname))}`);
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    // One after the other, because an update asks for pages in between.
    work = work.then(async () => {
      if (!sent && state.html !== null && state.version === version) sent = parse(state.html);
      if (state.problems.length > 0) {
        show(state.problems);
        return;
      }
      hide();
      if (state.version === version) return;
      // Only windows in sight: what somebody reads elsewhere stays.
      const page = state.page && new URL(state.page, location.href);
      if (page && page.pathname !== location.pathname && !document.hidden) location.assign(page);
      else await update(state).then(() => refresh(state.pictures)).catch(reload);
    });
  });

  const remembered = sessionStorage.getItem(scroll);
  if (remembered !== null) {
    sessionStorage.removeItem(scroll);
    scrollTo(0, Number(remembered));
  }
})();
