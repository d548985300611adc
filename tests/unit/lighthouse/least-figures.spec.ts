import { expect, test } from '@playwright/test';
import type { AuditFigures } from '../../../src/lighthouse/audit-figures.ts';
import { leastFigures, type TimedResult } from '../../../src/lighthouse/least-figures.ts';
import type { ChainPart } from '../../../src/measure/chain-wait.ts';
import type { Stretch } from '../../../src/measure/covered-time.ts';

/**
 * A page that began to load at second 100 of the clock and painted after 400 ms: two tasks that blocked, and until then a document, four
 * files at once, four more at once, and a call.
 */
const ORIGIN_MS = 100_000;
const table = (items: readonly object[]) => ({
  details: { type: 'table', headings: [], items, debugData: { networkStartTimeTs: ORIGIN_MS * 1000 } },
});
const metric = (score: number, p10: number, median: number) => ({ score, scoringOptions: { p10, median } });

function resultOf(cpuSlowdownMultiplier: number, different: object = {}): TimedResult {
  const request = (networkRequestTime: number, networkEndTime: number, resourceType = 'Script') => ({
    networkRequestTime,
    networkEndTime,
    resourceType,
  });
  const files = [50, 51, 52, 53].map((atMs) => request(atMs, 90));
  const more = [100, 101, 102, 103].map((atMs) => request(atMs, 150));
  const requests = [request(0, 60, 'Document'), ...files, ...more, request(160, 200, 'Fetch')];
  return {
    configSettings: { throttling: { cpuSlowdownMultiplier } },
    audits: {
      metrics: table([
        {
          observedTimeOriginTs: ORIGIN_MS * 1000,
          observedLargestContentfulPaintTs: (ORIGIN_MS + 400) * 1000,
          observedLastVisualChangeTs: (ORIGIN_MS + 450) * 1000,
        },
      ]),
      'network-requests': table([...requests, request(900, 950)]),
      'network-server-latency': { numericValue: 5 },
      'main-thread-tasks': table([
        { startTime: 50, duration: 120 },
        { startTime: 250, duration: 30 },
        { startTime: 600, duration: 80 },
      ]),
      'first-contentful-paint': metric(0.5, 934, 1_600),
      'largest-contentful-paint': metric(0.5, 1_200, 2_400),
      'total-blocking-time': metric(0.5, 150, 350),
      'speed-index': { ...metric(0.5, 1_311, 2_300), numericValue: 2_300 },
      'cumulative-layout-shift': { score: 0.4 },
      ...different,
    },
    categories: {
      performance: {
        auditRefs: [
          { id: 'first-contentful-paint', weight: 10 },
          { id: 'largest-contentful-paint', weight: 25 },
          { id: 'total-blocking-time', weight: 30 },
          { id: 'cumulative-layout-shift', weight: 25 },
          { id: 'speed-index', weight: 10 },
          { id: 'interactive', weight: 0 },
        ],
      },
    },
  } as unknown as TimedResult;
}

const figures: AuditFigures = {
  score: 48,
  fcpMs: 1_600,
  lcpMs: 2_400,
  ttiMs: 2_500,
  tbtMs: 350,
  cls: 0.2,
  transferredBytes: 1,
};
/** Waits of the browser that go on all the time, as a share of it. */
const always = (share: number) => (stretch: Stretch) => share * (stretch.toMs - stretch.fromMs);

test('a browser that never waited has the figures that it has', () => {
  expect(leastFigures(resultOf(1), figures, () => 0)).toEqual({ score: 48, tbtMs: 350, lcpMs: 2_400 });
});

test('waits until the paint count with the slowdown, and for each request in a row, up to what its answer took', () => {
  // Of 400 ms a tenth: 40 ms. In a row are the document, three others, and one since ten are too many for the simulation at once.
  expect(leastFigures(resultOf(1), figures, always(0.1)).lcpMs).toBeCloseTo(2_400 - 40 - 25, 6);
  expect(leastFigures(resultOf(4), figures, always(0.1)).lcpMs).toBeCloseTo(2_400 - 160 - 25, 6);
  const slowServer = resultOf(1, { 'network-server-latency': { numericValue: 900 } });
  expect(leastFigures(slowServer, figures, always(0.1)).lcpMs).toBeCloseTo(2_400 - 40 - 5 * 6, 6);
});

test('for the paint only waits of the thread count that runs the page, and for an answer only those of the threads that carry it', () => {
  const whileAll = (only: ChainPart | undefined) => (stretch: Stretch, part?: ChainPart) =>
    part === only ? stretch.toMs - stretch.fromMs : 0;
  expect(leastFigures(resultOf(1), figures, whileAll('frames'))).toMatchObject({ lcpMs: 2_400, tbtMs: 350 });
  expect(leastFigures(resultOf(1), figures, whileAll('messages'))).toMatchObject({
    lcpMs: 2_400 - 5 * 5,
    tbtMs: 350,
  });
  expect(leastFigures(resultOf(1), figures, whileAll('page'))).toMatchObject({
    lcpMs: 2_000,
    tbtMs: 350 - 200,
  });
  // The Speed Index is partly of the frames that were seen.
  expect(leastFigures(resultOf(1), figures, whileAll(undefined)).score).toBeGreaterThan(48);
});

