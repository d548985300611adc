import { tuningAdvice } from '../capacity/advice.ts';
import { scalingTriggers, type UsageSeries } from '../capacity/triggers.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { EvidenceKind, EvidenceRecord } from '../evidence/evidence-record.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { type DiagnosedRun, diagnosed } from './diagnose-run.ts';

/** What follows from a run, to be spread into its record: the diagnosis, the guide's triggers and its tuning advice. */
export function explained(
  run: DiagnosedRun,
  invalid: string | undefined,
  evidence: EvidenceRecord | undefined,
): Pick<RunRecord, 'diagnosis' | 'scaling' | 'advice'> {
  const diagnosis = diagnosed(run, invalid, evidence?.series);
  return { ...diagnosis, ...scaled({ ...run, evidence, ...diagnosis }, invalid) };
}

/** What a run says about scaling and tuning. */
interface ScaledRun {
  readonly slices: readonly DecodedSlice[];
  readonly thresholds: Thresholds;
  readonly evidence: EvidenceRecord | undefined;
  readonly diagnosis?: Diagnosis | undefined;
}

/**
 * The guide's triggers and its tuning advice, to be spread into the record: nothing without traffic, and nothing of figures
 * that cannot be trusted.
 *
 * @param invalid why nothing that was measured can be trusted; undefined when it can
 */
export function scaled(
  { slices, thresholds, evidence, diagnosis }: ScaledRun,
  invalid: string | undefined,
): Pick<RunRecord, 'scaling' | 'advice'> {
  if (invalid !== undefined || slices.length === 0) return {};
  const advice = tuningAdvice({ evidence, patterns: diagnosis?.patterns ?? [] });
  return {
    scaling: scalingTriggers(slices, usageOf(evidence), thresholds.capacity.triggers),
    ...(advice.length > 0 && { advice }),
  };
}

/** Processor and memory of the target's pods as shares of their limits; nothing for a pod without a limit. */
export function usageOf(evidence: EvidenceRecord | undefined): UsageSeries[] {
  const { sources = [], series = [] } = evidence ?? {};
  const pods = sources.flatMap((source) => source.pods ?? []);
  return pods.flatMap(({ pod, coresLimit, memoryLimitBytes }) => [
    ...shares(series, { of: 'cpu', pod, kind: 'processor of a pod', limit: coresLimit }),
    ...shares(series, { of: 'memory', pod, kind: 'memory of a pod', limit: memoryLimitBytes }),
  ]);
}

function shares(
  series: EvidenceRecord['series'],
  {
    of,
    pod,
    kind,
    limit,
  }: { of: UsageSeries['of']; pod: string; kind: EvidenceKind; limit: number | undefined },
): UsageSeries[] {
  if (limit === undefined || limit <= 0) return [];
  return series
    .filter((each) => each.kind === kind && each.pod === pod)
    .map(({ points }) => ({
      of,
      name: pod,
      points: points.map(({ atMs, value }) => ({ atMs, share: value / limit })),
    }));
}
