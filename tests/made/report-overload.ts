import type { LimitUnderOverload, OverloadRecord } from '../../src/record/overload-record.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import type { Failed, Judgement } from '../../src/verdict/verdict.ts';
import { fullRecord } from './report-record.ts';

const below = { column: 'baseline', unit: 'ms', direction: 'below' } as const;
const held = (figure: number) => ({ kind: 'pass', figure }) as const;
const broken = (figure: number) => ({ kind: 'fail', figure }) as const;
const open = (figure: number) => ({ kind: 'inconclusive', figure }) as const;

const limits: readonly LimitUnderOverload[] = [
  {
    subject: { kind: 'scenario', scenario: 'stress' },
    statistic: 'availability',
    column: 'baseline',
    limit: 0.999,
    unit: 'share',
    direction: 'above',
    levels: [held(1), held(1), held(0.9995), broken(0.991), held(1)],
    brokeAt: 3,
    heldAt: 2,
  },
  {
    ...below,
    subject: { kind: 'operation', id: 'deals.get' },
    statistic: 'p95',
    limit: 150,
    levels: [held(60), held(81), { ...broken(226), least: 186 }, broken(480), open(140)],
    brokeAt: 2,
    heldAt: 1,
  },
  {
    ...below,
    subject: { kind: 'operation', id: 'deals.get' },
    statistic: 'p99',
    limit: 300,
    levels: [held(90), held(120), open(310), broken(900), held(200)],
    brokeAt: 3,
    heldAt: 1,
  },
  {
    ...below,
    subject: { kind: 'operation', id: 'auth.login' },
    statistic: 'p95',
    limit: 300,
    levels: [
      open(240),
      open(290),
      { kind: 'inconclusive' },
      { ...broken(640), isAtLeast: true },
      { kind: 'inconclusive' },
    ],
    brokeAt: 3,
  },
  {
    ...below,
    subject: { kind: 'operation', id: 'deals.create' },
    statistic: 'p95',
    limit: 400,
    levels: [broken(612), broken(700), broken(900), broken(1_400), broken(800)],
    brokeAt: 0,
  },
  {
    ...below,
    subject: { kind: 'operation', id: 'tax.calculate' },
    statistic: 'p95',
    limit: 100,
    levels: [held(18.4), held(20), held(31), held(64), held(22)],
    heldAt: 3,
  },
  {
    ...below,
    subject: { kind: 'socket', id: 'messaging.fanout' },
    statistic: 'p95',
    limit: 500,
    levels: [held(15.6), held(30), open(320), open(470), open(60)],
    heldAt: 1,
  },
];

/** A stress of which one limit broke before the overload, some under it, and some never. */
export const fullOverload: OverloadRecord = {
  above: 100,
  unit: 'users',
  levels: [
    {
      kind: 'normal',
      from: 0,
      to: 100,
      elapsedMs: 120_000,
      aloneMs: 107_000,
      requests: 12_483,
      p95Ms: 60,
      errorRate: 0,
    },
    {
      kind: 'overload',
      from: 100,
      to: 200,
      elapsedMs: 132_000,
      aloneMs: 119_000,
      requests: 41_650,
      p95Ms: 81,
      errorRate: 0,
    },
    {
      kind: 'overload',
      from: 200,
      to: 300,
      elapsedMs: 134_000,
      aloneMs: 121_000,
      requests: 70_583,
      p95Ms: 226,
      p95LeastMs: 197,
      errorRate: 0.0005,
    },
    {
      kind: 'overload',
      from: 300,
      to: 400,
      elapsedMs: 133_000,
      aloneMs: 120_000,
      requests: 98_000,
      p95Ms: 480,
      errorRate: 0.009,
    },
    {
      kind: 'recovering',
      from: 0,
      to: 400,
      elapsedMs: 84_000,
      aloneMs: 71_000,
      requests: 35_000,
      p95Ms: 140,
      errorRate: 0,
    },
  ],
  limits,
};

const overSave: Failed = {
  kind: 'fail',
  subject: { kind: 'step', journey: 'create-deal', step: 'save the deal' },
  statistic: 'median',
  column: 'journey',
  limit: 1_000,
  unit: 'ms',
  direction: 'below',
  figure: 1_840,
  samples: 8,
  interval: { lower: 1_700, upper: 1_990 },
};

/** The record of a stress under overload, with a step and a burst of rounds that broke their limits under it. */
export function overloadedRecord(different: Partial<RunRecord> = {}): RunRecord {
  const { rounds, ...record } = fullRecord();
  const burst: Judgement = {
    ...overSave,
    subject: { kind: 'operation', id: 'deals.create' },
    statistic: 'p95',
    column: 'baseline',
    limit: 400,
    figure: 900,
  };
  const held: Judgement = { ...overSave, kind: 'pass', figure: 700, interval: { lower: 650, upper: 760 } };
  const underOverload = [[held], [overSave, burst]];
  return {
    ...record,
    scenario: 'stress',
    vus: 400,
    overload: fullOverload,
    rounds: rounds.map((round, index) => ({
      ...round,
      vus: 180 + 170 * index,
      underOverload: underOverload[index] ?? [],
    })),
    ...different,
  };
}
