// Conveniences: the switch of colours, copy buttons, wide formulas by keyboard, the way to the search, the mark in the table of contents. The pages are complete without them.
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const make = (name, look) => Object.assign(document.createElement(name), look);
  const { clipboard } = navigator;
  const words = /* words: script. */ {};
  const say = (key, name) => (words[key] || key).replace('{name}', () => name);

  // The switch of colours: auto, light, dark.
  const root = document.documentElement;
  const order = ['', 'light', 'dark'];
  const shapes = [
    '<circle cx="8" cy="8" r="6.2"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>',
    '<circle cx="8" cy="8" r="3.2"/><path d="M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M13.1 2.9l-1.4 1.4M4.3 11.7l-1.4 1.4"/>',
    '<path d="M13.6 9.9A6.2 6.2 0 0 1 6.1 2.4a6.2 6.2 0 1 0 7.5 7.5z"/>',
  ];
  const top = document.querySelector('.top .wrap');
  if (top) {
    const button = make('button', { type: 'button', className: 'toggle' });
    const now = () => order.indexOf(root.dataset.theme || '');
    const show = () => {
      button.innerHTML = `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">${shapes[now()]}</svg><span><span class="vh"></span></span>`;
      button.lastElementChild.firstElementChild.textContent = words.theme || '';
      button.lastElementChild.append(say(order[now()] || 'auto'));
    };
    button.addEventListener('click', () => {
      const next = order[(now() + 1) % 3];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      try { if (next) localStorage.setItem('theme', next); else localStorage.removeItem('theme'); } catch {}
      show();
    });
    show();
    top.append(button);
  }

  const status = make('p', { className: 'vh' });
  status.setAttribute('role', 'status');
  const copy = (name, read, word = say('copy')) => {
    const button = make('button', { type: 'button', className: 'copy' });
    button.dataset.word = word;
    button.setAttribute('aria-label', say('copy_name', name));
    button.addEventListener('click', async () => {
      let outcome = say('copied');
      try { await clipboard.writeText(read()); } catch { outcome = say('failed'); }
      button.dataset.word = status.textContent = outcome;
      setTimeout(() => { button.dataset.word = word; status.textContent = ''; }, 2000);
    });
    return button;
  };
  const tools = new Map();
  const add = (place, button) => {
    if (!tools.has(place)) {
      tools.set(place, make('div', { className: 'tools' }));
      place.append(tools.get(place));
    }
    tools.get(place).append(button);
  };
  const toggle = (word, name, pressed, flip) => {
    const button = make('button', { type: 'button', textContent: word });
    button.setAttribute('aria-label', name);
    button.setAttribute('aria-pressed', pressed);
    button.addEventListener('click', flip);
    return button;
  };
  if (clipboard) document.querySelector('main').append(status);

  // Code: wrap (all blocks, remembered), hidden lines, copy, numbers by arrow keys.
  // What is on the page now, and what comes into it later: `milepost serve` puts what was saved into a page that is open.
  const seen = new WeakSet();
  const fresh = (what) => all(what).filter((one) => !seen.has(one) && seen.add(one));
  const wraps = new Map();
  try { if (localStorage.getItem('wrap')) root.dataset.wrap = ''; } catch {}
  // A block is measured when it is near, since what is not has no layout yet; all of them before anything is changed.
  const sight = new IntersectionObserver((entries) => {
    const near = entries.filter((entry) => entry.isIntersecting).map(({ target }) => [target, target.scrollWidth <= target.clientWidth]);
    for (const [pre, fits] of near) wraps.get(pre).hidden = fits && !('wrap' in root.dataset);
  }, { rootMargin: '50%' });
  const fit = () => {
    sight.disconnect();
    for (const pre of wraps.keys()) sight.observe(pre);
  };
  const code = () => { for (const figure of fresh('figure.code')) {
    const pre = figure.querySelector('pre');
    if (!pre) continue;
    const place = figure.querySelector('figcaption') || figure;
    const title = figure.querySelector('.code-title');
    const name = title ? title.textContent : say('the_code');
    if (!pre.classList.contains('wrapped')) {
      const button = toggle(say('wrap'), say('wrap_lines'), 'wrap' in root.dataset, () => {
        const on = root.toggleAttribute('data-wrap');
        try { if (on) localStorage.setItem('wrap', '1'); else localStorage.removeItem('wrap'); } catch {}
        for (const other of wraps.values()) other.setAttribute('aria-pressed', on);
      });
      wraps.set(pre, button);
      button.hidden = !('wrap' in root.dataset);
      add(place, button);
    }
    if (pre.querySelector('.l[hidden]')) {
      const button = toggle(say('all_lines'), say('show_hidden', name), false, () => button.setAttribute('aria-pressed', pre.classList.toggle('shows-hidden')));
      add(place, button);
    }
    if (clipboard) {
      add(place, copy(name, () => {
        const code = pre.cloneNode(true);
        for (const removed of all('del.l', code)) removed.remove();
        return code.textContent;
      }));
    }
    const numbers = all('.ln', pre);
    pre.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = step && numbers[numbers.indexOf(document.activeElement) + step];
      if (!next || !numbers.includes(document.activeElement)) return;
      event.preventDefault();
      next.focus();
    });
  } fit(); };
  code();
  addEventListener('resize', fit);
  if (document.fonts) document.fonts.ready.then(fit);
  if (clipboard) {
    for (const area of all('.field textarea')) {
      const label = area.labels[0];
      area.parentNode.append(copy(area.getAttribute('aria-label') || (label ? label.textContent.trim() : say('the_text')), () => area.value));
    }
  }
  for (const area of all('.field textarea')) area.addEventListener('focus', () => area.select());

  // Formulas are copied as their TeX.
  const tex = (math) => (math.querySelector('annotation') || math).textContent.trim();
  const formulas = () => {
    if (clipboard) for (const block of fresh('.math-block')) {
      const math = block.querySelector('math');
      if (math) block.append(copy(say('the_tex'), () => tex(math), say('copy_tex')));
    }
    reach();
  };
  document.addEventListener('copy', (event) => {
    const selection = getSelection();
    if (!selection.rangeCount || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const math = (around.closest ? around : around.parentElement).closest('math');
    let text = math && tex(math);
    if (!math) {
      const box = make('div', { className: 'offstage' });
      box.append(range.cloneContents());
      if (!box.querySelector('math')) return;
      for (const one of all('math', box)) {
        const mark = one.getAttribute('display') === 'block' ? '$$' : '$';
        one.replaceWith(mark + tex(one) + mark);
      }
      for (const button of all('button', box)) button.remove();
      document.body.append(box);
      text = box.innerText;
      box.remove();
    }
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });

  // A formula that is wider than the page scrolls: let the keyboard reach it.
  const reach = () => {
    const blocks = all('.math-block').map((block) => [block, block.scrollWidth > block.clientWidth]);
    for (const [block, wide] of blocks) {
      for (const [name, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', say('formula')]]) {
        if (wide) block.setAttribute(name, value); else block.removeAttribute(name);
      }
    }
  };
  formulas();
  addEventListener('load', reach);
  addEventListener('resize', reach);
  if (document.fonts) document.fonts.ready.then(reach);
  document.addEventListener('milepost:updated', () => { code(); formulas(); });

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

  // A picture with more to see than the column shows. Without this the link leads to its file.
  const zooms = all('a.zoom');
  if (zooms.length && window.HTMLDialogElement) {
    const dialog = document.createElement('dialog');
    dialog.className = 'zoomed';
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = say('close');
    const picture = document.createElement('img');
    dialog.append(close, picture);
    document.body.append(dialog);
    dialog.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => picture.removeAttribute('src'));
    for (const link of zooms) {
      link.setAttribute('aria-haspopup', 'dialog');
      link.addEventListener('click', (event) => {
        if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        picture.alt = link.querySelector('img').alt;
        picture.src = link.href;
        dialog.setAttribute('aria-label', picture.alt);
        dialog.showModal();
      });
    }
  }

  // The heading that is read is marked in the table of contents, which scrolls along when it is long.
  const links = all('.toc a[href^="#"]');
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
    soon();
  }

  // The style sheet leaves what is further down out of the first layout. It follows block by block when there is time, so that
  // no place of the page moves later, and pictures of the whole page have all of it.
  const below = all('.later :is(.section ~ .section, .part ~ .part, .after, .foot, .prose > :nth-child(n + 4))');
  const settle = () => {
    // So many that a phone lays them out in a moment.
    for (const block of below.splice(0, 3)) block.style.contentVisibility = 'visible';
    if (below.length) soon(); else root.classList.remove('later');
  };
  // To a timer, the second argument is no time at all.
  const soon = () => (window.requestIdleCallback || setTimeout)(settle, { timeout: 100 });
  soon();
})();
