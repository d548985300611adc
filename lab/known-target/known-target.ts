import { unpackRequests } from '../shared/request-log.ts';
import { ServerProcess } from '../shared/server-process.ts';
import type { Behaviour, TargetAnswer, TargetOrder, TruthLog } from './behaviour.ts';
import { warmUp } from './warm-up.ts';

/** A target whose behaviour is known, in a separate process. */
export class KnownTarget {
  readonly origin: string;
  readonly #server: ServerProcess<TargetOrder, TargetAnswer>;

  private constructor(server: ServerProcess<TargetOrder, TargetAnswer>) {
    this.#server = server;
    this.origin = server.origin;
  }

  /** Starts it on a port that the system chooses, and warms it up. */
  static async start(behaviour: Behaviour): Promise<KnownTarget> {
    const program = new URL('./known-server.ts', import.meta.url);
    const server = await ServerProcess.start<TargetOrder, TargetAnswer>(
      'calibration target',
      program,
      [JSON.stringify(behaviour)],
      ['--single-threaded-gc'],
    );
    await warmUp(server.origin);
    return new KnownTarget(server);
  }

  /** Clears the log, and restarts the rhythm of pauses and stalls. */
  async begin(): Promise<void> {
    await this.#server.ask({ kind: 'begin' }, 'begun');
  }

  /** What the target logged since {@link begin}. */
  async log(): Promise<TruthLog> {
    const { requests, blackouts } = await this.#server.ask({ kind: 'report' }, 'log');
    return { entries: unpackRequests(requests), blackouts };
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
