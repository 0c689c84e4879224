// Conveniences: copy buttons, wide formulas by keyboard, the way to the search, the mark in the table of contents. The pages are complete without them.
(() => {
  const say = document.createElement('p');
  say.className = 'vh';
  say.setAttribute('role', 'status');
  const copy = (name, read) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.dataset.word = 'Copy';
    button.setAttribute('aria-label', `Copy ${name}`);
    button.addEventListener('click', async () => {
      let word = 'Copied';
      try { await navigator.clipboard.writeText(read()); } catch { word = 'Failed'; }
      button.dataset.word = say.textContent = word;
      setTimeout(() => { button.dataset.word = 'Copy'; say.textContent = ''; }, 2000);
    });
    return button;
  };
  if (navigator.clipboard) {
    const add = (button, place) => { if (!say.parentNode) document.querySelector('main').append(say); place.append(button); };
    for (const figure of document.querySelectorAll('figure.code')) {
      const pre = figure.querySelector('pre');
      if (!pre) continue;
      const title = figure.querySelector('.code-title');
      add(copy(title ? title.textContent : 'the code', () => pre.textContent), figure.querySelector('figcaption') || figure);
    }
    for (const area of document.querySelectorAll('.field textarea')) {
      const label = area.labels[0];
      add(copy(label ? label.textContent.trim() : 'the text', () => area.value), area.parentNode);
    }
  }
  for (const area of document.querySelectorAll('.field textarea')) area.addEventListener('focus', () => area.select());

  // A formula that is wider than the page scrolls: let the keyboard reach it.
  const formulas = [...document.querySelectorAll('.math-block')];
  const reach = () => {
    for (const block of formulas) {
      const wide = block.scrollWidth > block.clientWidth;
      for (const [name, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', 'Formula']]) {
        if (wide) block.setAttribute(name, value); else block.removeAttribute(name);
      }
    }
  };
  if (formulas.length) {
    reach();
    addEventListener('load', reach);
    addEventListener('resize', reach);
    if (document.fonts) document.fonts.ready.then(reach);
  }

  // Ctrl+K or ⌘K: to the search, from every page.
  const find = document.querySelector('.find');
  if (find) {
    addEventListener('keydown', (event) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      const field = document.getElementById('q');
      if (field) field.select(); else location.assign(find.href);
    });
  }

  const links = [...document.querySelectorAll('.toc a[href^="#"]')];
  const heads = links.map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));
  if (links.length && 'IntersectionObserver' in window) {
    let now;
    const mark = () => {
      let found = 0;
      heads.forEach((h, i) => { if (h && h.getBoundingClientRect().top < innerHeight * 0.3) found = i; });
      if (links[found] === now) return;
      if (now) now.removeAttribute('aria-current');
      now = links[found];
      now.setAttribute('aria-current', 'location');
    };
    const watch = new IntersectionObserver(mark, { rootMargin: '0px 0px -70% 0px', threshold: [0, 1] });
    for (const h of heads) if (h) watch.observe(h);
    mark();
  }
})();
