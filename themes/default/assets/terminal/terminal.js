// Plays recordings of terminals: a button, a place in time, and rows that are exchanged. Nothing plays by itself, and
// without this script the last screen stands there as text.
const written = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const shapes = { play: 'M4 2.5v11l9-5.5z', pause: 'M4 2.5h3v11H4zM9.5 2.5h3v11h-3z' };

function controls(figure) {
  const bar = document.createElement('div');
  bar.className = 'bar no-print';
  bar.innerHTML = '<button type="button"><svg viewBox="0 0 16 16" aria-hidden="true"><path/></svg><span></span></button><input type="range" min="0" step="100" value="0"><output></output>';
  const [button, range, output] = bar.children;
  range.setAttribute('aria-label', figure.dataset.seek);
  figure.querySelector('.screen').after(bar);
  return { button, range, output };
}

function start(figure) {
  const pre = figure.querySelector('pre');
  const { button, range, output } = controls(figure);
  let recording, loading, rows = [], next = 0, now = 0, drawn = 0, since = 0, timer = 0;
  // What the last press asked for. The button says it at once, and what comes later, such as the recording, obeys it: a
  // second press before that is a pause, on a slow machine too.
  let isPlaying = false;

  const turn = (to) => {
    isPlaying = to;
    const word = to ? 'pause' : 'play';
    button.querySelector('path').setAttribute('d', shapes[word]);
    button.querySelector('span').textContent = figure.dataset[word];
  };
  const place = () => {
    range.value = now;
    const text = `${written(now)} / ${written(recording.length)}`;
    if (output.value !== text) {
      output.value = text;
      range.setAttribute('aria-valuetext', text);
    }
  };
  const show = (row, number) => {
    rows[row].replaceChildren(...recording.rows[number].map(([text, look]) => {
      if (!look) return text;
      const span = document.createElement('span');
      span.className = look;
      span.textContent = text;
      return span;
    }));
  };
  // Brings the screen to the time `now`; back in time means from the beginning.
  const draw = () => {
    if (now < drawn) {
      next = 0;
      rows.forEach((row) => row.replaceChildren());
    }
    drawn = now;
    const last = new Map();
    for (; next < recording.frames.length && recording.frames[next][0] <= now; next++) {
      const frame = recording.frames[next];
      for (let at = 1; at < frame.length; at += 2) last.set(frame[at], frame[at + 1]);
    }
    last.forEach((number, row) => show(row, number));
    place();
  };
  const tick = (time) => {
    timer = 0;
    if (!isPlaying) return;
    // A frame that is late does not skip what nobody saw.
    now = Math.min(now + Math.min(time - since, 100), recording.length);
    since = time;
    draw();
    if (now >= recording.length) turn(false); else timer = requestAnimationFrame(tick);
  };
  const load = async () => {
    recording = await (await fetch(figure.dataset.player)).json();
    range.max = recording.length;
    // The box keeps the height that the recording needs, so that nothing below it moves.
    pre.replaceChildren(...Array.from({ length: recording.height }, () => {
      const row = document.createElement('span');
      row.className = 'row';
      rows.push(row);
      return row;
    }).flatMap((row) => [row, '\n']));
  };
  // Loads it once, however often it is asked for; whether it is there.
  const isLoaded = () => (loading ??= load().then(() => true, () => { loading = undefined; return false; }));
  button.addEventListener('click', async () => {
    turn(!isPlaying);
    if (!isPlaying) return;
    if (!await isLoaded()) return turn(false);
    if (!isPlaying || timer) return;
    if (now >= recording.length) now = 0;
    draw();
    timer = requestAnimationFrame((time) => { since = time; tick(time); });
  });
  range.addEventListener('input', async () => {
    now = Number(range.value);
    if (await isLoaded()) draw();
  });
  range.max = figure.dataset.length;
  output.value = `0:00 / ${written(Number(figure.dataset.length))}`;
  turn(false);
}

document.querySelectorAll('.terminal[data-player]').forEach(start);
