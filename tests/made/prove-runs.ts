import type { ProveCase } from '../../lab/prove/prove-cases.ts';
import type { ProveRun } from '../../lab/prove/prove-outcomes.ts';
import type { Finding } from '../../lab/prove/proven-run.ts';

const shape = { project: 'soak', seconds: 40, settings: { VUS: '10' }, runs: 20 } as const;
/** A case without a fault. */
export const healthy: ProveCase = { ...shape, id: 'healthy', name: 'healthy', faults: '' };
/** A fault whose figure has a truth. */
export const errors: ProveCase = {
  ...shape,
  id: 'errors',
  name: 'errors: *:errors+5',
  faults: '*:errors+5',
  expected: {
    detectors: ['steady errors'],
    figure: { name: 'errors', unit: '%', truth: () => 5 },
    may: ['knee'],
  },
};
/** A fault of one operation. */
export const slow: ProveCase = {
  ...shape,
  id: 'delay',
  name: 'delay: deals.list:delay+700',
  faults: 'deals.list:delay+700',
  expected: { detectors: ['state'], subject: 'deals.list' },
};

/** A run of a case with these findings. */
export function run({ name }: ProveCase, findings: readonly Finding[]): ProveRun {
  return {
    name,
    number: 1,
    code: 'c0de',
    commit: 'abc1234',
    atOnce: 3,
    at: '2026-11-28T12:00:00.000Z',
    seconds: 50,
    machine: { cores: 2, cpu: 'CPU', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0.1 },
    outcome: 'pass',
    state: 'healthy',
    findings,
    sent: 1600,
    trafficSeconds: 40,
  };
}

export const steady = (value: number): Finding => ({
  detector: 'steady errors',
  figures: [{ name: 'errors', value }],
});
export const spikes: Finding = { detector: 'sudden spikes', subject: 'tax.calculate', figures: [] };
/** The same thing so many times. */
export const times = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each);
