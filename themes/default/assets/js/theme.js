// Sets the colour scheme before the first paint and adds the button that changes it: auto, light, dark.
(() => {
  const root = document.documentElement, key = 'theme', order = ['', 'light', 'dark'];
  const names = { '': 'auto', light: 'light', dark: 'dark' };
  const shapes = {
    '': '<circle cx="8" cy="8" r="6.2"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>',
    light: '<circle cx="8" cy="8" r="3.2"/><path d="M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M13.1 2.9l-1.4 1.4M4.3 11.7l-1.4 1.4"/>',
    dark: '<path d="M13.6 9.9A6.2 6.2 0 0 1 6.1 2.4a6.2 6.2 0 1 0 7.5 7.5z"/>',
  };
  root.classList.add('js');
  try {
    const saved = localStorage.getItem(key);
    if (saved === 'light' || saved === 'dark') root.dataset.theme = saved;
  } catch {}
  addEventListener('DOMContentLoaded', () => {
    const place = document.querySelector('.top .wrap');
    if (!place) return;
    const words = /* words: script. */ {};
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'toggle';
    const show = () => {
      const now = root.dataset.theme || '';
      button.innerHTML = `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">${shapes[now]}</svg><span><span class="vh"></span></span>`;
      button.lastElementChild.firstElementChild.textContent = words.theme || '';
      button.lastElementChild.append(words[names[now]] || names[now]);
    };
    button.addEventListener('click', () => {
      const next = order[(order.indexOf(root.dataset.theme || '') + 1) % 3];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      try { if (next) localStorage.setItem(key, next); else localStorage.removeItem(key); } catch {}
      show();
    });
    show();
    place.append(button);
  });
})();
