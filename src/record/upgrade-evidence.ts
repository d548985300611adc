import type {
  EvidenceFigure,
  EvidenceKind,
  EvidenceRecord,
  EvidenceSeries,
  EvidenceSource,
} from '../evidence/evidence-record.ts';

// Records that were written before figures and series had a kind told them by name. This file is the only one that knows those
// names, and it knows them as they were then: today's can change without it.

const FIGURES: readonly (readonly [source: EvidenceSource, name: RegExp, kind: EvidenceKind])[] = [
  ['postgres', /^cache hits$/, 'cache hits'],
  ['redis', /^evicted keys$/, 'evicted keys'],
  ['gateway', /^requests over the rate limit/, 'requests over a rate limit'],
];

const SERIES: Readonly<Record<string, EvidenceKind>> = {
  'postgres: connections': 'connections',
  'postgres: active connections': 'active connections',
  'postgres: active connections that wait': 'waiting connections',
  'postgres: connections that wait for a lock': 'locked connections',
  'postgres: connections idle in a transaction': 'connections idle in a transaction',
  'gateway: queries that wait for a connection': 'queries without a connection',
};

const OF_POD = /^kubernetes: (processor|memory) of (.+)$/;

/** The same evidence with the kinds of its figures and series; evidence that has kinds stays as it is. */
export function withKinds(evidence: EvidenceRecord): EvidenceRecord {
  const hasKinds = [...evidence.series, ...evidence.sources.flatMap(({ figures = [] }) => figures)].some(
    ({ kind }) => kind !== undefined,
  );
  if (hasKinds) return evidence;
  return {
    sources: evidence.sources.map(({ figures, ...source }) => ({
      ...source,
      ...(figures && { figures: figures.map((figure) => figureWithKind(source.source, figure)) }),
    })),
    series: evidence.series.map(seriesWithKind),
  };
}

function figureWithKind(source: EvidenceSource, figure: EvidenceFigure): EvidenceFigure {
  const kind = FIGURES.find(([of, name]) => of === source && name.test(figure.name))?.[2];
  return { ...figure, ...(kind && { kind }) };
}

function seriesWithKind(series: EvidenceSeries): EvidenceSeries {
  const [, what, pod] = OF_POD.exec(series.name) ?? [];
  if (pod !== undefined)
    return { ...series, kind: what === 'memory' ? 'memory of a pod' : 'processor of a pod', pod };
  const kind = SERIES[series.name];
  return { ...series, ...(kind && { kind }) };
}
