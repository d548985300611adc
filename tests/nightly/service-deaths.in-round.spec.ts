import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readMeasuring } from '../../src/record/measuring-turn.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import { type Oddity, type OddProxy, passOn, startOddProxy } from '../made/odd-proxy.ts';
import { processesOf } from '../made/processes-of.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

const ARGS = ['--project=smoke', 'tests/traffic.spec.ts', 'tests/journeys/login.spec.ts'];
/** The round begins at a third of it. */
const SETTINGS = { VUS: '10', DURATION: '45s' };

const ALWAYS = [
  /the whole target: gone from second \d+ to the end \(\d+ s\); (\d+) of \d+ requests lost \(without an answer until the end: \1\)/,
  /smoke availability .*: fail/,
  /at the end requests had waited up to \d+ s for their answer/,
  /clean-up: the target does not answer \(timeout\): waiting for it, at most 4 s/,
  /`npm run cleanup -- development .*` removes the rest/,
];

/** The rest of the traffic, a step that waits for its page, one more visit for the trace, and the clean-up. */
const ENDS_WITHIN_MS = 180_000;

/** What a round does when the target begins to hang, and what is said of the round. */
const moments = [
  ['visits', /\[JOURNEY_FAILED\] checked: login, round 1 of 1, at 10 users\. Found: /],
  ['burst', /auth\.login: (\d+) of \1 still waited for their answer when it ended/],
] as const;

for (const [kind, ofRound] of moments)
  test(`a target that hangs from the ${kind} of a round to the end: the run ends in order, fails, and names its time and what it lost`, {
    annotation: { type: 'row' },
  }, async ({ run }) => {
    // What the run cannot remove stays there.
    const sandbox = await startOwnSandbox();
    let proxy: OddProxy | undefined;
    let hungAtMs = 0;
    try {
      const { run: ended, exitCode } = await validRun(async () => {
        await proxy?.close();
        let folder: RunFolder | undefined;
        hungAtMs = 0;
        const hangs: Oddity = (passage) => {
          if (hungAtMs === 0 && folder !== undefined && readMeasuring(folder)?.kind === kind)
            hungAtMs = performance.now();
          return hungAtMs === 0 ? passOn(passage) : undefined;
        };
        proxy = await startOddProxy(sandbox.url, hangs);
        const started = run(ARGS, { ...SETTINGS, BASE_URL: proxy.url });
        folder = new RunFolder(join(started.outputFolder, 'latest'));
        return started;
      });
      expect(exitCode, ended.printed()).toBe(99);
      expect(performance.now() - hungAtMs).toBeLessThan(ENDS_WITHIN_MS);
      for (const words of [ofRound, ...ALWAYS]) expect(ended.printed()).toMatch(words);
      expect(ended.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
      expect(ended.record().testData).toMatchObject({ complete: false });
      await expect.poll(() => processesOf(ended.outputFolder)).toEqual([]);
    } finally {
      await proxy?.close();
      await sandbox.stop();
    }
  });
