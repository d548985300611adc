import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { markdownSummary } from '../../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import { ownDelaySentence, stepsNote } from '../../../../src/report/words/own-delay.ts';
import { ownDelayOf } from '../../../../src/view/own-delay.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { CALM } from '../../../made/slices.ts';

const record = fullRecord();

/** A record of one operation with these latencies. */
function withLatency(latency: object) {
  const { traffic } = record;
  if (traffic === null) throw new Error('the record has traffic');
  const [operation] = traffic.operations;
  if (operation === undefined) throw new Error('the record has operations');
  const slices = traffic.slices.map((slice) => ({
    ...slice,
    health: { ...slice.health, coreWaitShare: 0.2 },
  }));
  return {
    ...record,
    bursts: [],
    rounds: [],
    traffic: {
      ...traffic,
      slices,
      latency: { samples: 0 },
      operations: [{ ...operation, latency: { samples: 1_000, ...latency } }],
    },
  };
}

test('the measurer is called undisturbed only when every percentile is exact, and slices that are not are counted', () => {
  const exact = withLatency({ p95Ms: 100, p95LeastMs: 98.8, p99Ms: 200, p99LeastMs: 198 });
  const sentence =
    "Undisturbed: the measurer's own delay adds at most 1 % + 0.3 ms to each reported percentile of requests";
  expect(ownDelaySentence(ownDelayOf(exact))).toBe(`${sentence}, except in 1 slice.`);
  const page = htmlReport(runView({ ...exact, verdicts: [] }, []));
  expect(page).toContain('; the measurer was undisturbed, except in 1 slice.');
  const slices = exact.traffic.slices.filter(({ disturbed }) => disturbed.length === 0);
  const calm = { ...exact, traffic: { ...exact.traffic, slices } };
  expect(ownDelaySentence(ownDelayOf(calm))).toBe(`${sentence}.`);
  const off = ownDelaySentence(
    ownDelayOf(withLatency({ p95Ms: 100, p95LeastMs: 98.8, p99Ms: 200, p99LeastMs: 150 })),
  );
  expect(off).toBe(
    'Latencies may be too high by the delay of the measurer itself: by up to 50 ms of the 200 ms at p99 of deals.create.',
  );
});

test('what users met next to visits and bursts is among the reported percentiles, and so is a burst of a round', () => {
  const exact = withLatency({ p95Ms: 100, p95LeastMs: 99 });
  const off = { samples: 500, p95Ms: 60, p95LeastMs: 20 };
  const phase = {
    kind: 'burst',
    operation: 'tax.calculate',
    elapsedMs: 1_000,
    sent: 500,
    failed: 0,
  } as const;
  const beside = { ...exact, traffic: { ...exact.traffic, inRounds: [{ ...phase, latency: off }] } };
  expect(ownDelaySentence(ownDelayOf(beside))).toContain(
    '40 ms of the 60 ms at p95 of all requests next to bursts on tax.calculate',
  );
  const [round] = record.rounds;
  if (round?.burst === null || round?.burst === undefined)
    throw new Error('the record has a burst of a round');
  const ofRound = { ...exact, rounds: [{ ...round, burst: { ...round.burst, ...off } }] };
  expect(ownDelaySentence(ownDelayOf(ofRound))).toContain(
    `40 ms of the 60 ms at p95 of burst on ${round.burst.operation}`,
  );
});

test('a run of an older version does not know its bound', () => {
  expect(ownDelaySentence(ownDelayOf(withLatency({ p95Ms: 100 })))).toContain('is unknown');
});

test('where the system does not report waits for a core, the sentence says that they are missing', () => {
  expect(ownDelaySentence(ownDelayOf(record))).toContain('Waits for a core are not in this bound');
  expect(stepsNote(ownDelayOf(record))).toContain('waits for a core were not measured');
  const page = htmlReport(runView(record, []));
  expect(page.match(/Waits for a core are not in this bound/g)?.length).toBeGreaterThanOrEqual(2);
  expect(page).toContain(', waits for a core not included');
  expect(page).toContain("The measurer's share of step times is unknown");
  expect(summaryText(runView(record, []))).toContain("The measurer's share of step times is unknown");
});

test('a measurer that stood still is reported, with the share of the users’ time that it took', () => {
  const stopped = withLatency({ p95Ms: 100, p95LeastMs: 99 });
  const [first, ...others] = stopped.traffic.slices;
  if (first === undefined) throw new Error('the record has slices');
  const slices = [{ ...first, health: { ...first.health, eventLoopDelayMaxMs: 2_004 } }, ...others];
  const userTime = { totalMs: 600_000, lostMs: 39_000 };
  expect(
    ownDelaySentence(ownDelayOf({ ...stopped, traffic: { ...stopped.traffic, slices, userTime } })),
  ).toContain(
    "The measurer stood still for up to 2,004 ms at a time; its lateness took 6.5 % of the virtual users' time (at most 10 % may be).",
  );
});

