import type { Behaviour } from '../known-target/behaviour.ts';

/** One behaviour of the target, and the load that each kind of tool puts on it. */
export interface CalibrationCase {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly seconds: number;
  /** Users of the closed model, and their think time on average. */
  readonly users: number;
  readonly thinkMs: number;
  /** Requests per second of the open model, its users at the start and at most. */
  readonly arrivalsPerSecond: number;
  readonly openUsers: number;
  readonly maxUsers: number;
  /** Connections of a burst. */
  readonly connections: number;
  /** Set where autocannon runs at a fixed rate, because only a rate could find the truth. */
  readonly autocannonRate?: number;
}

/**
 * Connections of a burst whose replies all take the same time. The replies arrive together, and a client on one thread
 * handles them one after the other, for up to 0.07 ms each: the last of ten would wait longer than the tolerance.
 */
const IN_STEP = 4;

/**
 * The cases of the calibration. Loads are far below what the target can serve: its log does not contain a queue in front
 * of it, and a queue in the client would not be an error of the client's clock.
 *
 * @param seconds length of one measurement; the pause takes ten times as long, so that it is 1 s in 30 s by default
 */
export function calibrationCases(seconds: number): CalibrationCase[] {
  const usual = {
    seconds,
    users: 10,
    thinkMs: 40,
    arrivalsPerSecond: 300,
    openUsers: 60,
    maxUsers: 100,
    connections: IN_STEP,
  };
  return [
    ...[1, 20, 100].map((delayMs) => ({ ...usual, ...constantCase(delayMs) })),
    {
      ...usual,
      name: 'two humps: 5 ms, every tenth 80 ms',
      behaviour: { kind: 'two humps', delayMs: 5, slowMs: 80 },
    },
    {
      ...usual,
      name: 'errors: 20 ms, every tenth a 500 at once',
      behaviour: { kind: 'errors', delayMs: 20 },
    },
    {
      ...usual,
      name: 'slow body: last byte after 50 ms',
      behaviour: { kind: 'slow body', delayMs: 50 },
    },
    { ...usual, ...STALL_CASE },
    { ...usual, ...pauseCase(10 * seconds) },
  ];
}

/** Where a case differs from the usual values. */
type OwnPart = Pick<CalibrationCase, 'name' | 'behaviour'> & Partial<CalibrationCase>;

const STALL_CASE: OwnPart = {
  name: 'stall: all answers held for 0.5 s, 100 connections',
  behaviour: { kind: 'stall', delayMs: 50, firstMs: 1_000, everyMs: 3_000, lengthMs: 500 },
  users: 100,
  thinkMs: 100,
  connections: 100,
};

function constantCase(delayMs: number): OwnPart {
  return {
    name: `constant ${delayMs} ms`,
    behaviour: { kind: 'constant', delayMs },
    connections: Math.min(IN_STEP, 2 * delayMs),
    // Half as many again as are busy at a time: a user that is added during the measurement has to connect first.
    openUsers: 20 + 0.75 * delayMs,
  };
}

function pauseCase(seconds: number): OwnPart {
  const lengthMs = (seconds * 1000) / 30;
  return {
    name: `pause: 1 ms, stands still for ${(lengthMs / 1000).toFixed(1)} s in ${seconds} s`,
    behaviour: {
      kind: 'pause',
      delayMs: 1,
      firstMs: (seconds * 1000) / 2,
      everyMs: seconds * 1000,
      lengthMs,
    },
    seconds,
    openUsers: 20,
    connections: 2,
    autocannonRate: 300,
  };
}
