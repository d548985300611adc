import type { Identity, Store } from '../context.ts';
import type { RateLimitSettings } from '../settings.ts';

/** The three tiers. */
export type LimitType = 'ip' | 'user' | 'dealership';

/** The values of the X-RateLimit headers; `resetAtSeconds` since the epoch. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtSeconds: number;
}

/** Whether a request may pass. The state of the dealership tier is never sent. */
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

/** Called for every check of a tier, for the metrics. */
export type LimitObserver = (limitType: LimitType, allowed: boolean) => void;

/**
 * The gateway's rate limits on top of a store. With the limits off, every check returns the full limit as remaining and
 * does not use the store.
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

  /** For public routes, and for tokens without a dealership. */
  checkAddress(address: string): Promise<LimitDecision> {
    return this.#check('ip', address);
  }

  /**
   * For protected routes: the dealership first, then the user. A request that the user tier rejects has already used a
   * unit of the dealership tier.
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
