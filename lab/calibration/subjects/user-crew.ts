import { realClock } from '../../../src/base/clock.ts';
import type { ArrivalCounters } from '../../../src/measure/arrival-counters.ts';
import { Exemplars } from '../../../src/measure/exemplars.ts';
import { figuresOverall } from '../../../src/measure/operation-figures.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { Secret } from '../../../src/settings/secret.ts';
import { Connection } from '../../../src/target/http/connection.ts';
import { UserFaker } from '../../../src/target/request-data/user-faker.ts';
import { Session } from '../../../src/target/session/session.ts';
import type { ArrivalGate } from '../../../src/traffic/arrivals/arrival-gate.ts';
import type { TrafficParts } from '../../../src/traffic/users/traffic-parts.ts';
import { VirtualUser } from '../../../src/traffic/users/virtual-user.ts';
import { SliceWriter } from '../../../src/traffic/watch/slice-writer.ts';
import { NumberedTraces } from '../../known-target/numbered-traces.ts';
import { CALIBRATION_OPERATION } from './calibration-operation.ts';
import { figuresOf, type Measured } from './measured.ts';

/**
 * The suite's virtual users with everything that they have in a run: session, checks, traces, exemplars, histograms,
 * slices on disk. Their connections open before the measurement, or the open model's latencies would include that.
 */
export class UserCrew {
  readonly #origin: string;
  readonly #session: Session;
  readonly #connections: Connection[];
  readonly #ownDelay: OwnDelay;
  readonly #recorder = new Recorder([CALIBRATION_OPERATION.id]);
  readonly #parts: TrafficParts;
  #startedMs = performance.now();

  private constructor(origin: string, session: Session, connections: Connection[], ownDelay: OwnDelay) {
    this.#origin = origin;
    this.#session = session;
    this.#ownDelay = ownDelay;
    this.#connections = connections;
    const offered = { operation: CALIBRATION_OPERATION, path: CALIBRATION_OPERATION.path };
    this.#parts = {
      offered: new Map([[CALIBRATION_OPERATION.id, offered]]),
      recorder: this.#recorder,
      exemplars: new Exemplars(),
      trace: new NumberedTraces(),
      elapsedMs: () => this.elapsedMs(),
      created: () => undefined,
      succeeded: () => undefined,
      failed: () => undefined,
    };
  }

  /** @param users number of connections to open, each with one request that is not measured */
  static async at(origin: string, users: number): Promise<UserCrew> {
    const account = { email: 'calibration@example.com', password: new Secret('not-a-secret') };
    const session = await Session.signIn(account, new Connection(origin, { tlsVerify: true }));
    if (session === undefined) throw new Error('calibration: the target refused the sign-in');
    const ownDelay = new OwnDelay();
    const options = { tlsVerify: true, ownDelay };
    const connections = Array.from({ length: users }, () => new Connection(origin, options));
    const request = { method: 'GET' as const, path: '/warm-up', headers: [], body: undefined };
    await Promise.all(connections.map((connection) => connection.send(request)));
    return new UserCrew(origin, session, connections, ownDelay);
  }

  elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  makeUser(index: number, gate?: ArrivalGate): VirtualUser {
    const context = {
      faker: new UserFaker(index),
      dealershipId: 'calibration',
      homeDealershipId: 'calibration',
      userId: 'calibration',
      credentials: { email: 'calibration@example.com', password: 'not-a-secret' },
      runTag: 'calibration',
      known: {},
    };
    const connection =
      this.#connections.pop() ?? new Connection(this.#origin, { tlsVerify: true, ownDelay: this.#ownDelay });
    const parts = gate === undefined ? this.#parts : { ...this.#parts, gate };
    return new VirtualUser(parts, this.#session, connection, context);
  }

  /**
   * Measures while `run` runs.
   * @param slicesPath where the slices are written, as in a run; read again for the figures
   * @param counters of the open model
   */
  async measure(
    slicesPath: string,
    model: { readonly vus: number; run(): Promise<void> },
    counters?: ArrivalCounters,
  ): Promise<Measured> {
    this.#startedMs = performance.now();
    const slices = new SliceWriter(this.#recorder, slicesPath, {
      phases: [],
      vus: () => model.vus,
      elapsedMs: () => this.elapsedMs(),
      ...(counters !== undefined && { arrivals: counters }),
    });
    const stopWatching = this.#ownDelay.watch(realClock);
    await model.run();
    stopWatching();
    slices.finish();
    const { successes, least, ok, failed, outcomes } = figuresOverall(readSlices(slicesPath));
    return {
      figures: figuresOf(successes),
      least: figuresOf(least),
      ended: ok + failed,
      failed,
      underWay: 0,
      unfinished: outcomes.unfinished ?? 0,
    };
  }
}
