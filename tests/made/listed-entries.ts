import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Files and folders that `reports/README.md` lists, without a slash at their end. */
export interface ListedEntries {
  /** Of the reports folder; `<run id>` and what follows is left out. */
  readonly ofReports: readonly string[];
  /** Of a run's folder. */
  readonly ofRun: readonly string[];
}

/** Reads what `reports/README.md` says about the folder of all reports and about that of a run. */
export function listedEntries(): ListedEntries {
  const text = readFileSync(resolve(import.meta.dirname, '../../reports/README.md'), 'utf8');
  const [ofReports = '', ofRun = ''] = text.split('## In the folder of a run');
  return { ofReports: namesIn(ofReports), ofRun: namesIn(ofRun) };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/^\| `([^`/]+)/gm)].map(([, name = '']) => name);
}
