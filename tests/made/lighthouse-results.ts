import type { Result } from 'lighthouse';
import type { AuditedResult } from '../../src/lighthouse/audit-figures.ts';

/** What of a made result is to be different; undefined takes a value away. */
interface Made {
  readonly score?: number | null;
  readonly lcpMs?: number | undefined;
  readonly inpMs?: number | undefined;
  readonly runtimeError?: NonNullable<Result['runtimeError']>;
}

/** A result of Lighthouse as far as it is read: the loading of a page. */
export function navigationResult(made: Made = {}): AuditedResult {
  const { lcpMs } = { lcpMs: 800, ...made };
  return result(made, {
    'first-contentful-paint': 500,
    'largest-contentful-paint': lcpMs,
    interactive: 900,
    'total-blocking-time': 0,
    'cumulative-layout-shift': 0,
    'total-byte-weight': 97_000,
  });
}

/** The same for a timespan. */
export function timespanResult(made: Made = {}): AuditedResult {
  const { inpMs } = { inpMs: 78, ...made };
  return result(made, {
    'interaction-to-next-paint': inpMs,
    'total-blocking-time': 0,
    'cumulative-layout-shift': 0,
    'total-byte-weight': 2_800,
  });
}

function result(
  { score = 1, runtimeError }: Made,
  values: Readonly<Record<string, number | undefined>>,
): AuditedResult {
  const audits = Object.entries(values).map(([id, numericValue]) => {
    const audit =
      numericValue === undefined
        ? { id, score: null, scoreDisplayMode: 'error', errorMessage: 'The page did not paint.' }
        : { id, score: 1, scoreDisplayMode: 'numeric', numericValue };
    return [id, audit as unknown as Result['audits'][string]] as const;
  });
  return {
    audits: Object.fromEntries(audits),
    categories: { performance: { id: 'performance', title: 'Performance', score, auditRefs: [] } },
    ...(runtimeError !== undefined && { runtimeError }),
  };
}
