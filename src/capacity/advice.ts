import { counted, formatCount } from '../base/format.ts';
import type { Pattern } from '../diagnosis/pattern.ts';
import type { EvidenceKind, EvidenceRecord } from '../evidence/evidence-record.ts';
import { wastedScans } from '../evidence/wasted-scans.ts';

/** A piece of the guide's tuning advice, for something that the run showed. */
export interface Advice {
  /** What to change, in the guide's terms. */
  readonly advice: string;
  /** What of this run it follows from. */
  readonly evidence: string;
}

/** What the target's side and the figures said. */
export interface AdviceInput {
  readonly evidence: EvidenceRecord | undefined;
  readonly patterns: readonly Pattern[];
}

const MOST = 3;

/** The guide's settings of a service's pool. */
const GUIDE_POOL = { open: 25, idle: 10 } as const;
/** Fewer samples say nothing of a whole run. */
const LEAST_SAMPLES = 5;
const MOST_TEXT = 120;

/**
 * The guide's tuning advice for what was found, the most certain first and three pieces at most. Without something to stand
 * on there is none.
 */
export function tuningAdvice(input: AdviceInput): Advice[] {
  return [...ofSequentialScans(input), ...ofPools(input), ...ofRateLimits(input)].slice(0, MOST);
}

/** The plan of the slowest statement that has one reads a table from one end to the other, to throw nearly all of it away. */
function ofSequentialScans({ evidence }: AdviceInput): Advice[] {
  return (evidence?.sources ?? []).flatMap((source) =>
    wastedScans(source).map(({ table, scans, rowsRead, rowsKept }) => ({
      advice: `Index the columns of ${table} that one of the slowest statements asks for; check with EXPLAIN ANALYZE, or page its result`,
      evidence: `its plan reads ${table} from one end to the other: ${counted(scans, 'scan')} of about ${formatCount(rowsRead)} rows each, of which about ${formatCount(rowsKept)} were wanted. The statement: ${shortened(source.plan?.statement ?? '')}`,
    })),
  );
}

/** Every connection was busy in most samples: whoever needs one waits. */
function ofPools({ evidence }: AdviceInput): Advice[] {
  const valuesOf = (kind: EvidenceKind) => evidence?.series.find((each) => each.kind === kind)?.points ?? [];
  const active = new Map(valuesOf('active connections').map(({ atMs, value }) => [atMs, value]));
  const samples = valuesOf('connections').filter(
    ({ atMs, value }) => atMs >= 0 && value > 0 && active.has(atMs),
  );
  const busy = samples.filter(({ atMs, value }) => (active.get(atMs) ?? 0) >= value);
  if (samples.length < LEAST_SAMPLES || busy.length < samples.length / 2) return [];
  const most = Math.max(...samples.map(({ value }) => value));
  const { open, idle } = GUIDE_POOL;
  return [
    {
      advice: `Raise the pool: db.SetMaxOpenConns(${open}), db.SetMaxIdleConns(${idle}) and db.SetConnMaxLifetime(time.Hour) are the guide's settings of a service`,
      evidence: `all connections to the database, ${formatCount(most)} at most, were active in ${busy.length} of ${samples.length} samples`,
    },
  ];
}

/** The limiter refused requests, by its own counters or by what users got. */
function ofRateLimits({ evidence, patterns }: AdviceInput): Advice[] {
  const refused = (evidence?.sources ?? [])
    .flatMap(({ figures = [] }) => figures)
    .filter(({ kind, value }) => kind === 'requests over a rate limit' && value > 0)
    .map(({ name, value }) => `${formatCount(value)} ${name}`);
  const pattern = patterns.find(({ kind }) => kind === 'rate limit reached');
  const seen = [...refused, ...(pattern?.evidence ?? [])];
  if (seen.length === 0) return [];
  return [
    {
      advice:
        'Raise the rate limit that was reached, or spread the load: the guide has 100 requests a minute for an address, 1,000 for a user and 5,000 for a dealership',
      evidence: seen.join('; '),
    },
  ];
}

function shortened(statement: string): string {
  return statement.length > MOST_TEXT ? `${statement.slice(0, MOST_TEXT)}…` : statement;
}
