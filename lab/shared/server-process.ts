import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Listening } from './bare-server.ts';
import { nextMessage } from './next-message.ts';

/** A server of the lab in a separate process, so that it does not share an event loop with its measurer. */
export class ServerProcess<Order extends object, Answer extends { readonly kind: string }> {
  readonly origin: string;
  readonly #name: string;
  readonly #child: ChildProcess;

  private constructor(name: string, child: ChildProcess, port: number) {
    this.#name = name;
    this.#child = child;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /**
   * Starts a program that calls `serveOrders`, on a free port of the loopback interface.
   * @param name of the server, for errors
   * @param nodeOptions command-line options of Node for the process
   */
  static async start<Order extends object, Answer extends { readonly kind: string }>(
    name: string,
    program: URL,
    args: readonly string[] = [],
    nodeOptions: readonly string[] = [],
  ): Promise<ServerProcess<Order, Answer>> {
    const child = fork(program, [...args], {
      // A log has numbers by the hundred thousand: they travel as memory, not as text.
      serialization: 'advanced',
      execArgv: [...nodeOptions],
    });
    const { kind, port } = await nextMessage<Listening>(child, name);
    if (kind !== 'listening') throw new Error(`${name}: expected its port, got ${kind}`);
    return new ServerProcess<Order, Answer>(name, child, port);
  }

  /**
   * Sends an order and waits for its answer. One order at a time.
   * @throws Error when the answer has another kind
   */
  async ask<Kind extends Answer['kind']>(
    order: Order,
    expected: Kind,
  ): Promise<Extract<Answer, { readonly kind: Kind }>> {
    const answered = nextMessage<Answer>(this.#child, this.#name);
    this.#child.send(order);
    const answer = await answered;
    if (!hasKind(answer, expected))
      throw new Error(`${this.#name}: expected ${expected}, got ${answer.kind}`);
    return answer;
  }

  /** Ends the process, even one that stands still. */
  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

function hasKind<Answer extends { readonly kind: string }, Kind extends Answer['kind']>(
  answer: Answer,
  kind: Kind,
): answer is Extract<Answer, { readonly kind: Kind }> {
  return answer.kind === kind;
}
