import { expect, test } from '@playwright/test';
import { withoutRounds } from '../../../../src/measure/judged-slices.ts';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import { Recorder } from '../../../../src/measure/recorder.ts';
import { readSlices } from '../../../../src/measure/slice-file.ts';
import type { Phase } from '../../../../src/traffic/plan/stages.ts';
import { SliceWriter } from '../../../../src/traffic/watch/slice-writer.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/** A writer that begins now, of a traffic with these phases. */
function begin(phases: readonly Phase[], path = test.info().outputPath('slices.jsonl'), isSegment = false) {
  const recorder = new Recorder(['deals.list']);
  const clock = new FakeClock();
  const writer = new SliceWriter(recorder, path, {
    phases,
    clock,
    isSegment,
    vus: () => 7,
    elapsedMs: () => clock.nowMs(),
  });
  return { path, recorder, writer, clock };
}

test('a slice does not reach over the end of a phase, and says which one it is of', async () => {
  const { path, recorder, writer, clock } = begin([
    { kind: 'ramp', endMs: 4_000 },
    { kind: 'plateau', endMs: 9_000 },
  ]);
  for (const pauseMs of [2_000, 5_000, 5_000]) {
    await clock.advance(pauseMs);
    recorder.end('deals.list', 'ok', 1000, 0);
  }
  writer.finish();
  const slices = readSlices(path);
  // What ends after the last phase was sent in it.
  expect(slices.map(({ phase }) => phase)).toEqual(['ramp', 'plateau', 'plateau']);
  expect(slices.map(({ operations }) => operations['deals.list']?.outcomes.ok)).toEqual([1, 1, 1]);
  expect(slices.map(({ toMs }) => toMs)).toEqual([4_000, 9_000, 12_000]);
});

test('slices of ten seconds follow each other without a gap from the beginning on', async () => {
  const { path, writer, clock } = begin([
    { kind: 'plateau', endMs: 25_000 },
    { kind: 'ramp', endMs: 31_000 },
    { kind: 'plateau', endMs: 60_000 },
  ]);
  await clock.advance(45_000, 500);
  writer.finish();
  const ends = readSlices(path).map(({ fromMs, toMs }) => [fromMs, toMs]);
  expect(ends).toEqual([
    [0, 10_000],
    [10_000, 20_000],
    [20_000, 25_000],
    [25_000, 31_000],
    [31_000, 41_000],
    [41_000, 45_000],
  ]);
});

test('slices of a segment end on a grid that all segments have, also after a round began in between', async () => {
  const path = test.info().outputPath('slices.jsonl');
  const { writer, clock } = begin([{ kind: 'plateau', endMs: 9_000 }], path, true);
  await clock.advance(4_700, 100);
  writer.begin({ kind: 'burst', journey: 'login', number: 1 });
  await clock.advance(5_000, 100);
  writer.finish();
  const ends = readSlices(path).map(({ toMs }) => toMs);
  expect(ends).toEqual([2_000, 4_000, 4_700, 6_000, 8_000, 9_000, 9_700]);
});

test('a slice says how many requests began in it, whenever they end', async () => {
  const { path, recorder, writer, clock } = begin([{ kind: 'plateau', endMs: 60_000 }]);
  for (let request = 0; request < 3; request += 1) recorder.start();
  recorder.end('deals.list', 'ok', 1000, 0);
  await clock.advance(10_000);
  recorder.start();
  for (let request = 0; request < 3; request += 1) recorder.end('deals.list', 'ok', 1000, 0);
  writer.finish();
  const slices = readSlices(path);
  expect(slices.map(({ begun }) => begun)).toEqual([3, 1]);
  expect(slices.map(({ operations }) => operations['deals.list']?.outcomes.ok)).toEqual([1, 3]);
});

test('what was open when the traffic ended is written, with the users and the health of that moment', () => {
  const { path, recorder, writer } = begin([{ kind: 'plateau', endMs: 60_000 }]);
  recorder.end('deals.list', 'unfinished', undefined, 0);
  writer.finish();
  const [slice, ...more] = readSlices(path);
  expect(more).toEqual([]);
  expect(slice).toMatchObject({ kind: 'slice', phase: 'plateau', vus: 7 });
  expect(slice?.operations['deals.list']?.outcomes).toEqual({ unfinished: 1 });
  expect(slice?.health.rssBytes).toBeGreaterThan(0);
});

