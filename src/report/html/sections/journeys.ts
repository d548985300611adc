import { counted, formatCount, formatFigure, listed, spokenName } from '../../../base/format.ts';
import type { RoundRecord, StepRecord } from '../../../record/round-record.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { type Verdict, verdictsOf } from '../../../verdict/verdict.ts';
import { gravest } from '../../../view/judged-limits.ts';
import { limitBar, STEP_SWATCHES, stackedBar, stretchesOf } from '../../drawing/bars.ts';
import { legend } from '../../drawing/chart-figure.ts';
import { type Html, html, type Part } from '../../drawing/markup.ts';
import { dataTable, folded, type TableRow } from '../../drawing/table.ts';
import { DASH, msOrDash } from '../../words/numbers.ts';
import { vitalsWords } from '../../words/steps.ts';
import { verdictMark } from './latency-rows.ts';

/** What users felt, journey by journey, and the backend at the same moment. */
export function journeysSection({ rounds, verdicts }: RunRecord): Html | undefined {
  if (rounds.length === 0) return undefined;
  const journeys = new Map<string, RoundRecord[]>();
  for (const round of rounds) journeys.set(round.journey, [...(journeys.get(round.journey) ?? []), round]);
  const hasParts = rounds.some((round) => round.steps.some(({ parts }) => parts !== undefined));
  return html`<section id="journeys"><h2>Journeys</h2>
<p>Measured in the page, from the user's input to the frame that shows the result: medians over the visits of a round, in
milliseconds.${measuredWith(rounds)}</p>
${hasParts && legend(STEP_SWATCHES)}
${[...journeys].map(([journey, list]) => journeyPart(journey, list, verdicts, hasParts))}
</section>`;
}

/** Names the devices: on another one the figures would differ. */
function measuredWith(rounds: readonly RoundRecord[]): string {
  const devices = [...new Set(rounds.flatMap(({ device }) => device ?? []))];
  return devices.length === 0 ? '' : ` Device: ${listed(devices)}.`;
}

function journeyPart(
  journey: string,
  rounds: readonly RoundRecord[],
  verdicts: readonly Verdict[],
  hasParts: boolean,
): Html {
  const own = verdicts.filter(({ owner }) => owner.kind === 'round' && owner.journey === journey);
  const hardest = hardestRound(rounds);
  const scaleMs = Math.max(...rounds.flatMap(({ steps }) => steps.map(({ medianMs }) => medianMs)), 1);
  const operation = rounds.find(({ burst }) => burst !== undefined)?.burst?.operation;
  const hasCold = hardest.steps.some(({ coldMs }) => coldMs !== undefined);
  // Without a decided limit the column would be empty; one line of the report counts the undecided ones.
  const hasResults = own.some(({ kind, subject }) => subject.kind === 'step' && kind !== 'inconclusive');
  return html`<section class="journey"><h3>${spokenName(journey)}${operation !== undefined && html` <small>behind it ${operation}</small>`}</h3>
${dataTable(
  `${spokenName(journey)}, round ${hardest.number} of ${hardest.of} (${hardest.moment}, ${counted(hardest.vus, 'user')})`,
  [
    { title: 'step' },
    { title: 'median', isNumber: true },
    { title: hasParts ? 'where its time went' : 'time in the page' },
    { title: 'against its limit' },
    { title: 'visits', isNumber: true },
    ...(hasCold ? [{ title: 'cold', isNumber: true }] : []),
    ...(hasResults ? [{ title: 'all rounds' }] : []),
  ],
  hardest.steps.map((step) => stepRow(step, hardest, own, { scaleMs, hasCold, hasResults })),
)}
${roundPairs(journey, rounds)}
${keptTraces(rounds)}
${rounds.length > 1 && folded('Every round, step by step', everyRound(journey, rounds, scaleMs))}
</section>`;
}

/** The round with the most users; the last of several. */
function hardestRound(rounds: readonly RoundRecord[]): RoundRecord {
  return rounds.reduce((found, round) => (round.vus >= found.vus ? round : found));
}

function stepRow(
  step: StepRecord,
  round: RoundRecord,
  verdicts: readonly Verdict[],
  { scaleMs, hasCold, hasResults }: { scaleMs: number; hasCold: boolean; hasResults: boolean },
): TableRow {
  const ofStep = verdicts.filter(({ subject }) => subject.kind === 'step' && subject.step === step.step);
  const worst = gravest(ofStep);
  const [own] = verdictsOf(ofStep, { kind: 'round', ...round });
  const [low, high] = [Math.min(...step.visitsMs), Math.max(...step.visitsMs)];
  const vitals = vitalsWords(step.vitals);
  return {
    cells: [
      html`${step.step}${vitals !== '' && html`<small>${vitals}</small>`}`,
      msOrDash(step.medianMs),
      stackedBar(stretchesOf(step.medianMs, step.parts), scaleMs),
      own !== undefined &&
        html`<span class="against">${limitBar(own)}<small>${msOrDash(own.limit)}</small></span>`,
      step.visitsMs.length === 0 ? DASH : `${msOrDash(low)} to ${msOrDash(high)}`,
      ...(hasCold ? [msOrDash(step.coldMs)] : []),
      ...(hasResults
        ? [worst === undefined ? 'no limit' : worst.kind !== 'inconclusive' && verdictMark(worst.kind)]
        : []),
    ],
    ...(worst?.kind === 'fail' && { className: 'broken' }),
  };
}

