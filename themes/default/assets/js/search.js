// Search: reads the small files of the index that a query needs, and lists pages with the passages that match.
// `words` has the rules of src/render/search/word.rs (tests/web/words.json holds both to them); what is in the
// files is said in src/render/search/mod.rs and posting.rs.

const W = '[\\p{Alphabetic}\\p{N}\\p{M}_]';
// Scripts without spaces.
const PAIRED = '[\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFF66-\\uFF9F\\u{20000}-\\u{3FFFF}]';
const RUN = new RegExp(`(?:(?=${PAIRED})${W})+|(?:(?!${PAIRED})${W})+`, 'gu');
const IS_PAIRED = new RegExp(`^${PAIRED}`, 'u');
const NOT_OF_WORD = new RegExp(`(?!${W}).`, 'gsu');
const IS_SHARP = new RegExp(`^#(?!${W})`, 'u');
const FOLDED = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ł: 'l', ı: 'i', ς: 'σ' };

const fold = (text) => text.normalize('NFKD').replace(/[\u0300-\u036F]/g, '').toLowerCase()
  .replace(/[ßæœøđðþħłıς]/g, (c) => FOLDED[c]).normalize('NFC').replace(NOT_OF_WORD, '');

function folded(run, english) {
  let word = [...fold(run)].slice(0, 32).join('');
  if (!english || !/^[a-z]{4,}$/.test(word)) return word;
  if (/..ies$/.test(word)) word = `${word.slice(0, -3)}y`;
  else if (/[^sui]s$/.test(word)) word = word.slice(0, -1);
  return /.(ch|sh|.x|ss)e$/.test(word) ? word.slice(0, -1) : word;
}

function parts(run, english) {
  const cut = run.split(/_|(?<=[\p{Lowercase}\p{N}])(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/u);
  return cut.length < 2 ? [] : cut.map((part) => folded(part, english)).filter((part) => [...part].length > 1);
}

function pairs(run) {
  const chars = [...fold(run)];
  return chars.length < 2 ? chars : chars.slice(1).map((c, i) => chars[i] + c);
}

// Returns the words of a text: `{ whole, parts, start, end }`.
export function words(text, english) {
  const found = [];
  for (const { 0: run, index: start } of text.matchAll(RUN)) {
    const end = start + run.length;
    if (IS_PAIRED.test(run)) {
      found.push({ whole: null, parts: pairs(run), start, end });
      continue;
    }
    if ([...run].length === 1 && /['’]/.test(text[start - 1] || '')) continue;
    let name = run.replace(/^_+|_+$/g, '');
    // LLMs, APIs
    if (english && /^\p{Uppercase}+s$/u.test(name)) name = name.slice(0, -1);
    const whole = folded(name, english);
    if (!whole) continue;
    const after = text.slice(end, end + 3);
    const suffix = after.startsWith('++') ? '++' : IS_SHARP.test(after) ? '#' : '';
    found.push({ whole: whole + suffix, parts: suffix ? [whole] : parts(name, english), start, end });
  }
  return found;
}

// Returns how many letters are wrong: put in, left out, replaced, or swapped with the next. With `open`, `b` may go on.
export function distance(a, b, open) {
  let above, row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (above && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], above[j - 2] + 1);
    }
    [above, row] = [row, next];
  }
  return open ? Math.min(...row) : row[b.length];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));

// Reads a list of postings: `{ cut, count, pages }`, where `pages` maps a page to its weight and passages.
export function postings(list) {
  let at = 0, page = 0;
  const number = () => {
    let value = 0, shift = 0, digit;
    do { digit = VALUE.get(list[at++]); value += (digit & 31) << shift; shift += 5; } while (digit & 32);
    return value;
  };
  const cut = list[0] === '!';
  if (cut) at = 1;
  const all = cut ? number() : 0, pages = new Map();
  while (at < list.length) {
    page += number();
    const digit = VALUE.get(list[at++]), passages = [];
    let passage = 0, step = 0;
    if (digit & 32) do { step = number(); passage += step >> 1; passages.push(passage); } while (step & 1);
    else passages.push(0);
    pages.set(page, { weight: digit & 31, passages });
  }
  return { cut, count: cut ? all : pages.size, pages };
}

