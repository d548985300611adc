import { expect, test } from '@playwright/test';
import { processTables } from '../../../src/record/process-settings.ts';
import {
  checkProcesses,
  processesFinding,
  type TrafficToShare,
  trafficProcesses,
} from '../../../src/run/share-traffic.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';

const tables = processTables();
const AUTO = {
  segments: 'auto',
  segment: undefined,
  metricsPort: undefined,
  pushgatewayUrl: undefined,
} as const;

function planOf(scenario: string, wanted: Parameters<typeof planScenario>[2]) {
  return planScenario(scenarioRow(tables, scenario), tables.journeys.values(), wanted);
}

function traffic(vus: number, differing: Partial<TrafficToShare> = {}): TrafficToShare {
  return {
    scenario: 'load',
    plan: planOf('load', { vus }),
    lanes: ['traffic'],
    isEmbedded: false,
    ...differing,
  };
}

test('auto takes one process for each 2,000 users, as far as there are cores to spare', () => {
  const rows: [users: number, cores: number, processes: number][] = [
    [50, 16, 1],
    [2_000, 16, 1],
    [2_001, 16, 2],
    [10_000, 16, 5],
    [10_000, 4, 4],
    [10_000, 1, 1],
  ];
  for (const [users, cores, processes] of rows)
    expect(trafficProcesses(AUTO, traffic(users), cores), `${users} users, ${cores} cores`).toBe(processes);
});

test('auto leaves cores to the browsers and to an embedded Desk Studio', () => {
  const busy = { lanes: ['traffic', 'login'] };
  expect(trafficProcesses(AUTO, traffic(10_000, busy), 4)).toBe(3);
  expect(trafficProcesses(AUTO, traffic(10_000, { ...busy, isEmbedded: true }), 4)).toBe(1);
  expect(trafficProcesses(AUTO, traffic(10_000, { ...busy, isEmbedded: true }), 2)).toBe(1);
});

test('auto counts requests per second in the open model, and takes no more processes than users', () => {
  const open = (ratePerSecond: number, vus: number) => ({ plan: planOf('load', { vus, ratePerSecond }) });
  expect(trafficProcesses(AUTO, traffic(0, open(2_000, 500)), 16)).toBe(1);
  expect(trafficProcesses(AUTO, traffic(0, open(6_001, 500)), 16)).toBe(4);
  expect(trafficProcesses(AUTO, traffic(0, open(6_001, 2)), 16)).toBe(2);
});

test('auto is one process where the traffic cannot be shared, and a number is refused there by its reason', () => {
  const rows: [wanted: object, scenario: string, right: string][] = [
    [{ segment: { index: 1, of: 4 } }, 'load', 'SEGMENTS. Found: 2. Right would be: 1 next to SEGMENT'],
    [{ metricsPort: 9464 }, 'load', '1 next to METRICS_PORT or PUSHGATEWAY_URL'],
    [{}, 'capacity', '1 in a search for the capacity'],
  ];
  for (const [differing, scenario, right] of rows) {
    const plan = planOf(scenario, { vus: 6_000 });
    const wanted = { ...AUTO, ...differing };
    expect(trafficProcesses(wanted, traffic(6_000, { scenario, plan }), 16), right).toBe(1);
    expect(() => checkProcesses(wanted, scenario, plan), right).not.toThrow();
    expect(() => checkProcesses({ ...wanted, segments: 2 }, scenario, plan)).toThrow(right);
  }
  for (const scenario of ['baseline', 'check'])
    expect(() => checkProcesses({ ...AUTO, segments: 2 }, scenario, undefined)).toThrow(
      `1 in \`--project=${scenario}\`, which has no traffic`,
    );
  expect(() => checkProcesses({ ...AUTO, segments: 1 }, 'baseline', undefined)).not.toThrow();
});

test('a number is taken as it is, up to the number of users', () => {
  expect(trafficProcesses({ ...AUTO, segments: 3 }, traffic(10), 1)).toBe(3);
  const plan = planOf('load', { vus: 3 });
  expect(() => checkProcesses({ ...AUTO, segments: 3 }, 'load', plan)).not.toThrow();
  expect(() => checkProcesses({ ...AUTO, segments: 4 }, 'load', plan)).toThrow(
    'at most as many processes as users, 3',
  );
  expect(trafficProcesses({ ...AUTO, segments: 3 }, traffic(10, { lanes: ['login'] }), 1)).toBe(1);
});

test('more than one process can drive is refused with the way out', () => {
  expect(trafficProcesses({ ...AUTO, segments: 2 }, traffic(20_000), 2)).toBe(2);
  expect(() => trafficProcesses({ ...AUTO, segments: 2 }, traffic(20_002), 2)).toThrow(
    'checked: VUS. Found: 10,001 users in one process. Right would be: at most 10,000 for each process',
  );
  const rate = { plan: planOf('load', { vus: 100, ratePerSecond: 50_000 }) };
  expect(() => trafficProcesses(AUTO, traffic(100, rate), 1)).toThrow(
    'checked: RATE. Found: 50,000 requests per second in one process',
  );
  expect(trafficProcesses({ ...AUTO, segments: 3 }, traffic(100, rate), 1)).toBe(3);
});

test('the preflight says of several processes that they share the users', () => {
  expect(processesFinding(1)).toEqual([]);
  expect(processesFinding(4)[0]?.found).toBe(
    '4 processes of this machine share the virtual users (SEGMENTS)',
  );
});
