import type { Page } from '@playwright/test';
import { missingHelp } from '../../fixtures/web-client-shims.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { RunPlan } from '../../src/record/run-plan.ts';
import { SHIM_NAMES, type ShimName } from '../../src/settings/table/run-rows.ts';

/** Those that change a request or an answer only where it shows that it needs them, so they may be there for all. */
const SEEN_IN_REQUESTS: readonly ShimName[] = ['S1', 'S3', 'S4'];
/** A list that is read by one of these names was expected inside an object. */
const LIST_NAMES = ['deals', 'customers', 'vehicles'];
/** An object with a list in it that is read by one of these names was expected to be the list. */
const LIST_METHODS = ['map', 'filter', 'find', 'forEach', 'reduce', 'slice'];

/** By web client and journey: this process measures the rounds of a journey one after the other, and a client stays as it is. */
const known = new Map<string, ClientHelp>();

/**
 * The help that the web client gets in a journey. SHIMS names it, or SHIMS=auto finds it out: until a visit has come to its
 * end, each shim is given when a request, its answer, or the way a page reads a list shows that the client does not get on
 * without it, and S2 is taken back when the client reads lists as they are. The visit is then taken again from the beginning. A
 * client that gets on has no help, and a visit that fails for another reason has failed.
 */
export class ClientHelp {
  #names: readonly ShimName[];
  /** What pages turned out to need and not to have (true), or to have and not to bear (false). */
  readonly #wrong = new Map<ShimName, boolean>();
  /** What was changed once stays: a client whose pages contradict each other cannot be helped. */
  readonly #changed = new Set<ShimName>();
  readonly #canLearn: readonly ShimName[];
  #isSettled: boolean;

  /**
   * @param names of the shims that it has from the beginning
   * @param canLearn those that it may turn out to need
   */
  constructor(names: readonly ShimName[], canLearn: readonly ShimName[]) {
    this.#names = names;
    this.#canLearn = canLearn;
    this.#isSettled = canLearn.length === 0;
  }

  /** What the client gets in this journey, as far as this process knows it. */
  static of({ plan, settings, target }: Pick<RunContext, 'plan' | 'settings' | 'target'>, journey: string) {
    const key = JSON.stringify([target.uiBaseUrl, journey]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const help = settings.shims === 'auto' ? learning(plan) : new ClientHelp(plan.shims, []);
    known.set(key, help);
    return help;
  }

  /** The shims that its requests go through. */
  get names(): readonly ShimName[] {
    return this.#names;
  }

  /** The shims that it may turn out to need, and those that it has. */
  get possible(): readonly ShimName[] {
    return [...this.#names, ...this.#canLearn];
  }

  /** Whether a page has turned out to need other help than it has. */
  get isWrong(): boolean {
    return this.#wrong.size > 0;
  }

  /** Watches a new page for what it needs; once that is known, nothing is watched. */
  async watch(page: Page): Promise<void> {
    if (this.#isSettled) return;
    page.on('response', (response) => {
      const missing = missingHelp(response);
      if (missing !== undefined) this.#note(missing, true);
    });
    await page.exposeFunction('deskStudioListRead', (inObject: boolean) => this.#note('S2', inObject));
    await page.addInitScript(watchLists, { names: LIST_NAMES, methods: LIST_METHODS });
  }

  /** Takes in what the pages needed. Returns whether there is anything new, so that a visit may come further than before. */
  learn(): boolean {
    if (this.#isSettled || !this.isWrong) return false;
    const had = [...this.#names, ...SEEN_IN_REQUESTS];
    this.#names = this.#canLearn.filter((name) => this.#wrong.get(name) ?? had.includes(name));
    for (const name of this.#wrong.keys()) this.#changed.add(name);
    this.#wrong.clear();
    return true;
  }

  /** Says that a visit has come to its end: its help is right. */
  settle(): void {
    this.#isSettled = true;
    this.#wrong.clear();
  }

  #note(name: ShimName, isNeeded: boolean): void {
    if (this.#isSettled || this.#changed.has(name) || this.#names.includes(name) === isNeeded) return;
    if (this.#canLearn.includes(name)) this.#wrong.set(name, isNeeded);
  }
}

/** SHIMS=auto: what the preflight saw the client need, and all that its pages may show. */
function learning({ shims, offers }: Pick<RunPlan, 'shims' | 'offers'>): ClientHelp {
  // A list of vehicles that the target offers, and that fails, is a fault of the target.
  const lacksVehicles = offers['inventory.list']?.kind === 'not offered';
  const canLearn = SHIM_NAMES.filter((name) => name !== 'S3' || lacksVehicles);
  return new ClientHelp(
    shims.filter((name) => canLearn.includes(name)),
    canLearn,
  );
}

/**
 * Tells when a page reads a list as an object with the list in it, or the reverse. Only what a value does not have is watched, and
 * the page may still set it, so no answer changes. Runs in the page.
 */
function watchLists({
  names,
  methods,
}: {
  readonly names: readonly string[];
  readonly methods: readonly string[];
}): void {
  const asUsual = { writable: true, enumerable: true, configurable: true };
  const tell = (inObject: boolean) => Reflect.get(window, 'deskStudioListRead')?.(inObject);
  const watch = (value: object, reads: readonly (string | symbol)[], inObject: boolean) => {
    for (const read of reads.filter((name) => !(name in value)))
      Reflect.defineProperty(value, read, {
        get: () => void tell(inObject),
        set: (given) => Reflect.defineProperty(value, read, { value: given, ...asUsual }),
        configurable: true,
      });
  };
  const watched = <Value>(value: Value): Value => {
    if (Array.isArray(value)) watch(value, names, true);
    else if (
      typeof value === 'object' &&
      value !== null &&
      names.some((name) => Array.isArray(Reflect.get(value, name)))
    )
      watch(value, [...methods, Symbol.iterator], false);
    return value;
  };
  const { parse } = JSON;
  JSON.parse = (...given: Parameters<typeof parse>) => watched(parse(...given));
  const { json } = Response.prototype;
  Response.prototype.json = async function (this: Response) {
    return watched(await json.call(this));
  };
}