// Opens the index; `read` returns the JSON at an address.
export function open(read, root, folder) {
  const index = async () => read(root);
  const place = (table, word) => {
    let low = 0, high = table.length;
    while (low + 1 < high) { const mid = (low + high) >> 1; if (table[mid][0] <= word) low = mid; else high = mid; }
    return low;
  };
  const load = async (kind, from, to) => {
    const table = (await index())[kind];
    const names = table.slice(Math.max(from(table), 0), to(table) + 1).slice(0, 3).map(([, name]) => name);
    return Promise.all(names.map((name) => read(`${folder}${kind}/${name}.json`)));
  };
  const listOf = async (term) => {
    const at = (table) => place(table, term);
    const found = (await load('terms', at, at)).map((file) => new Map(Object.entries(file)).get(term));
    return found.find(Boolean);
  };

  // Joins the lists of terms that one word may mean.
  const join = (found) => {
    const hit = { terms: found.map(({ term }) => term), cut: false, count: 0, pages: new Map() };
    for (const { list, quality } of found) {
      const { cut, count, pages } = postings(list);
      hit.cut ||= cut;
      hit.count = Math.max(hit.count, count);
      for (const [page, { weight, passages }] of pages) {
        const known = hit.pages.get(page) || { weight: 0, passages: new Set() };
        known.weight = Math.max(known.weight, weight * quality);
        passages.forEach((passage) => known.passages.add(passage));
        hit.pages.set(page, known);
      }
    }
    hit.count = Math.max(hit.count, hit.pages.size);
    return hit;
  };

  const exact = async (word, isOpen) => {
    const files = await load('terms', (table) => place(table, word), (table) => place(table, isOpen ? `${word}\uFFFF` : word));
    const found = files.flatMap((file) => Object.entries(file)).filter(([term]) => term === word || (isOpen && term.startsWith(word)));
    return found.map(([term, list]) => ({ term, list, quality: term === word ? 1 : 0.3 + 0.5 * word.length / term.length }))
      .sort((a, b) => b.quality - a.quality).slice(0, 50);
  };

  const similar = async (word, isOpen) => {
    const allowed = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    if (!allowed) return [];
    const back = [...word].reverse().join('');
    // The files that the word would be in; when it is like nothing there, also those beside them.
    for (const aside of [0, 1]) {
      const near = (text) => [(table) => place(table, text) - aside, (table) => place(table, text) + aside];
      const [byStart, byEnd] = await Promise.all([load('terms', ...near(word)), load('spelling', ...near(back))]);
      const off = new Map();
      for (const term of byStart.flatMap(Object.keys)) off.set(term, distance(word, term, isOpen) + (distance(word, term) > allowed ? 0.5 : 0));
      for (const term of byEnd.flat()) if (Math.abs(term.length - word.length) <= allowed) off.set(term, distance(word, term));
      const least = Math.min(...off.values());
      if (least > allowed) continue;
      const terms = [...off].filter(([, wrong]) => wrong === least).map(([term]) => term).slice(0, 8);
      return Promise.all(terms.map(async (term) => ({ term, list: await listOf(term), quality: 0.6 / least })));
    }
    return [];
  };

  // Returns a hit for each word that is to be on the page; an identifier that is not there counts as its parts.
  const look = async ({ whole, parts: all, typed }, isOpen) => {
    const one = async (word) => {
      const found = await exact(word, isOpen && ([...word].length > 1 || IS_PAIRED.test(word)));
      if (found.length) return [join(found)];
      if (word === whole && all.length) return null;
      const close = await similar(word, isOpen);
      return [{ ...join(close), typed: word === whole ? typed : word, instead: close.map(({ term }) => term) }];
    };
    return (whole && await one(whole)) || (await Promise.all(all.map(one))).flat();
  };

  // Returns `{ results, hits, all }`: the pages, best first, and whether they have all the words.
  const search = async (query) => {
    const { english, groups } = await index();
    const total = groups.reduce((sum, group) => sum + group.pages, 0);
    const asked = words(query, english);
    const hits = (await Promise.all(asked.map((word) => look({ ...word, typed: query.slice(word.start, word.end) }, word.end === query.length)))).flat();
    const results = new Map();
    for (const hit of hits) {
      const rarity = Math.log(1 + total / Math.max(hit.count, 1));
      for (const [page, { weight, passages }] of hit.pages) {
        const result = results.get(page) || { page, score: 0, found: 0, passages: new Map() };
        result.score += rarity * weight;
        result.found += !hit.cut;
        passages.forEach((passage) => result.passages.set(passage, (result.passages.get(passage) || 0) + rarity));
        results.set(page, result);
      }
    }
    const needed = hits.filter((hit) => !hit.cut).length;
    const best = (a, b) => b.found - a.found || b.score - a.score || b.page - a.page;
    const found = [...results.values()].sort(best);
    const whole = found.filter((result) => result.found === needed);
    return { hits, all: whole.length > 0, results: (whole.length ? whole : found).map((one) => ({ ...one, group: groupOf(groups, one.page)[0] })) };
  };

  const groupOf = (groups, page) => {
    let first = 0;
    for (const group of groups) {
      if (page < first + group.pages) return [group, page - first];
      first += group.pages;
    }
    return [groups[0], 0];
  };

  // Returns what is shown of a page.
  const show = async (page) => {
    const [{ folder: name, each, hashes }, place] = groupOf((await index()).groups, page);
    const file = Math.floor(place / each);
    return (await read(`${folder}${name}/${file}-${hashes.slice(3 * file, 3 * file + 3)}.json`))[place % each];
  };

  return { index, search, show };
}

