import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { type Oddity, type OddProxy, passOn, startOddProxy } from '../made/odd-proxy.ts';
import { unavailable } from '../made/oddities.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** How a part of the target dies in a run, and what the run has to say of it. */
interface Death {
  readonly what: string;
  /** Paths that it concerns begin like this. */
  readonly paths: string;
  /** What becomes of its requests. */
  readonly oddity: Oddity;
  /** Since the traffic began; to the end where there is no `toSecond`. */
  readonly fromSecond: number;
  readonly toSecond?: number;
  readonly args: readonly string[];
  /** How long the run takes, and its users, ten when left out. */
  readonly seconds: number;
  readonly vus?: number;
  readonly service?: string;
  /** Both must be in what the run prints, the first in each report. */
  readonly words: readonly [outage: RegExp, limit: RegExp];
}

const smoke = ['--project=smoke', 'tests/traffic.spec.ts'];
const soak = ['--project=soak', 'tests/traffic.spec.ts'];
const hangs: Oddity = () => undefined;
const refuses: Oddity = ({ response }) => void response.destroy();

const deaths: readonly Death[] = [
  {
    what: 'a service that is killed at second 10 of a smoke',
    paths: '/api/v1/deals',
    oddity: unavailable,
    fromSecond: 10,
    args: smoke,
    seconds: 30,
    service: 'deals',
    words: [
      /deals: gone from second 1[0-2] to the end \(\d\d s\); \d+ of \d+ requests lost \(answered 503: \d+\)/,
      /smoke errorRate .*\(scenario\).*: fail/,
    ],
  },
  {
    what: 'a service that hangs from second 10 to the end',
    paths: '/api/v1/deals',
    oddity: hangs,
    fromSecond: 10,
    args: smoke,
    seconds: 25,
    service: 'deals',
    words: [
      /deals: gone from second 1[0-2] to the end \(\d\d s\); \d+ of \d+ requests lost \(without an answer until the end: \d+\)/,
      /smoke availability .*: fail/,
    ],
  },
  {
    what: 'a target that hangs from second 4 to the end',
    paths: '/',
    oddity: hangs,
    fromSecond: 4,
    args: smoke,
    seconds: 12,
    words: [
      /the whole target: gone from second [4-6] to the end \(\d+ s\); \d+ of \d+ requests lost \(without an answer until the end: \d+\)/,
      /smoke availability .*: fail.*at the end requests had waited up to/s,
    ],
  },
  {
    what: 'a service that is killed in the last ramp of a load, which has no limits,',
    paths: '/api/v1/deals',
    oddity: unavailable,
    // The last of its stages takes a tenth of its time.
    fromSecond: 72,
    args: ['--project=load', 'tests/traffic.spec.ts'],
    seconds: 80,
    vus: 40,
    service: 'deals',
    words: [
      /deals: gone from second 7[2-4] to the end \(\d s\); \d+ of \d+ requests lost \(answered 503: \d+\)/,
      /load errorRate .*\(scenario\).*: pass|error rate +0 % +< 1 % +held/,
    ],
  },
  {
    what: 'a service that restarts for 6 s in a soak',
    paths: '/api/v1/deals',
    oddity: unavailable,
    fromSecond: 20,
    toSecond: 26,
    args: soak,
    seconds: 60,
    service: 'deals',
    words: [
      /deals: gone from second 2[0-1] to 2[6-9] \([5-9] s\), then it recovered; \d+ of \d+ requests lost \(answered 503: \d+\)/,
      /soak availability .*\(baseline\).*: fail/,
    ],
  },
  {
    what: 'a target that restarts for 6 s in a soak',
    paths: '/',
    oddity: refuses,
    fromSecond: 20,
    toSecond: 26,
    args: soak,
    seconds: 60,
    words: [
      /the whole target: gone from second 2[0-1] to (2[6-9]|3[0-2]) \(\d+ s\), then it recovered; \d+ of \d+ requests lost \(connection reset: \d+\)/,
      /soak availability .*\(baseline\).*: fail/,
    ],
  },
];

for (const death of deaths) {
  const { what, args, seconds, vus = 10, service, words, toSecond } = death;
  test(`${what}: the run fails, and names it, its time and what it lost`, {
    annotation: { type: 'row' },
  }, async ({ run, sandbox }) => {
    let proxy: OddProxy | undefined;
    try {
      const { run: ended, exitCode } = await validRun(async () => {
        await proxy?.close();
        let outputFolder: string | undefined;
        proxy = await startOddProxy(
          sandbox.url,
          dying(death, () => elapsedSeconds(outputFolder)),
        );
        const started = run(args, { VUS: String(vus), DURATION: `${seconds}s`, BASE_URL: proxy.url });
        outputFolder = started.outputFolder;
        return started;
      });
      expect(exitCode, ended.printed()).toBe(99);
      for (const word of words) expect(ended.printed()).toMatch(word);
      const [outage, ...others] = ended.record().traffic?.outages ?? [];
      expect(others).toEqual([]);
      expect(outage?.service).toBe(service);
      expect(outage?.toMs !== undefined, 'it was seen to recover').toBe(toSecond !== undefined);
      for (const file of [RUN_FILES.htmlReport, RUN_FILES.summaryMarkdown])
        expect(readFileSync(join(ended.outputFolder, 'latest', file), 'utf8')).toMatch(words[0]);
    } finally {
      await proxy?.close();
    }
  });
}

/** Passes everything on, but for what the death concerns while it lasts. The clean-up meets a sound target again. */
function dying(
  { paths, oddity, fromSecond, seconds, toSecond = seconds + 1 }: Death,
  now: () => number | undefined,
): Oddity {
  return async (passage) => {
    const atSecond = now() ?? 0;
    const isDead = atSecond >= fromSecond && atSecond < toSecond;
    await (isDead && passage.request.url?.startsWith(paths) ? oddity : passOn)(passage);
  };
}

/** On the clock of the run's traffic; undefined before it began. */
function elapsedSeconds(outputFolder: string | undefined): number | undefined {
  const path = join(outputFolder ?? '', 'latest', RUN_FILES.clock);
  if (outputFolder === undefined || !existsSync(path)) return undefined;
  const { startedAtMs } = JSON.parse(readFileSync(path, 'utf8')) as { startedAtMs: number };
  return (Date.now() - startedAtMs) / 1000;
}
