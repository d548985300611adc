import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { judgedPhases, phaseAt } from '../../../../src/traffic/plan/judged-phases.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();

/** The phases of a scenario of the tables as it is. */
function phasesOf(scenario: string) {
  return judgedPhases(planScenario(scenarioRow(tables, scenario), tables.journeys.values(), {}));
}

test('without overload and ramps the scenario’s limits judge all of it', () => {
  expect(phasesOf('smoke').map(({ load, ownLimits }) => ({ load, ...ownLimits }))).toEqual([
    { load: 'normal', latencies: true, errors: true },
  ]);
});

test('of a scenario with plateaus they judge these', () => {
  const phases = phasesOf('load');
  expect(phases.map(({ kind }) => kind)).toContain('ramp');
  for (const { kind, ownLimits } of phases)
    expect(ownLimits).toEqual({ latencies: kind === 'plateau', errors: kind === 'plateau' });
});

test('of a scenario with overload they judge the overload, and errors also while the target recovers', () => {
  for (const { load, ownLimits } of phasesOf('stress'))
    expect(ownLimits, load).toEqual({ latencies: load === 'overload', errors: load !== 'normal' });
});

test('of a search, which goes on until limits break, no moment is known to be judged', () => {
  expect(phasesOf('capacity').map(({ load, ownLimits }) => ({ load, ...ownLimits }))).toEqual([
    { load: 'overload', latencies: false, errors: false },
  ]);
});

test('a moment after the last phase belongs to it', () => {
  const phases = [
    { kind: 'ramp', endMs: 10 },
    { kind: 'plateau', endMs: 20 },
  ] as const;
  expect([0, 10, 19, 25].map((atMs) => phaseAt(phases, atMs)?.kind)).toEqual([
    'ramp',
    'plateau',
    'plateau',
    'plateau',
  ]);
  expect(phaseAt([], 5)).toBeUndefined();
});