// Returns where the words of `terms` stand in a text: `[start, end, term]`.
export function marks(text, terms, english) {
  const found = [];
  for (const { whole, parts: all, start, end } of words(text, english)) {
    if (whole) {
      const term = [whole, ...all].find((one) => terms.has(one));
      if (term) found.push([start, end, term]);
      continue;
    }
    let at = start;
    const chars = [...text.slice(start, end)];
    chars.forEach((c, i) => {
      const pair = fold(c + (chars[i + 1] || ''));
      const last = found.at(-1), stop = at + c.length + (chars[i + 1] || '').length;
      if (terms.has(pair)) if (last && last[1] >= at) last[1] = stop; else found.push([at, stop, pair]);
      at += c.length;
    });
  }
  return found;
}

// Returns the stretch of a text with most of the words, as `[start, end]`.
export function around(text, found, length = 180) {
  const different = (from) => new Set(found.filter(([start, end]) => start >= from && end <= from + length).map(([, , term]) => term)).size;
  let best = 0, most = 0;
  for (const [start] of found.slice(0, 100)) {
    const count = different(start);
    if (count > most) [best, most] = [start, count];
  }
  const room = text.length > best + length ? 50 : length / 2;
  let from = Math.max(0, best - room), to = Math.min(text.length, from + length);
  if (from > 0) from = Math.min(best, text.indexOf(' ', from) + 1 || best);
  if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from) === from ? to : text.lastIndexOf(' ', to);
  return [from, to];
}

