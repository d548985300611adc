import { counted, formatCount, formatMs, given } from '../../base/format.ts';
import { blockedFor, scriptPlace } from '../../measure/page/blocking-scripts.ts';
import { STEP_PART_NAMES, type StepParts, type StepVitals } from '../../measure/page/step-parts.ts';
import type { PageFault, RoundRecord, StepRecord } from '../../record/round-record.ts';
import type { LimitReached } from '../../verdict/perceived-under-load.ts';

/** A part with a smaller share of the step explains nothing and is left out. */
const WORTH_TELLING = 0.02;

/** Where a step's time went, in one line: `network 6 ms, server 31 ms (db 24, crypto 5), script 12 ms`. */
export function partsText(parts: StepParts): string {
  const { serverAppMs, serverDbMs, serverCryptoMs } = parts;
  const serverMs = serverAppMs + serverDbMs + serverCryptoMs;
  const all: readonly (readonly [name: string, ms: number])[] = [
    ['input delay', parts.inputDelayMs],
    ['queueing', parts.queueingMs],
    ['network', parts.networkMs],
    ['server', serverMs],
    ['script', parts.scriptMs],
    ['paint', parts.paintMs],
    ['idle', parts.idleMs],
  ];
  const wholeMs = all.reduce((sum, [, ms]) => sum + ms, 0);
  const within = named([
    ['db', serverDbMs],
    ['crypto', serverCryptoMs],
  ]);
  return all
    .filter(([, ms]) => ms >= wholeMs * WORTH_TELLING && ms > 0)
    .map(([name, ms]) => {
      const inside = name === 'server' && within !== '' ? ` (${within})` : '';
      return `${name} ${formatMs(ms)} ms${inside}`;
    })
    .join(', ');
}

function named(parts: readonly (readonly [name: string, ms: number])[]): string {
  return parts
    .filter(([, ms]) => ms > 0)
    .map(([name, ms]) => `${name} ${formatMs(ms)}`)
    .join(', ');
}

/** The web vitals of a step in one line, e.g. `INP 24 ms · CLS 0.02`; empty if the browser reported none. */
export function vitalsWords(vitals: StepVitals | undefined): string {
  if (vitals === undefined) return '';
  const { inpMs, lcpMs, fcpMs, ttfbMs, cls, longFrames, longFramesMs } = vitals;
  const ms = (name: string, value: number | undefined) =>
    value !== undefined && `${name} ${formatMs(value)} ms`;
  const frames = counted(longFrames ?? 0, 'long frame');
  return given(
    ms('INP', inpMs),
    ms('LCP', lcpMs),
    ms('FCP', fcpMs),
    ms('TTFB', ttfbMs),
    cls !== undefined && `CLS ${Number(cls.toFixed(3))}`,
    longFrames !== undefined &&
      longFrames > 0 &&
      (longFramesMs === undefined ? frames : `${frames}, ${formatMs(longFramesMs)} ms`),
  ).join(' · ');
}

/** A script that blocked a smaller share of its step is left out. */
const WORTH_BLAMING = 0.05;

/** The scripts that blocked a step, a line each: `drawChart in /assets/chart.js: 310 ms (58 % of it)`. */
export function blockedByLines({ blockedBy = [] }: StepRecord): string[] {
  return blockedBy
    .filter(({ share }) => share >= WORTH_BLAMING)
    .map((script) => `${scriptPlace(script)}: ${blockedFor(script)}`);
}

/** Why the scripts of these rounds are not known; undefined where they are. */
export function scriptsUnknown(rounds: readonly RoundRecord[]): string | undefined {
  const steps = rounds.flatMap((round) => round.steps).filter(({ parts }) => parts !== undefined);
  const unknown = steps.find(({ blockedBy }) => blockedBy === undefined);
  if (unknown === undefined) return undefined;
  return unknown.vitals?.longFrames === undefined
    ? 'Which scripts blocked a step is not known: this browser reports no long animation frames (Chromium does from 123 on).'
    : 'Which scripts blocked a step is not known: the version of the suite that measured this run did not record it.';
}

