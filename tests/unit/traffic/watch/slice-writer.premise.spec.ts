import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import { Recorder } from '../../../../src/measure/recorder.ts';
import { SliceWriter, type TrafficState } from '../../../../src/traffic/watch/slice-writer.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/** A writer whose users lose a good part of each ten seconds that it is told to let pass. */
function lateWriter(own: Pick<TrafficState, 'phases' | 'isSearch'>) {
  const clock = new FakeClock();
  const thinkLag = new LatencyHistogram();
  const path = test.info().outputPath(`${own.isSearch}.jsonl`);
  const state = { clock, vus: () => 7, elapsedMs: () => clock.nowMs(), thinkLag, ...own };
  const writer = new SliceWriter(new Recorder(['deals.list']), path, state);
  const isInvalidAfterTenSeconds = async () => {
    thinkLag.record(20_000_000);
    await clock.advance(10_000, 500);
    return writer.measurer.invalid !== undefined;
  };
  return { writer, isInvalidAfterTenSeconds };
}

test('a run is called invalid only for load that it lost where limits are held against it', async () => {
  const { writer, isInvalidAfterTenSeconds } = lateWriter({
    phases: [
      { kind: 'ramp', endMs: 10_000 },
      { kind: 'plateau', endMs: 60_000 },
    ],
  });
  const onRamp = await isInvalidAfterTenSeconds();
  writer.begin({ kind: 'burst', journey: 'login', number: 1 });
  const nextToBurst = await isInvalidAfterTenSeconds();
  writer.begin(undefined);
  const alone = await isInvalidAfterTenSeconds();
  writer.finish();
  expect([onRamp, nextToBurst, alone]).toEqual([false, false, true]);
});

test('a search, whose plateaus are decided as it goes, is not called invalid for load that it lost on a ramp', async () => {
  for (const isSearch of [true, false]) {
    const { writer, isInvalidAfterTenSeconds } = lateWriter({
      phases: [{ kind: 'ramp', endMs: 10_000 }],
      isSearch,
    });
    expect(await isInvalidAfterTenSeconds()).toBe(!isSearch);
    writer.finish();
  }
});
