/* A click on an operation opens its percentile curve below its row: even steps of the axis are nines. */
(() => {
  const { curves } = JSON.parse(document.getElementById('page-data').textContent);
  const SVG = 'http://www.w3.org/2000/svg';
  const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [240, 56, 16, 22, 28];
  /** Room that a mark of the axis takes. */
  const MARK_WIDTH = 40;
  const MARKS = [0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999];

  const element = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const nines = (percentile) => -Math.log10(1 - percentile / 100);
  const short = (ms) => Number(ms.toPrecision(3)).toLocaleString('en-US');

  /** A round step of the scale, so that about four lines stand on it. */
  const stepOf = (highest) => {
    const rough = highest / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    return power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  };

  const draw = (id, { points, limits }) => {
    // A picture scaled down to a phone could not be read.
    const WIDTH = Math.min(640, window.innerWidth - 56);
    const inside = points.filter(([percentile]) => percentile < 100);
    const slowest = points.at(-1)[1];
    // A limit far above all figures would press the curve flat.
    const near = limits.filter(
      ([percentile, ms]) => ms < slowest * 2 && nines(percentile) <= nines(inside.at(-1)[0]),
    );
    const step = stepOf(Math.max(slowest, ...near.map(([, ms]) => ms)));
    const highest = Math.ceil(Math.max(slowest, ...near.map(([, ms]) => ms)) / step) * step;
    // The slowest sample stands half a nine behind the last percentile that the samples carry.
    const last = nines(inside.at(-1)[0]) + 0.35;
    const x = (at) => LEFT + (at / last) * (WIDTH - LEFT - RIGHT);
    const y = (ms) => HEIGHT - BOTTOM - (ms / highest) * (HEIGHT - TOP - BOTTOM);
    const svg = element('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': `Percentile curve of ${id}, in milliseconds`,
    });
    svg.append(element('text', { x: 8, y: 12 }, 'ms'));
    for (let ms = 0; ms <= highest * 1.001; ms += step)
      svg.append(
        element('path', { d: `M${LEFT} ${y(ms)}H${WIDTH - RIGHT}`, stroke: 'var(--rule)' }),
        element('text', { x: LEFT - 8, y: y(ms) + 4, 'text-anchor': 'end' }, short(ms)),
      );
    let free = 0;
    for (const mark of MARKS) {
      const at = x(nines(mark));
      if (at < free || at > WIDTH - RIGHT - MARK_WIDTH * 1.5 || nines(mark) > last - 0.35) continue;
      free = at + MARK_WIDTH;
      svg.append(
        element(
          'text',
          { x: at, y: HEIGHT - 8, 'text-anchor': 'middle' },
          mark === 0 ? 'fastest' : `p${mark}`,
        ),
      );
    }
    svg.append(element('text', { x: WIDTH - RIGHT, y: HEIGHT - 8, 'text-anchor': 'end' }, 'slowest'));
    for (const [percentile, ms] of near) {
      const at = x(nines(percentile));
      svg.append(
        element('path', { d: `M${at - 22} ${y(ms)}H${at + 22}`, stroke: 'var(--limit)', 'stroke-width': 2 }),
      );
    }
    const line = [...inside.map(([percentile, ms]) => [nines(percentile), ms]), [last, slowest]];
    svg.append(
      element('path', {
        d: `M${line.map(([at, ms]) => `${x(at).toFixed(1)} ${y(ms).toFixed(1)}`).join('L')}`,
        fill: 'none',
        stroke: 'var(--p95)',
        'stroke-width': 2,
        'stroke-linejoin': 'round',
      }),
    );
    return svg;
  };

  const paragraph = (text) => Object.assign(document.createElement('p'), { textContent: text });

  const panel = (id, columns) => {
    const curve = curves[id];
    const named = curve.points.filter(([percentile]) => MARKS.includes(percentile) && percentile > 0);
    const figure = document.createElement('figure');
    figure.append(
      Object.assign(document.createElement('figcaption'), {
        textContent: `${id}: percentile curve of ${curve.of}`,
      }),
      draw(id, curve),
      paragraph(
        [
          ...named.map(([percentile, ms]) => `p${percentile} ${short(ms)}`),
          `slowest ${short(curve.points.at(-1)[1])} ms`,
        ].join(' · '),
      ),
    );
    if (curve.limits.length > 0)
      figure.append(
        paragraph(
          `Limits (red where they are near): ${curve.limits.map(([, ms, name]) => `${name} < ${short(ms)} ms`).join(' · ')}`,
        ),
      );
    if (curve.slowest.length > 0) figure.append(paragraph(`Slowest: ${curve.slowest.join('; ')}`));
    const cell = document.createElement('td');
    cell.colSpan = columns;
    cell.append(figure);
    const row = document.createElement('tr');
    row.className = 'curve';
    row.append(cell);
    return row;
  };

  for (const button of document.querySelectorAll('button[data-curve]'))
    button.addEventListener('click', () => {
      const row = button.closest('tr');
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!isOpen));
      if (isOpen) row.nextElementSibling.remove();
      else row.after(panel(button.dataset.curve, row.children.length));
    });
})();
