/**
 * Runs in the page: what has no name for a person who cannot see it, as the beginning of its markup. Pictures that
 * are hidden from such a person need none.
 */
export function nameless(): string[] {
  const isHidden = (element: Element) => element.closest('[aria-hidden="true"]') !== null;
  const has = (element: Element, ...found: (string | null | undefined)[]) =>
    isHidden(element) || found.some((text) => (text ?? '').trim() !== '');
  const without: Element[] = [
    ...[...document.querySelectorAll('svg, img, [role="img"], [role="group"]')].filter(
      (element) => !has(element, element.getAttribute('aria-label'), element.getAttribute('alt')),
    ),
    ...[...document.querySelectorAll('button, a, summary, th')].filter(
      (element) => !has(element, element.textContent, element.getAttribute('aria-label')),
    ),
    ...[...document.querySelectorAll('table')].filter((table) => !has(table, table.caption?.textContent)),
    ...[...document.querySelectorAll('th:not([scope])')],
  ];
  if (!document.documentElement.lang) without.push(document.documentElement);
  return without.map((element) => element.outerHTML.slice(0, 120));
}

/**
 * Runs in the page: texts whose contrast with what is behind them is below 4.5 to 1 (WCAG AA), with the contrast.
 * Colours are read as the browser painted them, by a canvas of one pixel.
 */
export function tooFaint(): string[] {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  if (context === null) return ['no canvas to read colours with'];
  const channels = (color: string, on?: string): number[] => {
    context.clearRect(0, 0, 1, 1);
    for (const each of [on, color]) {
      if (each === undefined) continue;
      context.fillStyle = each;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb: number[]) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const backgroundOf = (element: Element): string => {
    for (let each: Element | null = element; each !== null; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (color !== 'rgba(0, 0, 0, 0)') return color;
    }
    return paper;
  };
  const found = new Map<string, string>();
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes]
      .flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [(node.textContent ?? '').trim()] : []))
      .join('');
    if (text === '' || ['SCRIPT', 'STYLE'].includes(element.tagName) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    const background = backgroundOf(element);
    const [a, b] = [luminance(channels(color, paper)), luminance(channels(background, paper))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5)
      found.set(`${color} on ${background}`, `${text.slice(0, 40)}: ${contrast.toFixed(2)}`);
  }
  return [...found].map(([colors, what]) => `${what} (${colors})`);
}
