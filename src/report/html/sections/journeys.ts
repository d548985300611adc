import { formatCount, formatFigure, given, listed, spokenName } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import { traceAddress } from '../../../base/trace-address.ts';
import type { RoundRecord, StepRecord } from '../../../record/round-record.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { type Verdict, verdictsOf } from '../../../verdict/verdict.ts';
import { backendMs, feltMs, warmMedianMs } from '../../../view/felt-time.ts';
import { gravest } from '../../../view/judged-limits.ts';
import type { RunView } from '../../../view/run-view.ts';
import { stepOwnMs } from '../../../view/step-own-delay.ts';
import { limitBar, STEP_SWATCHES, stackedBar, stretchesOf } from '../../drawing/bars.ts';
import { legend } from '../../drawing/chart-figure.ts';
import { dataTable, folded, type Html, html, type Part, traceLink } from '../../drawing/markup.ts';
import { usersWords } from '../../words/in-rounds.ts';
import { DASH, msOrDash } from '../../words/numbers.ts';
import { stepsNote } from '../../words/own-delay.ts';
import { recordedLine, shimsLine, staleBurstsLine } from '../../words/run-lines.ts';
import {
  blockedByLines,
  FAULTS_TITLE,
  faultLines,
  scriptsUnknown,
  tracesMissing,
  vitalsWords,
} from '../../words/steps.ts';
import { boundedMs, boundNote, verdictMark } from './latency-rows.ts';

/** What users felt, journey by journey, and the backend at the same moment. */
export function journeysSection(view: RunView): Html | undefined {
  const { rounds, traceUrl } = view.record;
  if (rounds.length === 0) return undefined;
  const journeys = Map.groupBy(rounds, ({ journey }) => journey);
  const unknown = given(
    scriptsUnknown(rounds),
    tracesMissing(rounds, traceUrl),
    staleBurstsLine({ bursts: [], rounds }),
  ).join(' ');
  const hasParts = rounds.some((round) => round.steps.some(({ parts }) => parts !== undefined));
  return html`<section id="journeys"><h2>Journeys</h2>
<p>Measured in the page, from the user's input to the frame that shows the result: medians over the visits of a round, in
milliseconds. ${boundWords(view)}${measuredWith(rounds)} ${recordedLine({ rounds })}${unknown !== '' && ` ${unknown}`}</p>
${hasParts && legend(STEP_SWATCHES)}
${[...journeys].map(([journey, list]) => journeyPart(journey, list, view.record, hasParts))}
</section>`;
}

/** What the small figures are, where there are some, and what is missing. */
function boundWords(view: RunView): string {
  const { rounds } = view.record;
  const hasBounds = rounds.some(({ steps }) => steps.some((step) => stepOwnMs(step) !== undefined));
  return given(hasBounds && boundNote(view).trim(), stepsNote(view.ownDelay, rounds)).join(' ');
}

/** Names the devices and the help that the client had: with others the figures would differ. */
function measuredWith(rounds: readonly RoundRecord[]): string {
  const devices = [...new Set(rounds.flatMap(({ device }) => device ?? []))];
  const shims = shimsLine({ rounds });
  return `${devices.length === 0 ? '' : ` Device: ${listed(devices)}.`}${shims === undefined ? '' : ` ${shims}`}`;
}

function journeyPart(
  journey: string,
  rounds: readonly RoundRecord[],
  { verdicts, traceUrl }: RunRecord,
  hasParts: boolean,
): Html {
  const own = verdicts.filter(({ owner }) => owner.kind === 'round' && owner.journey === journey);
  const hardest = hardestRound(rounds);
  const scaleMs = Math.max(...rounds.flatMap(({ steps }) => steps.map((step) => warmMedianMs(step) ?? 0)), 1);
  const operation = rounds.find(({ burst }) => burst !== undefined)?.burst?.operation;
  return html`<section class="journey"><h3>${spokenName(journey)}${operation !== undefined && html` <small>behind it ${operation}</small>`}</h3>
${dataTable(
  `${spokenName(journey)}, round ${hardest.number} of ${hardest.of} (${hardest.moment}, ${usersWords(hardest)})`,
  [['step', (step) => stepName(step, traceUrl)], ...stepColumns(hardest, own, scaleMs, hasParts)],
  hardest.steps,
  { isBroken: (step) => gravest(ofStep(own, step))?.kind === 'fail' },
)}
${roundPairs(journey, rounds)}
${pageFaults(rounds)}
${keptTraces(rounds)}
${rounds.length > 1 && folded('Every round, step by step', everyRound(journey, rounds, scaleMs))}
</section>`;
}

