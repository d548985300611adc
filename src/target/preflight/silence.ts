import { SuiteError } from '../../base/suite-error.ts';
import type { Target } from '../environments/target.ts';
import type { Exchange } from '../http/exchange.ts';
import { noAnswerWords } from '../http/reply-limits.ts';

/** Ends a look at a target of which nothing answers: each further batch of probes would be waited for in vain. */
export class Silence {
  readonly #target: Pick<Target, 'baseUrl'>;
  readonly #silentMs: number;
  readonly #atOnce: number;
  #timeouts = 0;
  #isBroken = false;

  /**
   * @param silentMs how long the target has been silent before
   * @param atOnce how many probes are sent at once
   */
  constructor(target: Pick<Target, 'baseUrl'>, silentMs: number, atOnce: number) {
    this.#target = target;
    this.#silentMs = silentMs;
    this.#atOnce = atOnce;
  }

  /** @throws SuiteError (TARGET_UNREACHABLE) when as many probes as are sent at once had no answer, and no other had one */
  note({ failure }: Pick<Exchange, 'failure'>, answerTimeoutMs: number): void {
    if (failure === 'timeout') this.#timeouts += 1;
    else this.#isBroken = true;
    if (this.#isBroken || this.#timeouts < this.#atOnce) return;
    throw new SuiteError('TARGET_UNREACHABLE', {
      checked: `which operations ${this.#target.baseUrl} offers, after the sign-in`,
      found: `${noAnswerWords('timeout', this.#silentMs + answerTimeoutMs)} to any of the first ${this.#atOnce}`,
      right: 'a Desk Studio that answers; look at its gateway and at its services',
    });
  }
}
