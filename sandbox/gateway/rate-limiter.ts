import type { Identity, Store } from '../context.ts';
import type { RateLimitSettings } from '../settings.ts';

/** The three tiers. */
export type LimitType = 'ip' | 'user' | 'dealership';

/** What the X-RateLimit headers show; `resetAtSeconds` since the epoch. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtSeconds: number;
}

/** Whether a request may pass. The state of the dealership tier is never shown. */
export type LimitDecision =
  | { readonly kind: 'allowed'; readonly state: LimitState }
  | {
      readonly kind: 'refused';
      readonly limitType: LimitType;
      readonly state: LimitState | undefined;
      readonly retryAfterSeconds: number;
    };

/** The part of a store that the limits need. */
export type HitCounter = Pick<Store, 'hit'>;

/** Told about every check of a tier, for the metrics. */
export type LimitObserver = (limitType: LimitType, allowed: boolean) => void;

/**
 * The gateway's rate limits over a store. With the limits off every check answers "the full limit remaining"
 * and the store is not touched.
 */
export class RateLimiter {
  readonly #store: HitCounter;
  readonly #settings: RateLimitSettings;
  readonly #observe: LimitObserver;

  constructor(store: HitCounter, settings: RateLimitSettings, observe: LimitObserver = () => {}) {
    this.#store = store;
    this.#settings = settings;
    this.#observe = observe;
  }

  /** The public routes, and tokens without a dealership. */
  checkAddress(address: string): Promise<LimitDecision> {
    return this.#check('ip', address);
  }

  /**
   * The protected routes: the dealership first, then the user. A request that the user tier refuses has used a
   * unit of the dealership tier by then.
   */
  async checkIdentity(identity: Identity): Promise<LimitDecision> {
    const dealership = await this.#check('dealership', identity.dealershipId);
    if (dealership.kind === 'refused') return { ...dealership, state: undefined };
    return this.#check('user', `${identity.dealershipId}:${identity.userId}`);
  }

  async #check(limitType: LimitType, key: string): Promise<LimitDecision> {
    const limit = this.#settings[limitType];
    const { enabled, windowSeconds } = this.#settings;
    const nowSeconds = Math.floor(Date.now() / 1000);
    if (!enabled) {
      return {
        kind: 'allowed',
        state: { limit, remaining: limit, resetAtSeconds: nowSeconds + windowSeconds },
      };
    }
    const hit = await this.#store.hit(`ratelimit:${limitType}:${key}`, limit, windowSeconds);
    this.#observe(limitType, hit.allowed);
    const state = { limit, remaining: hit.remaining, resetAtSeconds: nowSeconds + hit.resetSeconds };
    if (hit.allowed) return { kind: 'allowed', state };
    return { kind: 'refused', limitType, state, retryAfterSeconds: Math.max(1, hit.resetSeconds) };
  }
}

/** Whether `path` is one of `bypassPaths` or below one. */
export function isBypassed(path: string, bypassPaths: readonly string[]): boolean {
  return bypassPaths.some((bypass) => {
    const trimmed = bypass.endsWith('/') ? bypass.slice(0, -1) : bypass;
    return path === trimmed || path.startsWith(`${trimmed}/`) || path.startsWith(`${trimmed}?`);
  });
}
