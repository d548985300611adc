import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Behaviour, TargetAnswer, TargetOrder, TruthLog } from './behaviour.ts';
import { unpackLog } from './truth-log.ts';
import { warmUp } from './warm-up.ts';

/** The target of known truth in a process of its own, so that it and its measurer do not share an event loop. */
export class KnownTarget {
  readonly origin: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Starts it on a port that the system chooses, and warms it up. */
  static async start(behaviour: Behaviour): Promise<KnownTarget> {
    const child = fork(new URL('./serve.ts', import.meta.url), [JSON.stringify(behaviour)], {
      // Numbers by the hundred thousand: as memory, not as text.
      serialization: 'advanced',
      execArgv: ['--single-threaded-gc'],
    });
    const answer = await next(child);
    if (answer.kind !== 'listening')
      throw new Error(`calibration target: expected a port, got ${answer.kind}`);
    const target = new KnownTarget(child, answer.port);
    await warmUp(target.origin);
    return target;
  }

  /** Forgets what was logged, and starts the rhythm of pauses and stalls anew. */
  async begin(): Promise<void> {
    await this.#ask({ kind: 'begin' });
  }

  /** What was logged since {@link begin}. */
  async log(): Promise<TruthLog> {
    const answer = await this.#ask({ kind: 'report' });
    if (answer.kind !== 'log') throw new Error(`calibration target: expected a log, got ${answer.kind}`);
    return unpackLog(answer.log);
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }

  async #ask(order: TargetOrder): Promise<TargetAnswer> {
    const answer = next(this.#process);
    this.#process.send(order);
    return answer;
  }
}

async function next(child: ChildProcess): Promise<TargetAnswer> {
  const [answer] = (await once(child, 'message')) as [TargetAnswer];
  return answer;
}
