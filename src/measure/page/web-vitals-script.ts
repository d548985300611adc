import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The text of web-vitals with attribution, as an init script of a page: puts its functions under
 * `window.deskStudioVitals`. Only the five that are read, so that the page can start them all.
 *
 * @throws Error when the package is not installed
 */
export function webVitalsScript(): string {
  const built = new URL('./web-vitals.attribution.iife.js', import.meta.resolve('web-vitals/attribution'));
  return `${readFileSync(fileURLToPath(built), 'utf8')}
;{
  const { onCLS, onFCP, onINP, onLCP, onTTFB } = webVitals;
  if (window.top === window) window.deskStudioVitals = { onCLS, onFCP, onINP, onLCP, onTTFB };
}`;
}
