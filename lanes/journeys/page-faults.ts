import type { Page, Request } from '@playwright/test';
import { counted, given } from '../../src/base/format.ts';
import { maskOfProcess } from '../../src/base/secrets/known-secrets.ts';
import { BLOCKED_HOSTS } from '../../src/browser/launch-options.ts';
import type { FaultNotes } from './fault-notes.ts';

/** More of them would hide the first, which is usually the cause. */
const MOST_SHOWN = 3;
const LONGEST_TEXT = 160;
/** What a page does before its first step, for example while it loads. */
export const BEFORE_THE_STEPS = '(start)';

/**
 * What goes wrong in a page: errors that nothing caught, requests without an answer, and answers that are errors. Each belongs
 * to the step in which it happened, a request to the one that sent it.
 */
export class PageFaults {
  readonly #notes: FaultNotes;
  readonly #stepOf = new WeakMap<Request, string>();
  readonly #found: { readonly step: string; readonly fault: string }[] = [];
  #step = BEFORE_THE_STEPS;

  /** @param notes where the faults of all visits are counted */
  constructor(page: Page, notes: FaultNotes) {
    this.#notes = notes;
    page.on('request', (request) => this.#stepOf.set(request, this.#step));
    page.on('pageerror', ({ name, message }) => {
      const text = shortened(`${name}: ${message}`.replace('Uncaught (in promise) ', ''));
      this.#add(this.#step, `the page threw ${text}`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'no answer';
      if (why !== BROKEN_OFF && !isBlocked(request))
        this.#add(this.#sender(request), `${nameOf(request)} failed (${why})`);
    });
    page.on('response', (response) => {
      const request = response.request();
      const fault = faultOf(response.status(), request, response.headers());
      if (fault !== undefined) this.#add(this.#sender(request), `${nameOf(request)} ${fault}`);
    });
  }

  /** Says that a step begins: what happens from now on belongs to it. */
  begin(step: string): void {
    this.#step = step;
  }

  /** What was found in the step, the first first, or else before it; empty when there was nothing. */
  told(): string {
    const own = this.#found.filter(({ step }) => step === this.#step);
    const told = own.length > 0 ? own : this.#found;
    if (told.length === 0) return '';
    const shown = told.slice(0, MOST_SHOWN).map(({ fault }) => fault);
    const more = told.length - shown.length;
    const where = own.length > 0 ? 'Faults in the page' : 'Faults in the page, before this step';
    return `${where}: ${given(...shown, more > 0 && `and ${counted(more, 'more fault')}`).join('; ')}`;
  }

  #sender(request: Request): string {
    return this.#stepOf.get(request) ?? this.#step;
  }

  #add(step: string, fault: string): void {
    this.#found.push({ step, fault });
    this.#notes.add(step, fault);
  }
}

/** A page that leaves breaks off what it had asked for: that is no fault. */
export const BROKEN_OFF = 'net::ERR_ABORTED';

/** What is wrong with an answer; undefined for one that is no error. A web page is no answer of the API, whatever its status. */
export function faultOf(
  status: number,
  request: Pick<Request, 'url' | 'resourceType'>,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  if (status >= 400) return `answered ${status}`;
  const isCall = CALLS.includes(request.resourceType()) && pathOf(request.url()).includes('/api/');
  const isPage = headers['content-type']?.toLowerCase().startsWith('text/html') === true;
  return isCall && isPage && status < 300 ? `answered ${status} with a web page` : undefined;
}

const CALLS: readonly string[] = ['fetch', 'xhr'];

/** The suite itself blocks these hosts, so a request to one that fails is not a fault of the page. */
function isBlocked(request: Request): boolean {
  return URL.canParse(request.url()) && BLOCKED_HOSTS.includes(new URL(request.url()).hostname);
}

function nameOf(request: Request): string {
  return `${request.method()} ${pathOf(request.url())}`;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Secrets are masked first: the mask would not find one that was cut off. */
function shortened(text: string): string {
  const line = maskOfProcess().text(text).replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
