import { expect, test } from '@playwright/test';
import { healthInARow, healthSideBySide } from '../../../../src/measure/merged/merged-health.ts';
import type { MeasurerHealth } from '../../../../src/measure/slice.ts';
import { CALM } from '../../../made/slices.ts';

const ONE: Required<MeasurerHealth> = {
  eventLoopDelayP99Ms: 1,
  eventLoopDelayMaxMs: 20,
  generatorCpu: 0.2,
  hostCpu: 0.8,
  coreWaitShare: 0.1,
  throttledMs: 5,
  ownFaults: { EMFILE: 1 },
  gcPauseMs: 10,
  gcCount: 2,
  clockStepMs: 1,
  rssBytes: 100,
  nice: -10,
  groupNice: -15,
  heldBytes: 50,
  startLagP99Ms: 3,
};
const OTHER: Required<MeasurerHealth> = {
  eventLoopDelayP99Ms: 4,
  eventLoopDelayMaxMs: 8,
  generatorCpu: 0.6,
  hostCpu: 0.4,
  coreWaitShare: 0.3,
  throttledMs: 2,
  ownFaults: { EMFILE: 2, ENOMEM: 1 },
  gcPauseMs: 30,
  gcCount: 5,
  clockStepMs: -9,
  rssBytes: 120,
  nice: 0,
  groupNice: 0,
  heldBytes: 60,
  startLagP99Ms: 2,
};

test('one process in two slices: what it would have read at the end of a long one', () => {
  const slices = [
    { fromMs: 0, toMs: 3_000, health: ONE },
    { fromMs: 3_000, toMs: 4_000, health: OTHER },
  ];
  const { generatorCpu, hostCpu, ...rest } = healthInARow(slices);
  expect(generatorCpu).toBeCloseTo(0.3, 10);
  expect(hostCpu).toBeCloseTo(0.7, 10);
  expect(rest).toEqual({
    eventLoopDelayP99Ms: 4,
    eventLoopDelayMaxMs: 20,
    coreWaitShare: 0.3,
    throttledMs: 7,
    ownFaults: { EMFILE: 3, ENOMEM: 1 },
    gcPauseMs: 40,
    gcCount: 7,
    clockStepMs: -9,
    rssBytes: 120,
    nice: 0,
    groupNice: 0,
    heldBytes: 60,
    startLagP99Ms: 3,
  });
});

test('two processes side by side: the worst of both, and what they take together', () => {
  expect(healthSideBySide([ONE, OTHER])).toEqual({
    eventLoopDelayP99Ms: 4,
    eventLoopDelayMaxMs: 20,
    generatorCpu: 0.6,
    hostCpu: 0.8,
    coreWaitShare: 0.3,
    throttledMs: 5,
    ownFaults: { EMFILE: 3, ENOMEM: 1 },
    gcPauseMs: 30,
    gcCount: 7,
    clockStepMs: -9,
    rssBytes: 220,
    nice: 0,
    groupNice: 0,
    heldBytes: 110,
    startLagP99Ms: 3,
  });
});

test('a clock that moves on bit by bit has moved by the sum, and one that was set there and back was set', () => {
  const steps = (...ms: readonly number[]) =>
    healthInARow(
      ms.map((clockStepMs, index) => ({
        fromMs: index,
        toMs: index + 1,
        health: { ...CALM, clockStepMs },
      })),
    ).clockStepMs;
  expect(steps(20, 20, 20)).toBe(60);
  expect(steps(900, -900)).toBe(900);
});

test('what no process told is left out; held memory is told only when all processes know theirs', () => {
  expect(healthSideBySide([CALM, CALM])).toEqual({ ...CALM, gcCount: 6, rssBytes: 300_000_000 });
  expect(healthSideBySide([CALM, ONE])).not.toHaveProperty('heldBytes');
  expect(healthSideBySide([CALM, ONE]).coreWaitShare).toBe(0.1);
});

test('slices without any length count alike', () => {
  const slices = [0.2, 0.4].map((generatorCpu) => ({
    fromMs: 5,
    toMs: 5,
    health: { ...CALM, generatorCpu },
  }));
  expect(healthInARow(slices).generatorCpu).toBeCloseTo(0.3, 10);
});