test('a burst whose process stood still is reported, too', () => {
  const burst = fullRecord().rounds.flatMap((round) => round.burst ?? [])[0];
  const health = record.traffic?.slices[0]?.health;
  if (burst === undefined || health === undefined) throw new Error('the record has both');
  const stopped = { ...burst, health: { ...health, eventLoopDelayMaxMs: 2_004 } };
  expect(
    ownDelaySentence(ownDelayOf({ ...withLatency({ p95Ms: 100, p95LeastMs: 99 }), bursts: [stopped] })),
  ).toContain('The measurer stood still for up to 2,004 ms at a time.');
});

/** A round of a journey alone, whose processes a CPU quota stopped for so long during the visits and the burst. */
function throttledRound(visitsMs: number, burstMs: number): RunRecord['rounds'] {
  const [round] = record.rounds;
  if (round?.burst === undefined) throw new Error('the record has a burst of a round');
  const burst = { ...round.burst, health: { ...CALM, throttledMs: burstMs } };
  return [{ ...round, health: { ...CALM, throttledMs: visitsMs }, burst }];
}

test('a CPU quota that stopped the measurer is reported, once for the lanes that share it', () => {
  const quota = "A CPU quota stopped the measurer's container for 6 s (summed over cores): give it more CPU.";
  const { traffic, ...others } = withLatency({ p95Ms: 100, p95LeastMs: 99 });
  const slices = traffic.slices.map((slice) => ({ ...slice, health: { ...CALM, throttledMs: 500 } }));
  const throttled = { ...others, traffic: { ...traffic, slices }, rounds: throttledRound(900, 900) };
  expect(ownDelaySentence(ownDelayOf(throttled))).toContain(` ${quota}`);
  expect(htmlReport(runView(throttled, []))).toMatch(/<p class="load">.*A CPU quota stopped.* for 6 s/);
  const hardly = slices.map((slice) => ({ ...slice, health: { ...CALM, throttledMs: 90 } }));
  expect(ownDelayOf({ ...throttled, traffic: { ...traffic, slices: hardly } })).not.toHaveProperty(
    'throttledMs',
  );
});

test('a journey alone says that a CPU quota stopped the measurer, in each report once', () => {
  const alone = { ...record, traffic: null, verdicts: [], rounds: throttledRound(1_700, 800) };
  const view = runView(alone, []);
  const reports = [
    summaryText(view),
    htmlReport(view),
    markdownSummary(view, { comparison: undefined, artefacts: [] }),
  ];
  for (const report of reports) expect(report.match(/A CPU quota stopped .* for 3 s/g)).toHaveLength(1);
  const long = alone.rounds.map((round) => ({
    ...round,
    steps: round.steps.map((step) => ({ ...step, visitsMs: [300_000] })),
  }));
  expect(summaryText(runView({ ...alone, rounds: long }, []))).not.toContain('CPU quota');
  const few = { ...alone, rounds: throttledRound(500, 400) };
  expect(summaryText(runView(few, []))).not.toContain('CPU quota');
});

const CLEAR = { medianMs: 100, visitsMs: [100, 100], leastVisitsMs: [80, 90] };
const VAGUE = { medianMs: 100, visitsMs: [100, 100], leastVisitsMs: [0, 40] };
const OLD = { medianMs: 100, visitsMs: [100, 100] };

test('one sentence says of how many steps the bound says next to nothing', () => {
  const view = { knowsWaits: true };
  expect(stepsNote(view, [{ steps: [CLEAR, VAGUE] }, { steps: [CLEAR] }])).toBe(
    "In 1 of 3 steps more than half of the median may be the browser's waits for a core: the measuring machine was too busy to say more.",
  );
  expect(stepsNote(view, [{ steps: [CLEAR, CLEAR] }])).toBeUndefined();
});

test('one sentence says of how many steps nobody knows the bound, and those without a warm visit have nothing to bound', () => {
  const cold = { medianMs: 100, visitsMs: [] };
  const unknown =
    "The measurer's share of 1 of 2 steps is unknown: the browser's waits for a core were not measured.";
  expect(stepsNote({ knowsWaits: true }, [{ steps: [CLEAR, OLD] }])).toBe(unknown);
  expect(stepsNote({ knowsWaits: true }, [{ steps: [VAGUE, OLD] }])).toBe(
    `${unknown} In 1 of 2 steps more than half of the median may be the browser's waits for a core: the measuring machine was too busy to say more.`,
  );
  expect(stepsNote({ knowsWaits: true }, [{ steps: [CLEAR, cold] }])).toBeUndefined();
});

test('a crowded machine is reported with its shares in whole per cent, and what stays undecided for it', () => {
  const crowding = { waitShare: 0.7464, othersShare: 0.3229, takenShare: 0.241, takenMs: 9_000 };
  expect(ownDelaySentence(ownDelayOf({ ...withLatency({ p95Ms: 100, p95LeastMs: 99 }), crowding }))).toMatch(
    /In addition, the machine was crowded: 75 % of the time wanted .*, and other programs used 32 % of the busy cores\. A broken limit on time is left undecided where the time that other programs took could explain it\.$/,
  );
});
