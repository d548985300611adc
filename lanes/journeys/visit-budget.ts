import type { BrowserContext } from '@playwright/test';
import type { RunContext } from '../../src/record/run-context.ts';
import type { RateTier } from '../../src/target/operation.ts';
import { limitPerMinute } from '../../src/target/request-budget.ts';
import { tierOfRequest } from '../../src/target/request-tier.ts';
import { FIRST_VISIT } from '../../src/traffic/plan/visit-requests.ts';

type LimitedTier = keyof typeof FIRST_VISIT;

const TIERS = Object.keys(FIRST_VISIT) as LimitedTier[];

/** The most that a visit sent, by journey: this process measures the rounds of one journey after the other. */
const measured = new Map<string, Record<LimitedTier, number>>();

/**
 * Counts what the visits of a round send for the run's budget under rate limits, request by request as they are sent. The
 * visits that a round needs are reserved before it begins, further ones are made while there is room for them. Where
 * the target has no limits, nothing is watched.
 */
export class VisitBudget {
  readonly #run: Pick<RunContext, 'budget' | 'plan' | 'end'>;
  readonly #journey: string;
  readonly #reserved: Record<LimitedTier, number> = { ip: 0, 'user+dealership': 0 };
  #sent: Record<LimitedTier, number> = { ip: 0, 'user+dealership': 0 };

  constructor(run: Pick<RunContext, 'budget' | 'plan' | 'end'>, journey: string) {
    this.#run = run;
    this.#journey = journey;
  }

  /** Counts what the pages of a browser profile send. */
  watch(context: Pick<BrowserContext, 'on'>): void {
    const { rateLimits } = this.#run.plan;
    if (TIERS.every((tier) => limitPerMinute(tier, rateLimits) === undefined)) return;
    context.on('request', (request) => this.#count(tierOfRequest(request.url())));
  }

  /**
   * Waits until so many visits keep the run within the limits, and reserves them.
   *
   * @param withinMs time in which they will be made
   */
  async reserve(visits: number, withinMs: number): Promise<void> {
    const { budget, end } = this.#run;
    for (const tier of TIERS) {
      const count = visits * this.#usual[tier];
      await budget.take(tier, count, { lastsMs: withinMs, signal: end.signal });
      this.#reserved[tier] += count;
    }
  }

  /** Says that a visit begins. */
  begin(): void {
    this.#sent = { ip: 0, 'user+dealership': 0 };
  }

  /** Says that a visit has ended: the next ones are expected to send no more than the one that sent most. */
  end(): void {
    const before = measured.get(this.#journey) ?? this.#sent;
    const most = (tier: LimitedTier) => Math.max(before[tier], this.#sent[tier]);
    measured.set(this.#journey, { ip: most('ip'), 'user+dealership': most('user+dealership') });
  }

  /** Whether the limits let one more visit through now; reserves it if they do. */
  hasRoomForOneMore(): boolean {
    const missing = (tier: LimitedTier) => Math.max(0, this.#usual[tier] - this.#reserved[tier]);
    const wanted = { ip: missing('ip'), 'user+dealership': missing('user+dealership') };
    if (!this.#run.budget.takeNow(wanted)) return false;
    for (const tier of TIERS) this.#reserved[tier] += wanted[tier];
    return true;
  }

  get #usual(): Readonly<Record<LimitedTier, number>> {
    return measured.get(this.#journey) ?? FIRST_VISIT;
  }

  #count(tier: RateTier): void {
    if (tier !== 'ip' && tier !== 'user+dealership') return;
    this.#sent[tier] += 1;
    if (this.#reserved[tier] > 0) this.#reserved[tier] -= 1;
    else this.#run.budget.note(tier, 1);
  }
}