if (typeof document !== 'undefined') {
  const form = document.querySelector('form[data-index]');
  const [field, status, kinds, list, more] = ['input', '[role=status]', 'fieldset', 'ol', '.more-results']
    .map((name) => document.querySelector(`.search ${name}`));
  const read = (() => {
    const files = new Map();
    return (address) => {
      if (!files.has(address)) {
        const file = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(address))));
        file.catch(() => files.delete(address));
        files.set(address, file);
      }
      return files.get(address);
    };
  })();
  const site = open(read, form.dataset.index, form.dataset.folder);
  const AT_ONCE = 6;
  const texts = /* words: search.script. */ {};
  const { lang } = document.documentElement;
  const written = (n) => new Intl.NumberFormat(lang, { numberingSystem: 'latn' }).format(n);
  // Returns a text of the theme with its places filled in; one that counts by `n` in the form that the language has for it.
  const phrase = (key, values = {}) => {
    const form = texts[key] || key;
    const one = typeof form === 'string' ? form : form[new Intl.PluralRules(lang).select(values.n)] || form.other;
    return one.replace(/\{(\w+)\}/g, (whole, name) => (name === 'n' ? written(values.n) : name in values ? values[name] : whole));
  };
  let turn = 0, timer, now = { results: [], terms: new Set() }, kind = '', shown = 0, english = false;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  const marked = (text, from = 0, to = text.length) => {
    const out = [];
    let at = from;
    for (const [start, end] of marks(text, now.terms, english)) {
      if (start < from || end > to) continue;
      out.push(text.slice(at, start), element('mark', {}, text.slice(start, end)));
      at = end;
    }
    out.push(text.slice(at, to));
    return out;
  };
  const snippet = (text) => {
    const [from, to] = around(text, marks(text, now.terms, english));
    return [from > 0 ? '… ' : '', ...marked(text, from, to), to < text.length ? ' …' : ''];
  };
  const item = (page, result) => {
    // A heading that says the word goes before a text that does.
    const worth = ([place, score]) => score * (1 + marks(page.passages[place][1], now.terms, english).length);
    const best = [...result.passages].filter(([place]) => place > 0 && page.passages[place]).sort((a, b) => worth(b) - worth(a) || a[0] - b[0]).slice(0, 3);
    const lead = result.passages.has(0) || !best.length ? page.passages[0][2] || page.summary : '';
    const passages = best.map(([place]) => {
      const [anchor, heading, text] = page.passages[place];
      return element('li', {}, element('a', { href: `${page.href}#${encodeURIComponent(anchor)}` }, ...marked(heading)),
        text ? element('p', { className: 'sum' }, ...snippet(text)) : null);
    });
    return element('li', {}, element('p', { className: 'meta' }, [page.date, page.kind].filter(Boolean).join(' · ')),
      element('div', page.lang ? { lang: page.lang, dir: page.dir } : {}, element('h2', { className: 'name' }, element('a', { href: page.href }, ...marked(page.title))),
        lead ? element('p', { className: 'sum' }, ...snippet(lead)) : null,
        passages.length ? element('ul', { className: 'passages' }, ...passages) : null));
  };

  const chosen = () => now.results.filter(({ group }) => !kind || group.label === kind);
  const add = async (mine) => {
    const next = chosen().slice(shown, shown + AT_ONCE);
    const pages = await Promise.all(next.map(({ page }) => site.show(page)));
    if (mine !== turn) return;
    const first = list.children.length;
    list.append(...pages.map((page, place) => item(page, next[place])));
    shown += next.length;
    list.hidden = !shown;
    more.hidden = shown >= chosen().length;
    if (first) list.children[first].querySelector('a').focus();
  };
  const filter = async (mine) => {
    shown = 0;
    const pages = chosen().slice(0, AT_ONCE);
    await Promise.all(pages.map(({ page }) => site.show(page)));
    if (mine !== turn) return;
    list.replaceChildren();
    await add(mine);
  };
  const offerKinds = () => {
    const counts = new Map([['', now.results.length]]);
    for (const { group } of now.results) counts.set(group.label, (counts.get(group.label) || 0) + 1);
    if (!counts.has(kind)) kind = '';
    kinds.hidden = counts.size < 3;
    kinds.replaceChildren(kinds.firstElementChild, ...[...counts].map(([label, count]) => {
      const choice = element('input', { type: 'radio', name: 'kind', value: label, checked: label === kind });
      choice.addEventListener('change', () => { kind = label; attempt(filter); });
      return element('label', {}, choice, ` ${label || phrase('all')} `, element('span', { className: 'count' }, written(count)));
    }));
  };
  const say = (query, { results, hits, all }) => {
    if (!results.length) return phrase('nothing', { query });
    const instead = hits.filter((hit) => hit.instead && hit.instead.length).map((hit) => phrase('similar', { word: hit.typed, words: hit.instead.slice(0, 3).join(', ') }));
    return [phrase(all ? 'found' : 'found_some', { n: results.length, query }), ...instead].join(' ');
  };
  const attempt = async (work) => {
    const mine = ++turn;
    const wait = setTimeout(() => { if (mine === turn) status.textContent = phrase('searching'); }, 400);
    try {
      await work(mine);
    } catch {
      if (mine === turn) {
        list.replaceChildren();
        list.hidden = more.hidden = kinds.hidden = true;
        status.textContent = phrase(navigator.onLine === false ? 'offline' : 'failed');
      }
    } finally {
      clearTimeout(wait);
    }
  };
  const run = () => attempt(async (mine) => {
    clearTimeout(timer);
    const query = field.value.trim();
    history.replaceState(history.state, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    // A space at the end says that the last word is whole.
    const found = query ? await site.search(field.value.trimStart()) : { results: [], hits: [], all: true };
    const { english: language } = query ? await site.index() : { english };
    if (mine !== turn) return;
    now = { results: found.results, terms: new Set(found.hits.flatMap((hit) => hit.terms)) };
    english = language;
    offerKinds();
    await filter(mine);
    if (mine === turn) status.textContent = query ? say(query, found) : '';
  });

  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 120); });
  field.addEventListener('focus', () => { site.index().catch(() => {}); }, { once: true });
  if (!location.hash) field.focus({ preventScroll: true });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await run();
    const first = list.querySelector('a');
    if (first) first.focus();
  });
  more.addEventListener('click', () => attempt(add));
  document.querySelector('.search').addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const place = links.indexOf(document.activeElement), isField = document.activeElement === field;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || (place < 0 && !isField)) return;
    if (event.key === 'ArrowDown' && links[place + 1]) links[place + 1].focus();
    else if (event.key === 'ArrowUp' && place >= 0) (links[place - 1] || field).focus();
    else if (event.key === 'Escape' && place >= 0) field.select();
    else if (event.key === 'Escape' && field.value) { field.value = ''; run(); }
    else return;
    event.preventDefault();
  });
  document.querySelector('.search').classList.add('is-ready');
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { field.value = asked; run(); }
}
