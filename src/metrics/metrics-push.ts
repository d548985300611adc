import { Pushgateway, type Registry } from 'prom-client';
import type { PushSettings } from '../settings/metrics-settings.ts';

const PUSH_EVERY_MS = 5_000;
const PUSH_TIMEOUT_MS = 5_000;
const JOB = 'desk-studio-load-test';

export interface PushOptions extends PushSettings {
  readonly registry: Registry;
  /** What the pushed metrics are filed under: the next run of the same replaces them, so the gateway does not grow. */
  readonly groupings: Readonly<Record<string, string>>;
  readonly everyMs?: number;
  /** Brings the registry up to date before each push. */
  refresh(): Promise<void>;
  /** Told once of the first push that failed, without secrets. The run goes on. */
  onTrouble(line: string): void;
}

/** Sends a run's metrics to a Pushgateway every few seconds: for runs that are too short to be scraped. */
export class MetricsPush {
  readonly #options: PushOptions;
  readonly #gateway: Pushgateway<Registry['contentType']>;
  readonly #timer: NodeJS.Timeout;
  #underWay: Promise<void> | undefined;
  #failed = 0;

  constructor(options: PushOptions) {
    this.#options = options;
    const { url, account, registry } = options;
    const headers = {
      'Content-Encoding': 'gzip',
      ...(account !== undefined && {
        Authorization: `Basic ${Buffer.from(`${account.username}:${account.password.reveal()}`).toString('base64')}`,
      }),
    };
    this.#gateway = new Pushgateway(url, { timeout: PUSH_TIMEOUT_MS, headers }, registry);
    this.#timer = setInterval(() => void this.#push(), options.everyMs ?? PUSH_EVERY_MS);
    this.#timer.unref();
  }

  /** Pushes how it ended, after a push that may be under way, and stops. */
  async finish(): Promise<void> {
    this.stop();
    await this.#underWay;
    await this.#push();
  }

  /** Stops without a word about the end. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** One at a time: a gateway that is slow must not gather them. Never rejects. */
  #push(): Promise<void> {
    this.#underWay ??= this.#send().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #send(): Promise<void> {
    try {
      await this.#options.refresh();
      await this.#gateway.push({ jobName: JOB, groupings: { ...this.#options.groupings } });
    } catch (error) {
      this.#failed += 1;
      if (this.#failed > 1) return;
      const { url, account } = this.#options;
      const said = (error instanceof Error ? error.message : String(error)).slice(0, 200).trim();
      const safe = account === undefined ? said : said.replaceAll(account.password.reveal(), '***');
      this.#options.onTrouble(
        `metrics: a push to ${url} failed (${safe}); the run goes on, and the next push tries again`,
      );
    }
  }
}