test('a slice ends where a round begins or ends to measure, and says which round it is of', async () => {
  const { path, recorder, writer, clock } = begin([{ kind: 'plateau', endMs: 60_000 }]);
  const visits = { kind: 'visits', journey: 'login', number: 1 } as const;
  const burst = { ...visits, kind: 'burst', operation: 'auth.login' } as const;
  await clock.advance(3_000, 500);
  recorder.end('deals.list', 'ok', 1_000, 0);
  writer.begin(visits);
  await clock.advance(12_000, 500);
  writer.begin(burst);
  recorder.end('deals.list', 'ok', 90_000, 0);
  await clock.advance(1_000, 500);
  writer.begin(undefined);
  await clock.advance(4_000, 500);
  writer.finish();
  const slices = readSlices(path);
  expect(slices.map(({ fromMs, toMs, round }) => [fromMs, toMs, round?.kind])).toEqual([
    [0, 3_000, undefined],
    [3_000, 13_000, 'visits'],
    [13_000, 15_000, 'visits'],
    [15_000, 16_000, 'burst'],
    [16_000, 20_000, undefined],
  ]);
  expect(slices[3]?.round).toEqual(burst);
  expect(withoutRounds(slices).map(({ operations }) => operations['deals.list']?.outcomes.ok)).toEqual([
    1,
    undefined,
  ]);
});

for (const [what, path] of [
  ['on a full disk', '/dev/full'],
  ['that cannot be opened', '/dev/full/slices.jsonl'],
] as const)
  test(`a file ${what} loses no slice: all are handed over at the end`, async () => {
    test.skip(process.platform !== 'linux', 'the full device is one of Linux');
    const { writer, clock } = begin([{ kind: 'plateau', endMs: 60_000 }], path);
    await clock.advance(25_000, 500);
    const lines = writer.finish().trimEnd().split('\n');
    const slices = lines.map((line) => JSON.parse(line) as { toMs: number });
    expect(slices.map(({ toMs }) => toMs)).toEqual([10_000, 20_000, 25_000]);
  });

test('a file that takes every slice leaves nothing to hand over', () => {
  const { writer } = begin([{ kind: 'plateau', endMs: 60_000 }]);
  expect(writer.finish()).toBe('');
});

test('the running totals are of what the scenario’s own limits judge: not its ramp, not a round', async () => {
  const { recorder, writer, clock } = begin([
    { kind: 'ramp', endMs: 4_000, ownLimits: { latencies: false, errors: false } },
    { kind: 'plateau', endMs: 9_000, ownLimits: { latencies: true, errors: true } },
  ]);
  const round = { journey: 'login', number: 1 };
  const send = (latencyUs: number) => recorder.end('deals.list', 'ok', latencyUs, 0);
  send(1_000);
  await clock.advance(5_000);
  send(2_000);
  writer.begin({ ...round, kind: 'visits' });
  send(3_000);
  writer.begin({ ...round, kind: 'burst', operation: 'deals.list' });
  send(4_000);
  writer.begin(undefined);
  send(5_000);
  await clock.advance(6_000);
  send(6_000);
  writer.finish();
  const { ended, judged, all } = recorder.totals();
  expect({ ended, judged, latencies: all.count }).toEqual({
    ended: 6,
    // Errors are judged next to visits too.
    judged: { ended: 4, failed: 0 },
    latencies: 3,
  });
});

test('users have no time any more when they were sent home and end their last request', async () => {
  const path = test.info().outputPath('slices.jsonl');
  const clock = new FakeClock();
  const endedMs = 12_000;
  const writer = new SliceWriter(new Recorder(['deals.list']), path, {
    phases: [{ kind: 'plateau', endMs: 60_000 }],
    clock,
    vus: () => (clock.nowMs() < endedMs ? 7 : 0),
    endedMs: () => (clock.nowMs() < endedMs ? undefined : endedMs),
    elapsedMs: () => clock.nowMs(),
    thinkLag: new LatencyHistogram(),
  });
  await clock.advance(15_000, 500);
  writer.finish();
  expect(readSlices(path).map(({ userTime }) => userTime?.totalMs)).toEqual([70_000, 14_000]);
});

test('a slice says for how long its users could not work, and leaves it out when they always could', async () => {
  const path = test.info().outputPath('slices.jsonl');
  const clock = new FakeClock();
  const troublesMs = [6_500, 0];
  const writer = new SliceWriter(new Recorder(['deals.list']), path, {
    phases: [{ kind: 'plateau', endMs: 60_000 }],
    clock,
    vus: () => 7,
    elapsedMs: () => clock.nowMs(),
    thinkLag: new LatencyHistogram(),
    takeTroubleMs: () => troublesMs.shift() ?? 0,
  });
  await clock.advance(20_000, 500);
  writer.finish();
  expect(
    readSlices(path)
      .slice(0, 2)
      .map(({ userTime }) => userTime),
  ).toEqual([
    { totalMs: 70_000, lostMs: 0, troubleMs: 6_500 },
    { totalMs: 70_000, lostMs: 0 },
  ]);
});
