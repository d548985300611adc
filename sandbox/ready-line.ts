import type { RunningSandbox } from './run-sandbox.ts';
import type { Settings } from './settings.ts';

/** The one line that says that the sandbox answers, where, with what, and how long it took to start. */
export function readyLine(
  { url, database, counts, startedInMs }: Pick<RunningSandbox, 'url' | 'database' | 'counts' | 'startedInMs'>,
  settings: Pick<Settings, 'redisUrl' | 'rateLimits'>,
): string {
  const rows = Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
  const store = settings.redisUrl === undefined ? 'in-process store' : 'Redis';
  const limits = settings.rateLimits.enabled ? '' : '; rate limits off';
  const seconds = (startedInMs / 1000).toFixed(1);
  return `Desk Studio sandbox ready at ${url} in ${seconds} s (${database.description}; ${store}; ${rows}${limits})`;
}
