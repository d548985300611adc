import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { copyProject } from '../made/copied-project.ts';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { BURST, type Row, testRows } from './odd-target-rows.ts';

/** Every third request for deals fails. */
function failsEveryThird(): Oddity {
  let count = 0;
  return (passage) => {
    if (passage.request.url?.startsWith('/api/v1/deals') !== true) return passOn(passage);
    count += 1;
    if (count % 3 !== 0) return passOn(passage);
    const headers = { 'content-type': 'application/json' };
    return passage.answer({ status: 500, headers, body: Buffer.from('{"error":"every third"}') });
  };
}

/** A copy of the project in which this text of a file is another one. */
function changed(file: string, from: string, to: string): (folder: string) => void {
  return (folder) => {
    copyProject(folder, 'src as a link');
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after, `${file} has ${from}`).not.toBe(before);
    writeFileSync(path, after);
  };
}

/** Refused before anything is asked of the target. */
const refused = {
  oddity: failsEveryThird,
  exitCode: 1,
  words: [
    /\[BAD_OPTION\] checked: the options of Playwright for a run of baseline\. Found: --retries, or retries in the configuration or a spec\. Right would be: a run without retries/,
  ],
  without: [/flaky/, /PASSED/],
  afterwards: (_run: unknown, requests: readonly string[]) =>
    expect(requests, 'requests to the target').toEqual([]),
} as const satisfies Partial<Row>;

testRows([
  {
    what: 'a target of which every third request fails',
    oddity: failsEveryThird,
    args: BURST,
    exitCode: 99,
    words: ['FAILED', /deals\.list errorRate 3\d(\.\d+)? %.*: fail/],
    without: [/flaky/, /PASSED/],
  },
  {
    ...refused,
    what: 'a target of which every third request fails, with --retries=1',
    args: [...BURST, '--retries=1'],
  },
  {
    ...refused,
    what: 'a target of which every third request fails, with retries in the configuration',
    args: BURST,
    project: changed('playwright.config.ts', 'retries: 0', 'retries: 1'),
  },
  {
    ...refused,
    what: 'a target of which every third request fails, with retries in a spec',
    args: BURST,
    project: changed(
      'tests/api/deals.spec.ts',
      "burstTests('deals');",
      "import { test } from '@playwright/test';\ntest.describe.configure({ retries: 1 });\nburstTests('deals');",
    ),
  },
]);