test('waits after the paint, outside requests, do not count for it', () => {
  const later = ({ fromMs }: Stretch) => (fromMs === ORIGIN_MS + 600 ? 50 : 0);
  expect(leastFigures(resultOf(1), figures, later).lcpMs).toBe(2_400);
});

test('of the blocking time only waits within tasks that blocked on the device are taken off', () => {
  expect(leastFigures(resultOf(1), figures, always(0.5)).tbtMs).toBeCloseTo(350 - 0.5 * (120 + 80), 6);
  // With a quarter of the speed, the task of 30 ms blocks too.
  expect(leastFigures(resultOf(4), { ...figures, tbtMs: 600 }, always(0.1)).tbtMs).toBeCloseTo(
    600 - 4 * 0.1 * (120 + 30 + 80),
    6,
  );
});

test("the score of the least figures is Lighthouse's own: the median of its curve is worth a half, its p10 nine tenths", () => {
  const { score } = leastFigures(resultOf(1), figures, always(1));
  expect(score).toBeGreaterThan(48);
  // Everything that is about time may be waits: then only the shifts cost points.
  const all = leastFigures(resultOf(1), figures, () => 10_000);
  expect(all).toEqual({ score: 85, tbtMs: 0, lcpMs: 0 });
});

test('of a result that does not tell when the page did what, nothing is known', () => {
  for (const name of ['metrics', 'main-thread-tasks', 'network-requests']) {
    for (const untold of [undefined, { errorMessage: 'no trace' }]) {
      const result = resultOf(1, { [name]: untold });
      expect(leastFigures(result, figures, () => 0)).toMatchObject({ tbtMs: 0, lcpMs: 0 });
    }
  }
});

test('without the time of the last change on the screen, all of the Speed Index may be waits, and nothing else', () => {
  const [metrics] = Object(resultOf(1).audits.metrics?.details).items;
  const unseen = resultOf(1, { metrics: table([{ ...metrics, observedLastVisualChangeTs: undefined }]) });
  const { score, ...rest } = leastFigures(unseen, figures, () => 0);
  expect(rest).toEqual({ tbtMs: 350, lcpMs: 2_400 });
  // As fast as its FCP, which is the least that it can be.
  expect(score).toBe(
    leastFigures(
      resultOf(1, { 'speed-index': { ...metric(0.5, 1_311, 2_300), numericValue: 1_600 } }),
      figures,
      () => 0,
    ).score,
  );
  expect(score).toBeGreaterThan(48);
});

/** A timespan of ten seconds whose page was used for three, and a browser that waited once. */
const timespan = { watched: { fromMs: 1_000, toMs: 11_000 }, used: { fromMs: 5_000, toMs: 8_000 } };
const waitedOnce =
  (once: Stretch) =>
  ({ fromMs, toMs }: Stretch) =>
    Math.max(0, Math.min(toMs, once.toMs) - Math.max(fromMs, once.fromMs));
const { lcpMs: _, fcpMs: __, ttiMs: ___, ...ofTimespan } = figures;

test('in a timespan the INP was where the browser waited most, as Lighthouse does not tell when it was', () => {
  const waited = waitedOnce({ fromMs: 6_010, toMs: 6_090 });
  const least = leastFigures(resultOf(1), { ...ofTimespan, inpMs: 300 }, waited, timespan);
  expect(least).toMatchObject({ inpMs: 220, tbtMs: 270 });
  expect(leastFigures(resultOf(4), { ...ofTimespan, inpMs: 600 }, waited, timespan)).toMatchObject({
    inpMs: 280,
    tbtMs: 30,
  });
});

test('the last interaction of a timespan may be painted after the page was used, and before that there was none', () => {
  const of = (once: Stretch) =>
    leastFigures(resultOf(1), { ...ofTimespan, inpMs: 300 }, waitedOnce(once), timespan).inpMs;
  expect(of({ fromMs: 8_050, toMs: 8_150 })).toBe(200);
  expect(of({ fromMs: 4_000, toMs: 5_000 })).toBe(300);
});

test('the TBT of a timespan may contain what the browser waited before and after the page was used', () => {
  const of = (once: Stretch) =>
    leastFigures(resultOf(1), { ...ofTimespan, inpMs: 300 }, waitedOnce(once), timespan).tbtMs;
  expect(of({ fromMs: 2_000, toMs: 2_100 })).toBe(250);
  expect(of({ fromMs: 10_000, toMs: 10_100 })).toBe(250);
  expect(of({ fromMs: 11_000, toMs: 11_100 })).toBe(350);
});
