import { isWriting, type Operation } from '../../target/operation.ts';

/** Counts what the users of a traffic send, for the run's budgets: prepared and unmeasured requests too. */
export class Spending {
  #requests = 0;
  #writes = 0;

  sent(operation: Pick<Operation, 'method' | 'readsOnly'>): void {
    this.#requests += 1;
    if (isWriting(operation)) this.#writes += 1;
  }

  /** So far. */
  get total(): { readonly requests: number; readonly writes: number } {
    return { requests: this.#requests, writes: this.#writes };
  }
}
