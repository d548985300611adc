import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request, Response } from '@playwright/test';
import { retryAfterSeconds } from '../../src/target/http/rate-limit-headers.ts';
import { BROKEN_OFF, faultOf } from './page-faults.ts';

/** A page that does nothing for this long after an error has given up. Clients try again after 1, 2 and 4 s. */
const GIVEN_UP_AFTER_MS = 5_000;
/** A client whose pauses double has its next one after twice the last, and some time on top. */
const NEXT_PAUSE = 2.5;
/** A page that needs other help of the suite than it has is not waited for: its visit is taken again. */
const WRONG_HELP_MS = 1_500;
const LOOK_EVERY_MS = 250;
/** Before that, the page is left alone. */
const ASK_AFTER_MS = 1_000;
/** A page that takes longer to answer has something to do. */
const PROMPT_MS = 250;
/** What a page cannot do without; an image or a font that is missing ends no step. */
const NEEDED: readonly string[] = ['document', 'script', 'fetch', 'xhr'];

/** Nothing can end a step any more; the message says why. */
export class DeadEndError extends Error {}

/**
 * Sees when nothing can end a step any more, so that nobody waits for it in vain. A page may throw errors, get error statuses
 * and still end its step, so this alone proves nothing. It is a dead end when
 *
 * - the last answer that the page got from its target was an error, or there was none, or
 * - an error that nothing caught left the page empty,
 *
 * and since then the page has been idle for 5 s: no request is under way, and its main thread answers at once. A page that has
 * a socket or a worker is never at a dead end, since either may bring what it waits for.
 */
export class DeadEnd {
  readonly #page: Page;
  readonly #origins: readonly string[];
  readonly #hasWrongHelp: () => boolean;
  readonly #underWay = new Set<Request>();
  /** When requests were answered with an error, by method and address. */
  readonly #refusedMs = new Map<string, number>();
  #lastAnswerIsBad = false;
  #hasThrown = false;
  #hasSocket = false;
  /** When the page last did something, and what it has to be left after that. */
  #activeMs = 0;
  #patienceMs = GIVEN_UP_AFTER_MS;

  /**
   * @param origins of the target: what other hosts answer ends no step
   * @param hasWrongHelp whether the client has turned out to need other help than it has
   */
  constructor(page: Page, origins: readonly string[], hasWrongHelp: () => boolean) {
    this.#page = page;
    this.#origins = origins;
    this.#hasWrongHelp = hasWrongHelp;
    page.on('request', (request) => this.#begins(request));
    page.on('requestfinished', (request) => this.#ends(request));
    page.on('requestfailed', (request) => {
      this.#ends(request);
      if (request.failure()?.errorText !== BROKEN_OFF) this.#hears(request, true);
    });
    page.on('response', (response) => this.#answers(response));
    page.on('websocket', () => {
      this.#hasSocket = true;
    });
    page.on('pageerror', () => {
      this.#active();
      this.#hasThrown = true;
    });
  }

  /** Says that a step begins. What the page heard last stays: the step may wait for what did not come before it. */
  begin(): void {
    this.#active();
    this.#hasThrown = false;
  }

  /** Rejects with a {@link DeadEndError} when nothing can end the step any more. Never comes to an end otherwise, or after the signal. */
  async reached(signal: AbortSignal): Promise<never> {
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MS);
      const why = signal.aborted ? undefined : await this.#look();
      if (why !== undefined) throw new DeadEndError(why);
    }
    return new Promise<never>(() => undefined);
  }

  async #look(): Promise<string | undefined> {
    if (!this.#isIdle(ASK_AFTER_MS)) return undefined;
    const askedMs = performance.now();
    // An answer comes after everything that the page did before, so nothing is missed that is on its way here.
    const isEmpty = await this.#page.evaluate(hasNothingToShow).catch(() => undefined);
    if (isEmpty === undefined || performance.now() - askedMs > PROMPT_MS) this.#active();
    if (!this.#isIdle(this.#hasWrongHelp() ? WRONG_HELP_MS : this.#patienceMs)) return undefined;
    if (this.#hasWrongHelp()) return 'the web client does not fit the API';
    const forS = Math.round((performance.now() - this.#activeMs) / 1000);
    if (this.#lastAnswerIsBad)
      return `the last answer to the page was an error, and for ${forS} s it has asked for nothing more`;
    if (isEmpty === true) return `an error left the page empty, and for ${forS} s it has done nothing`;
    return undefined;
  }

  /** Whether the page has had no reason to go on for so long, after something that may be a dead end. */
  #isIdle(forMs: number): boolean {
    const hasWrongHelp = this.#hasWrongHelp();
    const mayBeDead = this.#lastAnswerIsBad || this.#hasThrown || hasWrongHelp;
    const listens = !hasWrongHelp && (this.#hasSocket || this.#page.workers().length > 0);
    const isDone = this.#underWay.size === 0 && !listens;
    return mayBeDead && isDone && performance.now() - this.#activeMs >= forMs;
  }

  #begins(request: Request): void {
    this.#active();
    this.#underWay.add(request);
    const refusedMs = this.#refusedMs.get(keyOf(request));
    if (refusedMs !== undefined)
      this.#patienceMs = Math.max(this.#patienceMs, (performance.now() - refusedMs) * NEXT_PAUSE);
  }

  #ends(request: Request): void {
    this.#active();
    this.#underWay.delete(request);
  }

  #answers(response: Response): void {
    this.#active();
    const request = response.request();
    const isBad = faultOf(response.status(), request, response.headers()) !== undefined;
    this.#hears(request, isBad);
    const retryS = isBad ? retryAfterSeconds(response.headers()) : undefined;
    if (retryS !== undefined)
      this.#patienceMs = Math.max(this.#patienceMs, retryS * 1000 + GIVEN_UP_AFTER_MS);
  }

  #hears(request: Request, isBad: boolean): void {
    const { origin } = new URL(request.url());
    if (!NEEDED.includes(request.resourceType()) || !this.#origins.includes(origin)) return;
    this.#lastAnswerIsBad = isBad;
    if (isBad) this.#refusedMs.set(keyOf(request), performance.now());
  }

  #active(): void {
    this.#activeMs = performance.now();
  }
}

function keyOf(request: Request): string {
  return `${request.method()} ${request.url()}`;
}

/** Whether the page has only empty roots, as a framework leaves them when drawing threw. Runs in the page. */
function hasNothingToShow(): boolean {
  const { body } = document;
  const content = ':scope > :not(script, style, link, noscript, template)';
  return (
    body.innerText.trim() === '' && body.querySelector(`${content} *, ${content}:not(div, main)`) === null
  );
}