/** The recorded visits, and the command that opens each from the run's folder. */
function keptTraces(rounds: readonly RoundRecord[]): Html | undefined {
  const kept = rounds.flatMap(({ number, trace }) => (trace === undefined ? [] : [{ number, ...trace }]));
  if (kept.length === 0) return undefined;
  return html`<ul class="note">${kept.map(
    ({ number, why, trace, video }) =>
      html`<li>Recorded after round ${number}, since it was ${why === 'failed' ? 'over a limit' : 'the slowest'}: <code>npx playwright show-trace ${trace}</code>${video !== undefined && html`, video ${video}`}</li>`,
  )}</ul>`;
}

/** A row for each round: a run may have many rounds, while the steps of a journey are few and fit on a screen. */
function everyRound(journey: string, rounds: readonly RoundRecord[], scaleMs: number): Html {
  const steps = [...new Set(rounds.flatMap((round) => round.steps.map(({ step }) => step)))];
  const cell = (step: StepRecord | undefined): Part =>
    step === undefined
      ? DASH
      : html`${msOrDash(step.medianMs)}<span class="mini">${stackedBar(stretchesOf(step.medianMs, step.parts), scaleMs)}</span>`;
  return dataTable(
    `${spokenName(journey)}: median of each step in each round, ms`,
    [{ title: 'round' }, ...steps.map((title) => ({ title, isNumber: true }))],
    rounds.map(({ number, vus, steps: own }) => ({
      cells: [
        `${number}, ${counted(vus, 'user')}`,
        ...steps.map((name) => cell(own.find(({ step }) => step === name))),
      ],
    })),
  );
}

/**
 * The pairs of a journey: what users felt in the page, and what the backend did at the same moment. Both bars of a pair
 * share the scale of the journey.
 */
function roundPairs(journey: string, rounds: readonly RoundRecord[]): Html {
  const hasTraffic = rounds.some(({ traffic }) => traffic !== undefined);
  const scaleMs = Math.max(...rounds.map((round) => Math.max(feltMs(round), backendMs(round) ?? 0)), 1);
  const columns = [
    { title: 'round' },
    { title: 'users', isNumber: true },
    { title: 'felt, all steps', isNumber: true },
    { title: 'felt above, backend below' },
    ...(hasTraffic
      ? [
          { title: 'traffic p95', isNumber: true },
          { title: 'its operation p95', isNumber: true },
        ]
      : []),
    { title: 'burst p95', isNumber: true },
    { title: 'burst', isNumber: true },
  ];
  return dataTable(
    `${spokenName(journey)}: felt and backend at the same moment, ms`,
    columns,
    rounds.map((round) => pairRow(round, scaleMs, hasTraffic)),
  );
}

function pairRow(round: RoundRecord, scaleMs: number, hasTraffic: boolean): TableRow {
  const { number, of, moment, vus, traffic, burst } = round;
  const felt = feltMs(round);
  const backend = backendMs(round);
  return {
    cells: [
      html`${number} of ${of} <small>${moment}</small>`,
      formatCount(vus),
      msOrDash(felt),
      html`<span class="pair">${stackedBar([{ name: 'felt', color: 'part-whole', ms: felt }], scaleMs)}${
        backend !== undefined &&
        stackedBar([{ name: 'backend p95', color: 'part-app', ms: backend }], scaleMs)
      }</span>`,
      ...(hasTraffic ? [msOrDash(traffic?.p95Ms), msOrDash(traffic?.operationP95Ms)] : []),
      msOrDash(burst?.p95Ms),
      burst === undefined ? DASH : formatFigure(burst.requestsPerSecond, 'per second'),
    ],
  };
}

/** The whole journey as users felt it: the sum of the medians of its steps. */
function feltMs({ steps }: RoundRecord): number {
  return steps.reduce((sum, { medianMs }) => sum + medianMs, 0);
}

/** The p95 of the traffic at that moment if it is known, otherwise that of the burst. */
function backendMs({ traffic, burst }: RoundRecord): number | undefined {
  return traffic?.operationP95Ms ?? traffic?.p95Ms ?? burst?.p95Ms;
}
