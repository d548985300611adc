import { formatMs } from '../base/format.ts';
import { traceWords } from '../base/trace-address.ts';
import { type BlockingScript, blockedFor, scriptPlace } from '../measure/page/blocking-scripts.ts';
import type { StepParts } from '../measure/page/step-parts.ts';
import type { Judgement } from './verdict.ts';

/** What is known of a step in addition to its time. */
export interface StepBackground {
  readonly step: string;
  /** Where the time of its median visit went; undefined when the page told nothing. */
  readonly parts: StepParts | undefined;
  /** Scripts that blocked that visit, the longest first; undefined where the browser reported none. */
  readonly blockedBy?: readonly BlockingScript[] | undefined;
  /** Of that visit; undefined when no request of the step carried one. */
  readonly traceId?: string | undefined;
  /** TRACE_URL, where it is set. */
  readonly traceUrl?: string | undefined;
  /** Virtual users that were active at the time. */
  readonly vus: number;
  /** What the step takes without traffic, where that is known. */
  readonly unloadedMs?: number | undefined;
}

/** A step's time against its limit, to be explained. */
export interface SlowStep extends StepBackground {
  readonly medianMs: number;
  readonly limitMs: number;
}

/** A second part, and the script that blocked longest, are named when they are at least this share of the step. */
const WORTH_NAMING = 0.25;

/**
 * One sentence that says where a slow step's time went: the largest part, and the second if it is a quarter of the step
 * or more; of the server also the largest of its parts. A script that blocked a quarter or more is named. E.g. `create deal took 1,840 ms, limit 1,200: 1,310 in the
 * server (db 1,260) while 300 users were on; unloaded it takes 240`.
 */
export function slowStepSentence(slow: SlowStep): string {
  const { step, medianMs, limitMs, parts, blockedBy, traceId, traceUrl, vus, unloadedMs } = slow;
  const took = `${step} took ${formatMs(medianMs)} ms, limit ${formatMs(limitMs)}`;
  const where = parts === undefined ? '' : `: ${largest(parts).join(' and ')}`;
  const unloaded = unloadedMs === undefined ? '' : `; unloaded it takes ${formatMs(unloadedMs)}`;
  const trace = traceId === undefined ? '' : `; ${traceWords(traceUrl, traceId)}`;
  return `${took}${where} ${usersAtTheTime(vus)}${unloaded}${blockedWords(blockedBy?.[0])}${trace}`;
}

/** Adds the sentence to a verdict that failed; any other stays as it is. */
export function explained(verdict: Judgement, background: StepBackground): Judgement {
  if (verdict.kind !== 'fail') return verdict;
  const { figure: medianMs, limit: limitMs } = verdict;
  return { ...verdict, explanation: slowStepSentence({ ...background, medianMs, limitMs }) };
}

function blockedWords(script: BlockingScript | undefined): string {
  if (script === undefined || script.share < WORTH_NAMING) return '';
  return `; ${scriptPlace(script)} blocked it for ${blockedFor(script)}`;
}

function usersAtTheTime(vus: number): string {
  if (vus === 0) return 'without any traffic';
  return vus === 1 ? 'while 1 user was on' : `while ${vus.toLocaleString('en-US')} users were on`;
}

function largest(parts: StepParts): string[] {
  const serverMs = parts.serverAppMs + parts.serverDbMs + parts.serverCryptoMs;
  const places: readonly (readonly [ms: number, place: string])[] = [
    [serverMs, `in the server${insideServer(parts)}`],
    [parts.networkMs, 'in the network'],
    [parts.queueingMs, 'queueing in the browser'],
    [parts.inputDelayMs, 'until the busy page took the input'],
    [parts.scriptMs, "in the page's scripts"],
    [parts.paintMs, 'painting'],
    [parts.idleMs, 'waiting for a timer of the page'],
  ];
  const wholeMs = places.reduce((sum, [ms]) => sum + ms, 0);
  return places
    .toSorted(([a], [b]) => b - a)
    .slice(0, 2)
    .filter(([ms], rank) => rank === 0 || ms >= wholeMs * WORTH_NAMING)
    .map(([ms, place]) => `${formatMs(ms)} ${place}`);
}

function insideServer({ serverAppMs, serverDbMs, serverCryptoMs }: StepParts): string {
  const most = Math.max(serverAppMs, serverDbMs, serverCryptoMs);
  const name = most === serverDbMs ? 'db' : most === serverCryptoMs ? 'crypto' : 'app';
  return ` (${name} ${formatMs(most)})`;
}
