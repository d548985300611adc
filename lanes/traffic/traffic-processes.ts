import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { counted } from '../../src/base/format.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

const PROGRAM = fileURLToPath(new URL('./traffic-process.ts', import.meta.url));
/** Requests on the way are waited for; a process that takes longer than this stands still. */
const LONGEST_END_MS = 60_000;

/** Who hears of the processes while the traffic lasts. */
export interface ProcessListener {
  /** Called when a process cannot reach the target any more. */
  onGone(reason: string): void;
  /** Called when a process ended or failed before it was done: the load is not that of the plan any more. */
  onFault(fault: string): void;
}

/** What a process has signed in: the ids of its accounts, and how many of them it made. */
export type SignedInShare = Pick<Extract<FromProcess, { kind: 'ready' }>, 'accounts' | 'made'>;

/** One of the processes, as the lane knows it. */
interface Driver {
  readonly number: number;
  readonly child: ChildProcess;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  progress?: Progress;
  /** The last question of {@link TrafficProcesses.settling} that it has answered. */
  settled: number;
}

/** The processes next to the traffic lane that drive the other shares of its users. They end with the lane. */
export class TrafficProcesses {
  readonly #of: number;
  readonly #drivers: readonly Driver[];
  readonly #ready: readonly Promise<SignedInShare>[];
  #listener: ProcessListener | undefined;
  #fault: string | undefined;
  #asked = 0;

  /**
   * @param of how many processes there are, with the lane's own, which is the first
   * @param program what drives a share
   */
  constructor(of: number, program: string = PROGRAM) {
    this.#of = of;
    this.#drivers = Array.from({ length: of - 1 }, (_, index) => startDriver(program, index + 2, of));
    this.#ready = this.#drivers.map((driver) => this.#follow(driver));
    // Whoever waits for them hears of it; until then nobody may.
    for (const each of this.#ready) each.catch(() => undefined);
  }

  /**
   * Waits until all have signed in their users.
   *
   * @returns their accounts, process by process from the second on
   * @throws Error with what kept one from it
   */
  whenReady(): Promise<SignedInShare[]> {
    return Promise.all(this.#ready);
  }

  /** Begins their traffic at a moment, in milliseconds since 1970. */
  begin(atEpochMs: number, listener: ProcessListener): void {
    this.#listener = listener;
    if (this.#fault !== undefined) listener.onFault(this.#fault);
    this.#tell({ kind: 'begin', atEpochMs });
  }

  /** What each said last of its traffic. */
  progress(): Progress[] {
    return this.#drivers.flatMap(({ progress }) => (progress === undefined ? [] : [progress]));
  }

  /**
   * Waits for the requests that are under way now in all processes: a round slows down those of each.
   *
   * @param own begins to wait for those of the lane's own process; what it returns tells whether they have ended
   * @returns tells whether all have ended; nobody waits for a process that is gone
   */
  settling(own: () => () => boolean): () => boolean {
    this.#asked += 1;
    const number = this.#asked;
    this.#tell({ kind: 'settle', number });
    const haveEnded = own();
    return () =>
      haveEnded() && this.#drivers.every(({ child, settled }) => settled >= number || !child.connected);
  }

  /** Ends their traffic before its time. */
  end(): void {
    this.#tell({ kind: 'end' });
  }

  /** Waits until all have ended; one that does not is killed, which is a fault. */
  async ended(): Promise<void> {
    const limit = setTimeout(() => {
      for (const { child } of this.#drivers) child.kill('SIGKILL');
    }, LONGEST_END_MS);
    await Promise.all(this.#drivers.map(({ ended }) => ended));
    clearTimeout(limit);
  }

  /** Ends them at once, for example since the sign-in failed. */
  kill(): void {
    for (const { child } of this.#drivers) child.kill('SIGKILL');
  }

  #tell(message: ToProcess): void {
    // One that has ended is told in vain, which its end says already.
    for (const { child } of this.#drivers) if (child.connected) child.send(message, () => undefined);
  }

  #follow(driver: Driver): Promise<SignedInShare> {
    const { child, number } = driver;
    return new Promise((resolve, reject) => {
      child.on('message', (message: FromProcess) => {
        if (message.kind === 'ready') resolve(message);
        if (message.kind === 'progress') driver.progress = message.progress;
        if (message.kind === 'settled') driver.settled = message.number;
        if (message.kind === 'gone') this.#listener?.onGone(message.reason);
        if (message.kind === 'failed') {
          reject(new Error(message.why));
          this.#noteFault(`${this.#name(number)} failed: ${message.why}`);
        }
      });
      child.on('exit', (code, signal) => {
        reject(new Error(`${this.#name(number)} ended before it was ready (${signal ?? `code ${code}`})`));
        if (code !== 0) this.#noteFault(`${this.#name(number)} ended (${signal ?? `code ${code}`})`);
      });
    });
  }

  #noteFault(fault: string): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#listener?.onFault(fault);
  }

  #name(number: number): string {
    return `process ${number} of the ${counted(this.#of, 'process', 'processes')} that share the virtual users`;
  }
}

function startDriver(program: string, number: number, of: number): Driver {
  // Playwright's own options of Node are for its workers.
  const child = fork(program, [`${number}/${of}`], { execArgv: [] });
  return { number, child, ended: once(child, 'exit'), settled: 0 };
}
