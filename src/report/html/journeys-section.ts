import { counted, listed } from '../../base/format.ts';
import type { RoundRecord, StepRecord } from '../../record/round-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type Verdict, verdictsOf } from '../../verdict/verdict.ts';
import { legend } from './chart-figure.ts';
import { dataTable, folded, type TableRow } from './data-table.ts';
import { verdictMark } from './latency-rows.ts';
import { limitBar } from './limit-bar.ts';
import { type Html, html, type Part } from './markup.ts';
import { gravest } from './owned-verdicts.ts';
import { roundPairs } from './round-pairs.ts';
import { STEP_SWATCHES, stackedBar, stretchesOf } from './step-parts-bar.ts';
import { vitalsWords } from './vitals-words.ts';
import { journeyName, msOrDash } from './words.ts';

/** What a person at the screen felt, journey by journey, beside the backend of the same moment. */
export function journeysSection({ rounds, verdicts }: RunRecord): Html | undefined {
  if (rounds.length === 0) return undefined;
  const journeys = new Map<string, RoundRecord[]>();
  for (const round of rounds) journeys.set(round.journey, [...(journeys.get(round.journey) ?? []), round]);
  const hasParts = rounds.some((round) => round.steps.some(({ parts }) => parts !== undefined));
  return html`<section id="journeys"><h2>Journeys</h2>
<p>Measured in the page itself, from the person's input to the frame that shows the result; medians over a round's visits, in
milliseconds.${measuredWith(rounds)}</p>
${hasParts && legend(STEP_SWATCHES)}
${[...journeys].map(([journey, list]) => journeyPart(journey, list, verdicts, hasParts))}
</section>`;
}

/** The device belongs to the figures. */
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
  return html`<section class="journey"><h3>${journeyName(journey)}${operation !== undefined && html` <small>behind it ${operation}</small>`}</h3>
${dataTable(
  `${journeyName(journey)}, round ${hardest.number} of ${hardest.of} (${hardest.moment}, ${counted(hardest.vus, 'user')})`,
  [
    { title: 'step' },
    { title: 'median', isNumber: true },
    { title: hasParts ? 'where its time went' : 'as felt in the page' },
    { title: 'against its limit' },
    { title: 'visits', isNumber: true },
    ...(hasCold ? [{ title: 'cold', isNumber: true }] : []),
    { title: 'all rounds' },
  ],
  hardest.steps.map((step) => stepRow(step, hardest, own, { scaleMs, hasCold })),
)}
${roundPairs(journey, rounds)}
${keptTraces(rounds)}
${rounds.length > 1 && folded('Every round, step by step', everyRound(journey, rounds, scaleMs))}
</section>`;
}

/** The round with the most users; of several the last. */
function hardestRound(rounds: readonly RoundRecord[]): RoundRecord {
  return rounds.reduce((found, round) => (round.vus >= found.vus ? round : found));
}

function stepRow(
  step: StepRecord,
  round: RoundRecord,
  verdicts: readonly Verdict[],
  { scaleMs, hasCold }: { scaleMs: number; hasCold: boolean },
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
      step.visitsMs.length === 0 ? '–' : `${msOrDash(low)} to ${msOrDash(high)}`,
      ...(hasCold ? [msOrDash(step.coldMs)] : []),
      worst === undefined ? 'no limit' : verdictMark(worst.kind),
    ],
    ...(worst?.kind === 'fail' && { className: 'broken' }),
  };
}

/** What was recorded to be looked at: how to open it, from the run's folder. */
function keptTraces(rounds: readonly RoundRecord[]): Html | undefined {
  const kept = rounds.flatMap(({ number, trace }) => (trace === undefined ? [] : [{ number, ...trace }]));
  if (kept.length === 0) return undefined;
  return html`<ul class="note">${kept.map(
    ({ number, why, trace, video }) =>
      html`<li>Recorded after round ${number}, since it was ${why === 'failed' ? 'over a limit' : 'the slowest'}: <code>npx playwright show-trace ${trace}</code>${video !== undefined && html`, video ${video}`}</li>`,
  )}</ul>`;
}

function everyRound(journey: string, rounds: readonly RoundRecord[], scaleMs: number): Html {
  const steps = [...new Set(rounds.flatMap((round) => round.steps.map(({ step }) => step)))];
  const cell = (step: StepRecord | undefined): Part =>
    step === undefined
      ? '–'
      : html`${msOrDash(step.medianMs)}<span class="mini">${stackedBar(stretchesOf(step.medianMs, step.parts), scaleMs)}</span>`;
  return dataTable(
    `${journeyName(journey)}: median of each step in each round, ms`,
    [
      { title: 'step' },
      ...rounds.map(({ number, vus }) => ({
        title: `round ${number}, ${counted(vus, 'user')}`,
        isNumber: true,
      })),
    ],
    steps.map((name) => ({
      cells: [name, ...rounds.map((round) => cell(round.steps.find(({ step }) => step === name)))],
    })),
  );
}
