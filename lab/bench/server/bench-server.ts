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
    truthOf(await this.#ask({ kind: 'reset', delayed }));
  }

  /** What it saw since the last reset. */
  async read(): Promise<ServerTruth> {
    return truthOf(await this.#ask({ kind: 'read' }));
  }

  /** How many requests it saw since the last reset: quick, so that it may be asked while a tool is being measured. */
  async count(): Promise<number> {
    const answer = await this.#ask({ kind: 'count' });
    if (answer.kind !== 'count') throw new Error(`bench server: expected its count, got ${answer.kind}`);
    return answer.requests;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }

  async #ask(command: ServerCommand): Promise<ServerMessage> {
    const answered = once(this.#child, 'message') as Promise<[ServerMessage]>;
    this.#child.send(command);
    const [message] = await answered;
    return message;
  }
}

function truthOf(message: ServerMessage): ServerTruth {
  if (message.kind !== 'truth') throw new Error(`bench server: expected its truth, got ${message.kind}`);
  return message;
}
