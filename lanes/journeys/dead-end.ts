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
/** So soon after a sign of life, the page is left alone. */
const ASK_AFTER_MS = 1_000;
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
 * and since then the page has been quiet for 5 s by its own clock: no request is under way, and every timer and frame that was due in
 * that time has come. On a busy machine this takes longer. A page that has a socket or a worker is never at a dead end, since
 * either may bring what it waits for.
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
  /** When the page last gave a sign of life, on the clock of this process. */
  #activeMs = 0;
  /** Since when it has been quiet, on its own clock; undefined until it is asked after its last sign of life. */
  #quietSinceMs: number | undefined;
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
    const activeMs = this.#activeMs;
    if (!this.#mayBeDead() || performance.now() - activeMs < ASK_AFTER_MS) return undefined;
    // The answer comes after everything that the page did before, so nothing is missed that is on its way here.
    const found = await this.#page.evaluate(afterWhatIsDue).catch(() => undefined);
    if (found === undefined || this.#activeMs !== activeMs || !this.#mayBeDead()) return undefined;
    this.#quietSinceMs ??= found.nowMs;
    const quietMs = found.nowMs - this.#quietSinceMs;
    if (quietMs < (this.#hasWrongHelp() ? WRONG_HELP_MS : this.#patienceMs)) return undefined;
    if (this.#hasWrongHelp()) return 'the web client does not fit the API';
    const forS = Math.round(quietMs / 1000);
    if (this.#lastAnswerIsBad)
      return `the last answer to the page was an error, and for ${forS} s it has asked for nothing more`;
    return found.isEmpty ? `an error left the page empty, and for ${forS} s it has done nothing` : undefined;
  }

  /** Whether something happened that may be a dead end, and nothing is under way that may lead out of it. */
  #mayBeDead(): boolean {
    const hasWrongHelp = this.#hasWrongHelp();
    const listens = !hasWrongHelp && (this.#hasSocket || this.#page.workers().length > 0);
    const hasCause = this.#lastAnswerIsBad || this.#hasThrown || hasWrongHelp;
    return hasCause && !listens && this.#underWay.size === 0;
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
    // A client that does not read the body of an error leaves the request open.
    if (isBad) this.#underWay.delete(request);
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
    this.#quietSinceMs = undefined;
  }
}

function keyOf(request: Request): string {
  return `${request.method()} ${request.url()}`;
}

/**
 * Waits until what is due in the page has come, and tells when that was and whether the page has only empty roots then, as a
 * framework leaves them when drawing threw. Runs in the page.
 */
function afterWhatIsDue(): Promise<{ nowMs: number; isEmpty: boolean }> {
  const content = ':scope > :not(script, style, link, noscript, template)';
  const isEmpty = ({ body }: Document) =>
    body.innerText.trim() === '' && body.querySelector(`${content} *, ${content}:not(div, main)`) === null;
  return new Promise((resolve) => {
    requestAnimationFrame(() =>
      setTimeout(() => resolve({ nowMs: performance.now(), isEmpty: isEmpty(document) })),
    );
  });
}
