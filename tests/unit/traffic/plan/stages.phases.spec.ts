import { expect, test } from '@playwright/test';
import { phasesOf } from '../../../../src/traffic/plan/stages.ts';

test('a constant scenario is one plateau', () => {
  const stages = [
    { durationSeconds: 0, targetVus: 10 },
    { durationSeconds: 60, targetVus: 10 },
  ];
  expect(phasesOf(stages)).toEqual([{ kind: 'plateau', endMs: 60_000 }]);
});

test('ramps and plateaus follow each other as the stages do', () => {
  const stages = [
    { durationSeconds: 60, targetVus: 50 },
    { durationSeconds: 180, targetVus: 100 },
    { durationSeconds: 300, targetVus: 100 },
    { durationSeconds: 60, targetVus: 0 },
  ];
  expect(phasesOf(stages)).toEqual([
    { kind: 'ramp', endMs: 60_000 },
    { kind: 'ramp', endMs: 240_000 },
    { kind: 'plateau', endMs: 540_000 },
    { kind: 'ramp', endMs: 600_000 },
  ]);
});
