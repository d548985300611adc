/* A pointer on a chart over time reads the slice under it; the line of its moment runs through all of them. */
(() => {
  const data = JSON.parse(document.getElementById('page-data').textContent);
  const figures = [...document.querySelectorAll('figure[data-chart]')].map((figure) => ({
    id: figure.dataset.chart,
    maxMs: Number(figure.dataset.maxMs),
    plot: figure.querySelector('.plot'),
    cross: undefined,
  }));
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.setAttribute('aria-hidden', 'true');

  /** The picture that is shown, and where its plot lies within the figure, in CSS pixels. */
  const geometry = ({ plot }) => {
    const svg = [...plot.querySelectorAll('svg[data-plot]')].find((each) => each.clientWidth > 0);
    if (svg === undefined) return undefined;
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    const [left, right, top, bottom] = svg.dataset.plot.split(' ').map((value) => Number(value) * scale);
    return { box, left, right, top, bottom };
  };

  const sliceAt = (ms) => data.toMs.findIndex((toMs) => ms <= toMs);

  const clock = (ms) => {
    const seconds = Math.round(ms / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };

  const hide = () => {
    tip.remove();
    for (const figure of figures) figure.cross?.remove();
  };

  const drawCross = (figure, ms) => {
    const place = geometry(figure);
    if (place === undefined) return;
    figure.cross ??= Object.assign(document.createElement('div'), { className: 'cross' });
    const x = place.left + ((place.right - place.left) * ms) / figure.maxMs;
    figure.cross.style.cssText = `left:${x}px;top:${place.top}px;height:${place.bottom - place.top}px`;
    figure.plot.append(figure.cross);
  };

  const show = (figure, event) => {
    const place = geometry(figure);
    if (place === undefined) return hide();
    const ms = ((event.clientX - place.box.left - place.left) / (place.right - place.left)) * figure.maxMs;
    const index = sliceAt(Math.max(0, ms));
    if (ms < 0 || ms > figure.maxMs || index < 0) return hide();
    const [fromMs, toMs] = [data.fromMs[index], data.toMs[index]];
    for (const each of figures) drawCross(each, (fromMs + toMs) / 2);
    const head = document.createElement('b');
    head.textContent = `${clock(fromMs)} to ${clock(toMs)}`;
    const lines = (data.charts[figure.id] ?? []).map(({ name, unit, values }) => {
      const value = values[index];
      return value === null ? `${name}: nothing measured` : `${name} ${value} ${unit}`;
    });
    const rounds = data.rounds.filter((round) => round.fromMs < toMs && round.toMs > fromMs);
    tip.replaceChildren(
      head,
      ...[...lines, ...rounds.map(({ name }) => name)].map((text) =>
        Object.assign(document.createElement('span'), { textContent: text }),
      ),
    );
    figure.plot.append(tip);
    const x = event.clientX - place.box.left;
    const isRight = x > place.box.width / 2;
    tip.style.left = isRight ? '' : `${x + 14}px`;
    tip.style.right = isRight ? `${place.box.width - x + 14}px` : '';
  };

  for (const figure of figures) {
    figure.plot.addEventListener('pointermove', (event) => show(figure, event));
    figure.plot.addEventListener('pointerdown', (event) => show(figure, event));
    figure.plot.addEventListener('pointerleave', hide);
  }
})();
