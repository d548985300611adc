import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerCommand, ServerMessage } from './server-messages.ts';
import type { ServerTruth } from './truth-log.ts';

const PROGRAM = fileURLToPath(new URL('trivial-server.ts', import.meta.url));

/** The server that all subjects are measured against, in a process of its own. */
export class BenchServer {
  readonly origin: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Starts it on a free port of the loopback interface. */
  static async start(): Promise<BenchServer> {
    const child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [message] = (await once(child, 'message')) as [ServerMessage];
    if (message.kind !== 'listening')
      throw new Error(`bench server: expected listening, got ${message.kind}`);
    return new BenchServer(child, message.port);
  }

  /** Forgets the past; from now on replies come at once, or after delays that the server logs. */
  async reset(delayed: boolean): Promise<void> {
    await this.#ask({ kind: 'reset', delayed });
  }

  read(): Promise<ServerTruth> {
    return this.#ask({ kind: 'read' });
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }

  async #ask(command: ServerCommand): Promise<ServerTruth> {
    const answered = once(this.#child, 'message') as Promise<[ServerMessage]>;
    this.#child.send(command);
    const [message] = await answered;
    if (message.kind !== 'truth') throw new Error(`bench server: expected its truth, got ${message.kind}`);
    return message;
  }
}
