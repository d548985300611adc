import type { Behaviour } from '../known-target/behaviour.ts';
import { KnownTarget } from '../known-target/known-target.ts';

/** How each operation of the known target behaves. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'known.list': { kind: 'constant', delayMs: 5 },
  'known.search': { kind: 'two humps', delayMs: 10, slowMs: 60 },
  'known.create': { kind: 'constant', delayMs: 20 },
  'known.update': { kind: 'constant', delayMs: 30 },
  'known.report': { kind: 'slow body', delayMs: 40 },
};

/** The operation that the changed target serves 10 % slower. */
export const CHANGED = { operation: 'known.create', behaviour: { kind: 'constant', delayMs: 22 } } as const;

export const OPERATIONS: readonly string[] = Object.keys(BEHAVIOURS);

/** A target with several operations, each in a separate process, and a slower twin of one of them. */
export class KnownOperations {
  readonly #usual: ReadonlyMap<string, KnownTarget>;
  readonly #slower: KnownTarget;

  private constructor(usual: ReadonlyMap<string, KnownTarget>, slower: KnownTarget) {
    this.#usual = usual;
    this.#slower = slower;
  }

  static async start(): Promise<KnownOperations> {
    const usual = new Map<string, KnownTarget>();
    for (const [id, behaviour] of Object.entries(BEHAVIOURS))
      usual.set(id, await KnownTarget.start(behaviour));
    return new KnownOperations(usual, await KnownTarget.start(CHANGED.behaviour));
  }

  /** Clears the logs, and returns the origin of each operation. */
  async begin(isSlower: boolean): Promise<ReadonlyMap<string, string>> {
    const targets = new Map(this.#usual);
    if (isSlower) targets.set(CHANGED.operation, this.#slower);
    await Promise.all([...targets.values()].map((target) => target.begin()));
    return new Map([...targets].map(([id, { origin }]) => [id, origin]));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#usual.values(), this.#slower].map((target) => target.stop()));
  }
}