/** The round with the most users that has medians, else one with steps; the last of several. */
function hardestRound(rounds: readonly RoundRecord[]): RoundRecord {
  const warm = rounds.filter(({ steps }) => steps.some((step) => warmMedianMs(step) !== undefined));
  const visited = rounds.filter(({ steps }) => steps.length > 0);
  const [measured = rounds] = [warm, visited].filter((found) => found.length > 0);
  return measured.reduce((found, round) => (round.vus >= found.vus ? round : found));
}

function ofStep(verdicts: readonly Verdict[], { step }: StepRecord): Verdict[] {
  return verdicts.filter(({ subject }) => subject.kind === 'step' && subject.step === step);
}

function stepColumns(
  round: RoundRecord,
  verdicts: readonly Verdict[],
  scaleMs: number,
  hasParts: boolean,
): Column<StepRecord, Part>[] {
  const hasCold = round.steps.some(({ coldMs }) => coldMs !== undefined);
  // Without a decided limit the column would be empty; one line of the report counts the undecided ones.
  const hasResults = verdicts.some(({ kind, subject }) => subject.kind === 'step' && kind !== 'inconclusive');
  const result = (step: StepRecord): Part => {
    const worst = gravest(ofStep(verdicts, step));
    return worst?.kind !== 'inconclusive' && verdictMark(worst);
  };
  return [
    ['median', medianCell, 'number'],
    [hasParts ? 'where its time went' : 'time in the page', (step) => timeBar(step, scaleMs)],
    [
      'against its limit',
      (step) => against(verdictsOf(ofStep(verdicts, step), { kind: 'round', ...round })[0]),
    ],
    ['visits', ({ visitsMs }) => rangeWords(visitsMs), 'number'],
    ...columnsIf<StepRecord>(hasCold, ['cold', ({ coldMs }) => msOrDash(coldMs), 'number']),
    ...columnsIf<StepRecord>(hasResults, ['all rounds', result]),
  ];
}

function medianCell(step: StepRecord): Part {
  const own = stepOwnMs(step);
  return boundedMs(warmMedianMs(step), own === undefined ? undefined : step.medianMs - own);
}

function columnsIf<Item>(isShown: boolean, ...columns: Column<Item, Part>[]): Column<Item, Part>[] {
  return isShown ? columns : [];
}

function stepName(step: StepRecord, traceUrl: string | undefined): Html {
  const words = vitalsWords(step.vitals);
  const scripts = blockedByLines(step).map((line) => html`<small>blocked by ${line}</small>`);
  const { traceId } = step;
  const trace =
    traceUrl !== undefined &&
    traceId !== undefined &&
    html`<small>trace ${traceLink(traceId, traceAddress(traceUrl, traceId))}</small>`;
  return html`${step.step}${words !== '' && html`<small>${words}</small>`}${scripts}${trace}`;
}

function timeBar(step: StepRecord, scaleMs: number): Part {
  const medianMs = warmMedianMs(step);
  return medianMs !== undefined && stackedBar(stretchesOf(medianMs, step.parts), scaleMs);
}

function against(verdict: Verdict | undefined): Part {
  return (
    verdict !== undefined &&
    html`<span class="against">${limitBar(verdict)}<small>${msOrDash(verdict.limit)}</small></span>`
  );
}

function rangeWords(ms: readonly number[]): string {
  return ms.length === 0 ? DASH : `${msOrDash(Math.min(...ms))} to ${msOrDash(Math.max(...ms))}`;
}

