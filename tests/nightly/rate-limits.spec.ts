import { expect } from '@playwright/test';
import { allBurstsOf } from '../../src/record/round-record.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

type Row = readonly [
  what: string,
  args: readonly string[],
  said: readonly string[],
  settings?: Readonly<Record<string, string>>,
];

const LONGEST_RUN_MS = 900_000;

for (const [what, args, said, settings = {}] of [
  [
    'a baseline',
    ['--project=baseline'],
    [
      'preflight rate limits: warning, bursts are paced below them: ',
      'bursts of 17 requests',
      'A limit of p95 (72), p99 (368) and error rate (381) needs more requests to be held',
      'BURST_DURATION=46s is enough for ',
    ],
  ],
  [
    'a baseline by five accounts',
    ['--project=baseline', 'tests/api/deals.spec.ts'],
    ['3 bursts of 84 requests by 5 accounts and 2 bursts of 17 requests (1,000 a minute and user)'],
    { BURST_ACCOUNTS: '5' },
  ],
  [
    'a smoke',
    ['--project=smoke'],
    ['preflight rate limits: ok, planned per minute against the limit: user '],
  ],
] as const satisfies readonly Row[]) {
  test(`under the product's default rate limits ${what} gets no 429, fails nothing by them, and says before what it can conclude`, async ({
    run,
  }) => {
    test.setTimeout(LONGEST_RUN_MS);
    const limited = await startOwnSandbox({ RATE_LIMIT_ENABLED: 'true' });
    try {
      const ended = await validRun(() => run(args, { ...settings, BASE_URL: limited.url }));
      const printed = ended.run.printed();
      const metrics = await (await fetch(`${limited.url}/metrics`)).text();
      const answered = metrics.split('\n').filter((line) => line.startsWith('http_requests_total{'));
      // The sandbox counts, or no 429 among its counts would say nothing.
      expect(answered.filter((line) => line.includes('status_code="200"')).length).toBeGreaterThan(10);
      expect(answered.filter((line) => line.includes('status_code="429"'))).toEqual([]);
      expect(ended.exitCode, printed).toBe(0);
      const beforeTheFirstTest = printed.slice(0, printed.indexOf('Running '));
      for (const words of said) expect(beforeTheFirstTest).toContain(words);
      const record = ended.run.record();
      expect(record.bursts.length > 0, 'a baseline has bursts').toBe(what !== 'a smoke');
      expect(allBurstsOf(record).filter(({ outcomes }) => outcomes.rate_limited !== undefined)).toEqual([]);
    } finally {
      await limited.stop();
    }
  });
}

test("a run that would send more than the product's default rate limits allow is refused in one line, with what would do", async ({
  run,
}) => {
  const limited = await startOwnSandbox({ RATE_LIMIT_ENABLED: 'true' });
  try {
    const stress = run(['--project=stress', 'tests/traffic.spec.ts'], { BASE_URL: limited.url });
    expect(await stress.ended, stress.printed()).toBe(1);
    expect(stress.printed()).toMatch(
      /^\[RATE_LIMITS_TOO_LOW\] checked: rate limits\. Found: planned per minute against the limit: .+ of 5000, .+\. Right would be: .+ VUS=\d+ /m,
    );
    expect(stress.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  } finally {
    await limited.stop();
  }
});
