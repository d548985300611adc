import { expect, test } from '@playwright/test';
import { capacityRecord } from '../../../../src/capacity/capacity-record.ts';
import type { AuditRecord } from '../../../../src/lighthouse/audit-record.ts';
import type { BurstRecord } from '../../../../src/record/round-record.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { type Html, html } from '../../../../src/report/drawing/markup.ts';
import { htmlPage } from '../../../../src/report/html/frame.ts';
import { auditsSection } from '../../../../src/report/html/sections/audits.ts';
import { burstsSection } from '../../../../src/report/html/sections/bursts.ts';
import { evidenceSection } from '../../../../src/report/html/sections/evidence.ts';
import { capacitySection } from '../../../../src/report/html/sections/load-curve.ts';
import { overloadSection } from '../../../../src/report/html/sections/overload.ts';
import { limitOf, type Verdict } from '../../../../src/verdict/verdict.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { evidenceOfMissingIndex } from '../../../made/evidence.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { constantHistogram } from '../../../made/histogram-of.ts';
import { pageParts } from '../../../made/page-parts.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { SEARCH, searched } from '../../../made/searched-target.ts';
import { smallBurst, smallRecord } from '../../../made/small-record.ts';
import { madeVerdicts, operation } from '../../../made/verdict.ts';

const unloaded = { vus: 0, traffic: null, rounds: [] } as const;

function audit(page: AuditRecord['page'], different: Partial<AuditRecord>): AuditRecord {
  return {
    page,
    mode: 'navigation',
    device: 'desk',
    lighthouse: '13.5.0',
    runs: [],
    judged: 2,
    report: `lighthouse/${page}.html`,
    ...different,
  };
}

/** Two audited pages: one that was loaded and held its limits, and one that was used and broke one. */
function auditedRecord(): RunRecord {
  const loaded = { fcpMs: 500, lcpMs: 800, ttiMs: 900, tbtMs: 12, cls: 0.004, transferredBytes: 97_000 };
  const used = { inpMs: 212, tbtMs: 340, cls: 0.02, transferredBytes: 2_800 };
  const samples = { samples: 3, samplesAre: 'runs' } as const;
  const score = (page: string) => limitOf({ kind: 'page', page }, 'score', 'baseline', 90);
  return smallRecord({
    ...unloaded,
    scenario: 'lighthouse',
    audits: [
      audit('login', {
        runs: [
          { ...loaded, score: 97 },
          { ...loaded, score: 98, lcpMs: 780 },
          { ...loaded, score: 99, lcpMs: 760 },
        ],
      }),
      audit('deals', {
        mode: 'timespan',
        runs: [
          { ...used, score: 71 },
          { ...used, score: 74 },
          { ...used, score: 80 },
        ],
      }),
    ],
    verdicts: [
      ...madeVerdicts(
        [{ ...score('login'), ...samples, kind: 'pass', figure: 98, interval: { lower: 97, upper: 99 } }],
        { kind: 'audit', page: 'login' },
      ),
      ...madeVerdicts(
        [{ ...score('deals'), ...samples, kind: 'fail', figure: 74, interval: { lower: 71, upper: 80 } }],
        { kind: 'audit', page: 'deals' },
      ),
    ],
  });
}

/** A fast burst, one that broke its limit and failed at times, one that was paced, a throughput, and what is not offered. */
function burstRecord(): RunRecord {
  const successes = constantHistogram(12).encode();
  const bursts: BurstRecord[] = [
    { ...smallBurst('deals.get', 12), p50Ms: 12, maxMs: 12, p95LeastMs: 11, successes, repeated: 2 },
    {
      ...smallBurst('deals.create', 612),
      p50Ms: 240,
      maxMs: 911,
      outcomes: { ok: 1_990, server_error: 7, timeout: 3 },
      statuses: { 503: 7 },
      requestsPerSecond: 310,
    },
    {
      ...smallBurst('auth.login', 88),
      p50Ms: 61,
      mode: { kind: 'paced', arrivalsPerSecond: 4.25 },
      requestsPerSecond: 4.25,
    },
  ];
  return smallRecord({ ...unloaded, scenario: 'baseline', bursts, verdicts: burstVerdicts() });
}

function burstVerdicts(): Verdict[] {
  const p95 = (id: string, limit: number) => limitOf(operation(id), 'p95', 'baseline', limit);
  const of = (id: string) => ({ kind: 'burst', operation: id }) as const;
  const samples = 2_000;
  return [
    ...madeVerdicts(
      [
        { ...p95('deals.get', 150), samples, kind: 'pass', figure: 12, interval: { lower: 11, upper: 13 } },
        {
          ...limitOf({ kind: 'service', service: 'deals' }, 'throughput', 'baseline', 400),
          samples: 20,
          kind: 'pass',
          figure: 655,
          interval: { lower: 610, upper: 700 },
        },
      ],
      of('deals.get'),
    ),
    ...madeVerdicts(
      [
        {
          ...p95('deals.create', 400),
          samples,
          kind: 'fail',
          figure: 612,
          interval: { lower: 590, upper: 640 },
        },
        {
          ...limitOf(operation('deals.create'), 'p95', 'sla', 300),
          samples,
          kind: 'fail',
          figure: 612,
          interval: { lower: 590, upper: 640 },
        },
      ],
      of('deals.create'),
    ),
    ...madeVerdicts(
      [{ ...p95('auth.verifyEmail', 500), kind: 'not offered', reason: 'no address is known' }],
      of('auth.verifyEmail'),
    ),
  ];
}

/** A search that found a capacity, triggers of which one was reached, and an advice. */
function capacityOf(): RunRecord {
  const { search } = searched({ requestsPerSecond: 200, serviceMs: 10, thinkMs: 428 });
  return fullRecord({
    capacity: capacityRecord(search, SEARCH),
    scaling: [
      { trigger: 'p95', limit: 400, kind: 'reached', figure: 612, fromMs: 60_000, toMs: 90_000 },
      { trigger: 'cpu', limit: 0.7, kind: 'not known', needs: 'pods with limits' },
    ],
    advice: [{ advice: 'Add an index for the deals of a dealership', evidence: '3,100 scans of deals' }],
  });
}

const ofEvidence = fullRecord({ evidence: evidenceOfMissingIndex });

/** The parts that a load run with nothing unusual has not, each with the record of a run that has it. */
const sections: Readonly<Record<string, () => Html | undefined>> = {
  audits: () => auditsSection(auditedRecord()),
  bursts: () => burstsSection(runView(burstRecord(), [])),
  capacity: () => capacitySection(capacityOf()),
  evidence: () => evidenceSection(runView(ofEvidence, []).evidence, ofEvidence.traffic),
  overload: () => overloadSection(runView(overloadedRecord(), [])),
};

for (const [name, section] of Object.entries(sections))
  test(`the part "${name}" is as it was reviewed`, () => {
    const page = htmlPage({ title: name, header: html``, content: html`${section()}`, footer: '' });
    const parts = [...pageParts(page)].filter(([id]) => id !== 'header' && id !== 'data');
    expect(parts).toHaveLength(1);
    for (const [, text] of parts) expectGolden(`html/${name}.html.txt`, text);
  });
