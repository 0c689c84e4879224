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

  // The heading that is read is marked in the table of contents, which scrolls along when it is long.
  const links = [...document.querySelectorAll('.toc a[href^="#"]')];
  const heads = links.map((a) => {
    const id = a.hash.slice(1);
    try { return document.getElementById(decodeURIComponent(id)); } catch { return document.getElementById(id); }
  });
  if (links.length) {
    let now, waits;
    const mark = () => {
      waits = false;
      let found = 0;
      heads.forEach((h, i) => { if (h && h.getBoundingClientRect().top < innerHeight * 0.3) found = i; });
      if (scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2) found = links.length - 1;
      if (links[found] === now) return;
      if (now) now.removeAttribute('aria-current');
      now = links[found];
      now.setAttribute('aria-current', 'location');
      const rail = now.closest('.rail');
      if (rail && rail.scrollHeight > rail.clientHeight) rail.scrollTop = now.offsetTop - rail.clientHeight / 2;
    };
    const soon = () => { if (!waits) { waits = true; requestAnimationFrame(mark); } };
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    mark();
  }
})();