function pageFaults(rounds: readonly RoundRecord[]): Html | undefined {
  const lines = faultLines(rounds);
  if (lines.length === 0) return undefined;
  return html`<p class="note">${FAULTS_TITLE}:</p>
<ul class="note">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** The recorded visits, and the command that opens each from the run's folder. */
function keptTraces(rounds: readonly RoundRecord[]): Html | undefined {
  const kept = rounds.flatMap(({ number, trace }) => (trace === undefined ? [] : [{ number, ...trace }]));
  if (kept.length === 0) return undefined;
  return html`<ul class="note">${kept.map(
    ({ number, why, trace, video }) =>
      html`<li>Recorded after round ${number}, since it ${why === 'failed' ? 'failed' : 'was the slowest'}: <code>npx playwright show-trace ${trace}</code>${video !== undefined && html`, video ${video}`}</li>`,
  )}</ul>`;
}

/** A row for each round: a run may have many rounds, while the steps of a journey are few and fit on a screen. */
function everyRound(journey: string, rounds: readonly RoundRecord[], scaleMs: number): Html {
  const names = [...new Set(rounds.flatMap((round) => round.steps.map(({ step }) => step)))];
  const cell = (step: StepRecord | undefined): Part =>
    step === undefined || warmMedianMs(step) === undefined
      ? DASH
      : html`${msOrDash(warmMedianMs(step))}<span class="mini">${timeBar(step, scaleMs)}</span>`;
  return dataTable(
    `${spokenName(journey)}: median of each step in each round, ms`,
    [
      ['round', (round) => `${round.number}, ${usersWords(round)}`],
      ...names.map(
        (name): Column<RoundRecord, Part> => [
          name,
          ({ steps }) => cell(steps.find(({ step }) => step === name)),
          'number',
        ],
      ),
    ],
    rounds,
  );
}

/**
 * The pairs of a journey: what users felt in the page, and what the backend did at the same moment. Both bars of a pair
 * share the scale of the journey.
 */
function roundPairs(journey: string, rounds: readonly RoundRecord[]): Html {
  const hasTraffic = rounds.some(({ traffic }) => traffic !== undefined);
  const scaleMs = Math.max(...rounds.flatMap((round) => [feltMs(round) ?? 0, backendMs(round) ?? 0]), 1);
  return dataTable<RoundRecord>(
    `${spokenName(journey)}: felt and backend at the same moment, ms`,
    [
      ['round', ({ number, of, moment }) => html`${number} of ${of} <small>${moment}</small>`],
      [
        'users',
        ({ vus, plannedVus }) =>
          given(formatCount(vus), plannedVus !== undefined && `(${formatCount(plannedVus)} planned)`).join(
            ' ',
          ),
        'number',
      ],
      ['felt, all steps', (round) => msOrDash(feltMs(round)), 'number'],
      ['felt above, backend below', (round) => pairOfBars(round, scaleMs)],
      ...columnsIf<RoundRecord>(
        hasTraffic,
        ['traffic p95', ({ traffic }) => boundedMs(traffic?.p95Ms, traffic?.p95LeastMs), 'number'],
        [
          'its operation p95',
          ({ traffic }) => boundedMs(traffic?.operationP95Ms, traffic?.operationP95LeastMs),
          'number',
        ],
      ),
      ['burst p95', ({ burst }) => boundedMs(burst?.p95Ms, burst?.p95LeastMs), 'number'],
      [
        'burst',
        ({ burst }) => (burst ? formatFigure(burst.requestsPerSecond, 'per second') : DASH),
        'number',
      ],
    ],
    rounds,
  );
}

function pairOfBars(round: RoundRecord, scaleMs: number): Html {
  const bar = (name: string, color: string, ms: number | undefined): Part =>
    ms !== undefined && stackedBar([{ name, color, ms }], scaleMs);
  return html`<span class="pair">${bar('felt', 'part-whole', feltMs(round))}${bar('backend p95', 'part-app', backendMs(round))}</span>`;
}
