import { inspect } from 'node:util';
import { noteSecret } from '../base/secrets/known-secrets.ts';
import { MASK } from '../base/secrets/mask.ts';

/**
 * A text that must not reach a log, a report or a trace. Every way in which it could be printed by accident (joining
 * into a text, JSON, console.log, a failed assertion's diff) gives `***`; only `reveal` gives the text. What this process
 * masks ({@link noteSecret}) includes it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    noteSecret(text);
  }

  /** The text itself, for the request that needs it and for nothing else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
