import { messageOf } from '../base/attempt.ts';
import type { Cancel, Clock } from '../base/clock.ts';
import { maskOfProcess } from '../base/secrets/known-secrets.ts';
import type { Collector, Found, FoundSeries, Sample, Watch } from './collector.ts';
import type {
  EvidenceFigure,
  EvidenceFindings,
  EvidenceRecord,
  EvidenceSeries,
  SourceRecord,
} from './evidence-record.ts';

/** How long a source may take, in ms. Only the last two keep anybody waiting: the run at its end. */
const EVIDENCE_LIMITS = { startMs: 10_000, sampleMs: 2_000, endMs: 900, findMs: 2_000 } as const;

const SAMPLED_EVERY_MS = 5_000;
/** A source that fails so often one after the other is not asked again. */
const MOST_FAILED_SAMPLES = 3;

interface TakenSample extends Sample {
  readonly atEpochMs: number;
}

/** Asks all sources of a run, each on its own: before, during and after it. */
export class EvidenceSession {
  readonly #sources: SourceWatch[];

  /** Begins at once, and keeps nobody waiting. */
  constructor(collectors: readonly Collector[], clock: Clock, epochMs: () => number = Date.now) {
    this.#sources = collectors.map((collector) => new SourceWatch(collector, clock, epochMs));
  }