/** Why no step of these rounds has a trace to link to; undefined where one has, or links were not asked for. */
export function tracesMissing(
  rounds: readonly RoundRecord[],
  traceUrl: string | undefined,
): string | undefined {
  const isTraced = rounds.some(({ steps }) => steps.some(({ traceId }) => traceId !== undefined));
  if (isTraced || traceUrl === undefined) return undefined;
  return 'No step has a trace: in this run the scripts of its pages sent no request with a trace id, which only requests to their own origin get.';
}

const PART_COLORS: Readonly<Record<keyof StepParts, string>> = {
  inputDelayMs: 'part-input',
  queueingMs: 'part-queue',
  networkMs: 'part-network',
  serverAppMs: 'part-app',
  serverDbMs: 'part-db',
  serverCryptoMs: 'part-crypto',
  scriptMs: 'part-script',
  paintMs: 'part-paint',
  idleMs: 'part-idle',
};

/** The parts of a step in the order of a bar. */
export const STEP_PARTS = (Object.keys(STEP_PART_NAMES) as (keyof StepParts)[]).map((key) => ({
  key,
  name: STEP_PART_NAMES[key],
  color: PART_COLORS[key],
}));

/** Between how many users a step reaches its limit: ` (290 to 340)`, ` (290 or more)`; empty where neither end is known. */
export function usersRange({ lowVus, highVus }: LimitReached): string {
  if (lowVus === undefined) return highVus === undefined ? '' : ` (${formatCount(highVus)} or fewer)`;
  return ` (${formatCount(lowVus)} ${highVus === undefined ? 'or more' : `to ${formatCount(highVus)}`})`;
}

/** Stands before a list of them: pages get over most, and some are the reason why a step failed. */
export const FAULTS_TITLE = 'Faults in the pages, whether or not they failed a step';
/** A line names so many kinds of faults; the page of the run has all that were recorded. */
const FAULTS_IN_A_LINE = 3;

/** What went wrong in the pages of these rounds, in one line with the most frequent first; undefined when nothing did. */
export function faultsLine(rounds: readonly Pick<RoundRecord, 'journey' | 'faults'>[]): string | undefined {
  const journeys = Map.groupBy(rounds, ({ journey }) => journey);
  const all = [...journeys].flatMap(([journey, list]) =>
    faultsOf(list).map((found) => ({ ...found, text: `${journey}, ${faultWords(found)}` })),
  );
  if (all.length === 0) return undefined;
  const ordered = all.toSorted((a, b) => b.count - a.count);
  const more = ordered
    .slice(FAULTS_IN_A_LINE)
    .reduce((sum, { count }) => sum + count, unlistedFaults(rounds));
  const shown = ordered.slice(0, FAULTS_IN_A_LINE).map(({ text }) => text);
  return `${FAULTS_TITLE}: ${given(...shown, more > 0 && `and ${counted(more, 'more fault')}`).join('; ')}.`;
}

/** The same in lines, with the step and how often, and how many others there were. */
export function faultLines(rounds: readonly Pick<RoundRecord, 'faults'>[]): string[] {
  const unlisted = unlistedFaults(rounds);
  return given(...faultsOf(rounds).map(faultWords), unlisted > 0 && counted(unlisted, 'other fault'));
}

/** The listed faults of several rounds of a journey, each once. */
function faultsOf(rounds: readonly Pick<RoundRecord, 'faults'>[]): PageFault[] {
  const listed = rounds.flatMap(({ faults }) => faults?.listed ?? []);
  const kinds = Map.groupBy(listed, ({ step, fault }) => JSON.stringify([step, fault]));
  return [...kinds.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, count: others.reduce((sum, { count }) => sum + count, first.count) }],
  );
}

function unlistedFaults(rounds: readonly Pick<RoundRecord, 'faults'>[]): number {
  return rounds.reduce((sum, { faults }) => sum + (faults?.unlisted ?? 0), 0);
}

function faultWords({ step, fault, count }: PageFault): string {
  return `${step}: ${fault} (${counted(count, 'time')})`;
}
