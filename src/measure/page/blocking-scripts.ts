import { formatMs } from '../../base/format.ts';
import type { FrameScript, PageTimeline, Stretch } from './page-timeline.ts';

/**
 * A script that blocked the main thread during a step, as long animation frames have it. The browser names the function that
 * it called itself (a listener, a callback, what follows a promise), not the one within it that took long.
 */
export interface BlockingScript extends Omit<FrameScript, keyof Stretch> {
  /** Within the step, summed over all its calls there. */
  readonly ms: number;
  /** Of the step: 0.5 is half of it. */
  readonly share: number;
}

/** More would explain less: a step has one or two that matter. */
const MOST_KEPT = 5;

/**
 * The scripts that blocked a step, the longest first: scripts of 5 ms and more within frames of 50 ms and more, clipped to the
 * step, summed by file and function. Functions without a name are told apart by what called them.
 *
 * @returns undefined when the browser reports no long animation frames, as Firefox and WebKit do not
 */
export function blockingScripts(
  step: Stretch,
  { supported, longFrames }: Pick<PageTimeline, 'supported' | 'longFrames'>,
): readonly BlockingScript[] | undefined {
  if (!supported.includes('long-animation-frame')) return undefined;
  const clipped = longFrames
    .flatMap(({ scripts }) => scripts)
    .map((script) => clippedTo(step, script))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
  const byFunction = Map.groupBy(clipped, (script) => `${script.file}\n${calledName(script)}`);
  return [...byFunction.values()]
    .flatMap((calls) => {
      const [longest] = calls;
      if (longest === undefined) return [];
      const sum = (key: 'ms' | 'share' | 'forcedLayoutMs') => calls.reduce((all, call) => all + call[key], 0);
      return [{ ...longest, ms: sum('ms'), share: sum('share'), forcedLayoutMs: sum('forcedLayoutMs') }];
    })
    .sort((a, b) => b.ms - a.ms)
    .slice(0, MOST_KEPT);
}

/** When within the script its layouts were is not known: a part of it has as large a part of them. */
function clippedTo(
  step: Stretch,
  { startMs, endMs, forcedLayoutMs, ...script }: FrameScript,
): BlockingScript {
  const ms = Math.max(0, Math.min(endMs, step.endMs) - Math.max(startMs, step.startMs));
  const isWithin = endMs > startMs ? ms / (endMs - startMs) : 0;
  return {
    ...script,
    forcedLayoutMs: forcedLayoutMs * isWithin,
    ms,
    share: ms / (step.endMs - step.startMs),
  };
}

/** Name of the function that the browser called; of one without a name, what called it. */
export function calledName({ functionName, invoker }: Pick<FrameScript, 'functionName' | 'invoker'>): string {
  return functionName === '' ? invoker : functionName;
}

/** Where to look: `drawChart in /assets/chart.js`. Of a function without a name, what called it. */
export function scriptPlace(script: Pick<FrameScript, 'file' | 'functionName' | 'invoker'>): string {
  const name = calledName(script);
  if (script.file === '') return `${name === '' ? 'a script' : name} (the browser names no file)`;
  return name === '' || name === script.file ? script.file : `${name} in ${script.file}`;
}

/** How long a script blocked its step: `310 ms (58 % of it, 12 ms forced layout)`. */
export function blockedFor({ ms, share, forcedLayoutMs }: BlockingScript): string {
  const layout = forcedLayoutMs >= 1 ? `, ${formatMs(forcedLayoutMs)} ms forced layout` : '';
  return `${formatMs(ms)} ms (${Math.round(share * 100)} % of it${layout})`;
}