  /** Takes what is there at the end of the traffic. A source that has not answered until now is not waited for. */
  async end(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.end()));
  }

  /**
   * Asks for the rest and puts everything together. Closes all connections.
   *
   * @param zeroEpochMs when the traffic began; left out when there was none
   * @returns undefined when there was no source
   */
  async record(zeroEpochMs?: number): Promise<EvidenceRecord | undefined> {
    if (this.#sources.length === 0) return undefined;
    const sources = await Promise.all(this.#sources.map((source) => source.record()));
    const series = this.#sources.flatMap((source) => source.series(zeroEpochMs));
    return { sources, series };
  }

  /** Ends everything without a record: the run did not begin. */
  close(): void {
    for (const source of this.#sources) source.close();
  }
}

/** What a series is of, for those who decide by it. */
type Identity = Pick<EvidenceSeries, 'kind' | 'pod'>;

function identityOf({ kind, pod }: Identity): Identity {
  return { ...(kind && { kind }), ...(pod && { pod }) };
}

class SourceWatch {
  readonly #collector: Collector;
  readonly #clock: Clock;
  readonly #epochMs: () => number;
  readonly #problems: string[] = [];
  readonly #samples: TakenSample[] = [];
  readonly #ending = new AbortController();
  #watch: Watch | undefined;
  readonly #stopSampling: Cancel;
  #found: readonly FoundSeries[] = [];
  #isSampling = false;
  #failedSamples = 0;
  #isOver = false;

  constructor(collector: Collector, clock: Clock, epochMs: () => number) {
    this.#collector = collector;
    this.#clock = clock;
    this.#epochMs = epochMs;
    this.#stopSampling = clock.every(collector.sampledEveryMs ?? SAMPLED_EVERY_MS, () => void this.sample());
    void this.#start();
  }

  async #start(): Promise<void> {
    const starting = this.#collector.start(this.#ending.signal);
    // One that comes up too late is closed.
    const take = (watch: Watch) => {
      if (this.#isOver) watch.close();
      else this.#watch = watch;
    };
    const work = starting.then(take);
    if (await this.#isDone(work, EVIDENCE_LIMITS.startMs)) await this.sample();
    else this.close();
  }

  async sample(): Promise<void> {
    if (this.#isSampling || this.#isOver || this.#failedSamples >= MOST_FAILED_SAMPLES) return;
    const atEpochMs = this.#epochMs();
    const sampling = this.#watch?.sample?.();
    if (sampling === undefined) return;
    this.#isSampling = true;
    const work = sampling.then((samples) => {
      if (!this.#isOver) this.#samples.push(...samples.map((each) => ({ ...each, atEpochMs })));
    });
    const isDone = await this.#isDone(work, EVIDENCE_LIMITS.sampleMs, (why) => this.#missSample(why));
    if (isDone) this.#failedSamples = 0;
    this.#isSampling = false;
  }

  #missSample(why: string): void {
    this.#failedSamples += 1;
    if (this.#failedSamples === MOST_FAILED_SAMPLES)
      this.#problems.push(
        `${MOST_FAILED_SAMPLES} samples failed one after the other, so no more were taken: ${why}`,
      );
  }

  async end(): Promise<void> {
    this.#stopSampling();
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#watch === undefined) this.#problems.push("it had not answered when the run's traffic ended");
    else if (!(await this.#isDone(this.#watch.end(), EVIDENCE_LIMITS.endMs))) this.close();
  }

  async record(): Promise<SourceRecord> {
    const { source, place } = this.#collector;
    let found: Found = {};
    const keep = (findings: Found) => {
      found = findings;
    };
    const finding = this.#watch?.find(keep).then(keep);
    if (finding !== undefined) await this.#isDone(finding, EVIDENCE_LIMITS.findMs);
    this.close();
    const { series = [], figures = [], problems = [], ...rest } = found;
    this.#found = series;
    const all = {
      ...rest,
      figures: figures.filter(isNumber),
      // What ended a connection is said by everything that was asked after it.
      problems: [...new Set([...this.#problems, ...problems])],
    };
    return { source, ...masked({ place, ...withoutEmpty(all) }) };
  }

  series(zeroEpochMs: number | undefined): EvidenceSeries[] {
    const { source } = this.#collector;
    const sampled = [...Map.groupBy(this.#samples, ({ name }) => name)].flatMap(([name, points]) =>
      points[0] === undefined ? [] : [{ ...identityOf(points[0]), name, unit: points[0].unit, points }],
    );
    const all: readonly (FoundSeries & Identity)[] = [...sampled, ...this.#found];
    const zero = zeroEpochMs ?? all[0]?.points[0]?.atEpochMs ?? 0;
    return all
      .map(({ name, unit, points, ...identity }) => ({
        source,
        name: `${source}: ${masked(name)}`,
        ...masked(identityOf(identity)),
        unit,
        points: points
          .filter(isNumber)
          .map(({ atEpochMs, value }) => ({ atMs: Math.round(atEpochMs - zero), value })),
      }))
      .filter(({ points }) => points.length > 0);
  }

  close(): void {
    this.#stopSampling();
    this.#isOver = true;
    this.#ending.abort();
    this.#watch?.close();
    this.#watch = undefined;
  }

  /** Whether the work was done in time; otherwise the reason is noted. */
  async #isDone(
    work: Promise<void>,
    limitMs: number,
    note: (why: string) => void = (why) => this.#problems.push(why),
  ): Promise<boolean> {
    const late = Promise.withResolvers<never>();
    const cancel = this.#clock.after(limitMs, () =>
      late.reject(new Error(`it did not answer within ${limitMs / 1000} s`)),
    );
    try {
      await Promise.race([work, late.promise]);
      return true;
    } catch (error) {
      note(messageOf(error));
      return false;
    } finally {
      cancel();
    }
  }
}

/**
 * Secrets reach no report: not by a statement, a log line or the message of an error. The suite's own words stay what they
 * are, since readers of the record go by them: `postgres` is also the password of many a database.
 */
function masked<Value>(value: Value): Value {
  const mask = maskOfProcess();
  return JSON.parse(JSON.stringify(value), (key, each) =>
    typeof each === 'string' && key !== 'unit' && key !== 'kind' ? mask.text(each) : each,
  ) as Value;
}

/** A source may have a name without a figure, e.g. `NaN`. */
function isNumber({ value, before = 0 }: Pick<EvidenceFigure, 'value' | 'before'>): boolean {
  return Number.isFinite(value) && Number.isFinite(before);
}

function withoutEmpty(findings: EvidenceFindings): EvidenceFindings {
  return Object.fromEntries(
    Object.entries(findings).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
}
