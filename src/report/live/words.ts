import { counted, type FigureUnit, formatCount, formatFigure, given, spokenName } from '../../base/format.ts';
import type { SignInState } from '../../record/sign-in-state.ts';
import { DASH } from '../words/numbers.ts';
import { type Look, type Span, span } from './styled-line.ts';
import type { LiveState } from './watch.ts';

/** What the limits of a search judge. */
export const OF_A_WINDOW = ' a window';

const LOAD_WORDS = { normal: 'normal load', overload: 'overload', recovering: 'recovering' } as const;

/** Above this share of its limit a figure counts as near to it. */
const NEAR = 0.8;

/** Minutes and seconds, `3:24`; an hour and more `1:03:24`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `3:24 of 10:00, 6:36 left`. */
export function timeText({ elapsedMs = 0, durationMs }: LiveState): string {
  const nowMs = Math.min(elapsedMs, durationMs);
  const left = nowMs < durationMs ? `${clockText(durationMs - nowMs)} left` : 'the last requests end';
  return `${clockText(nowMs)} of ${clockText(durationMs)}, ${left}`;
}

/** The stage of the moment: `ramp to 500 users, stage 2 of 3, overload`. Stages without length are jumps and do not count. */
export function stageText({ stages, elapsedMs, signIn, stopped, judged }: LiveState): string {
  if (stopped !== undefined) return 'ending';
  if (elapsedMs === undefined) {
    if (signIn === undefined) return 'preparing';
    if (signIn.waitsForLimit) return `users signed in, ${WAITS_FOR_LIMIT}`;
    return signIn.done < signIn.of
      ? `${formatCount(signIn.done)} of ${formatCount(signIn.of)} users signed in${leftWords(signIn)}`
      : 'browsers start';
  }
  const long = stages.filter(({ durationSeconds }) => durationSeconds > 0);
  let endMs = 0;
  for (const [index, stage] of long.entries()) {
    endMs += stage.durationSeconds * 1000;
    if (elapsedMs >= endMs) continue;
    const before = stages[stages.indexOf(stage) - 1]?.targetVus ?? 0;
    const users = counted(stage.targetVus, 'user');
    const what =
      before === stage.targetVus ? users : stage.targetVus === 0 ? 'users leave' : `ramp to ${users}`;
    return given(what, `stage ${index + 1} of ${long.length}`, judged.load && LOAD_WORDS[judged.load]).join(
      ', ',
    );
  }
  return 'the end';
}

const WAITS_FOR_LIMIT = "waiting for the target's rate limit";

/** A sign-in that is over sooner than this needs no forecast. */
const LONG_SIGN_IN_MS = 5_000;

/** `, 1:20 left` */
function leftWords({ done, of, sinceMs }: SignInState): string {
  if (sinceMs < LONG_SIGN_IN_MS || done === 0) return '';
  return `, ${clockText((sinceMs / done) * (of - done))} left`;
}

/** One line on the sign-in of users, for a log; undefined when there is none or it is over. */
export function signInLine({ signIn }: Pick<LiveState, 'signIn'>): string | undefined {
  if (signIn === undefined || (signIn.done >= signIn.of && !signIn.waitsForLimit)) return undefined;
  const { done, of, made, waitsForLimit } = signIn;
  const left = waitsForLimit ? `, ${WAITS_FOR_LIMIT}` : leftWords(signIn);
  return `signing in: ${formatCount(done)} of ${formatCount(of)} accounts, ${formatCount(made)} of them new${left}`;
}

/** What the browser does now, or when it does something next. */
export function browserText({ measuring, rounds, elapsedMs = 0 }: LiveState): string {
  if (measuring !== undefined)
    return `${spokenName(measuring.journey)}, round ${measuring.number} of ${measuring.of}`;
  const next = rounds.filter(({ atMs }) => atMs > elapsedMs).sort((a, b) => a.atMs - b.atMs)[0];
  if (next !== undefined) return `${spokenName(next.journey)} next, in ${clockText(next.atMs - elapsedMs)}`;
  return rounds.some(({ status }) => status === 'to come') ? 'waiting for its turn' : 'all rounds measured';
}

/** The p95 of the last ten seconds and of what the scenario's limit judges, against the limit. */
export function p95Spans({ progress, limits, judged }: LiveState): Span[] {
  const against = {
    limit: limits.p95Ms,
    unit: 'ms',
    what: judged.latencies,
    isNow: judged.now.latencies,
    isSearch: judged.isSearch,
  } as const;
  return nowAndAll(progress?.recentP95Ms, progress?.p95Ms, against);
}

/** Errors of the last ten seconds and of what the scenario's limit judges, against the limit. */
export function errorSpans({ progress, limits, judged }: LiveState): Span[] {
  const against = {
    limit: limits.errorRate,
    unit: 'share',
    what: judged.errors,
    isNow: judged.now.errors,
    isSearch: judged.isSearch,
  } as const;
  return nowAndAll(progress?.recentFailedShare, progress?.failedShare, against);
}

type Figure = number | null | undefined;

/** A limit, what of the run it judges, whether it judges this moment, and whether it judges windows of a search alone. */
interface Against {
  readonly limit: number;
  readonly unit: FigureUnit;
  readonly what: LiveState['judged']['latencies'];
  readonly isNow: boolean;
  readonly isSearch: boolean;
}

function nowAndAll(now: Figure, all: Figure, { limit, unit, what, isNow, isSearch }: Against): Span[] {
  const shown = (value: Figure, isJudged: boolean) =>
    span(figureText(value, unit), isJudged ? lookAgainst(value, limit) : 'bold');
  const rest = ` ${what}, limit ${formatFigure(limit, unit)}${isSearch ? OF_A_WINDOW : ''}`;
  return [shown(now, isNow), span(' now, ', 'dim'), shown(all, !isSearch), span(rest, 'dim')];
}

function figureText(value: Figure, unit: FigureUnit): string {
  return value == null ? DASH : formatFigure(value, unit);
}

/** How a figure looks, given a limit that it has to stay below. */
function lookAgainst(figure: Figure, limit: number): Look {
  if (figure == null) return 'dim';
  if (figure >= limit) return 'bad';
  return figure >= NEAR * limit ? 'warn' : 'bold';
}

/** One line on a running traffic, for a log; undefined before it began. */
export function progressLine(state: LiveState): string | undefined {
  const { progress, durationMs, limits, judged, measuring } = state;
  if (progress === undefined) return undefined;
  const { elapsedMs, vus, requestsPerSecond, p95Ms, recentP95Ms, failedShare, requests } = progress;
  return given(
    `${clockText(Math.min(elapsedMs, durationMs))} of ${clockText(durationMs)}`,
    `${vus} VUs`,
    `${requestsPerSecond.toLocaleString('en-US')} req/s`,
    `p95 ${figureText(recentP95Ms, 'ms')} now, ${figureText(p95Ms, 'ms')} ${judged.latencies} (limit ${formatFigure(limits.p95Ms, 'ms')}${judged.isSearch ? OF_A_WINDOW : ''})`,
    `errors ${formatFigure(failedShare, 'share')}`,
    `${requests.toLocaleString('en-US')} requests`,
    measuring !== undefined && `browser: ${browserText(state)}`,
  ).join('  ');
}
