import type { FrameScript } from './page-timeline.ts';

/** A script's entry of a long animation frame, as far as it is read here. */
export interface ScriptEntry {
  readonly startTime: number;
  readonly duration: number;
  readonly sourceURL?: unknown;
  readonly sourceFunctionName?: unknown;
  readonly invoker?: unknown;
  readonly invokerType?: unknown;
  readonly forcedStyleAndLayoutDuration?: unknown;
}

/** What has to be in a page's script that calls {@link frameScriptOf}. */
export const FRAME_SCRIPT_PARTS = [frameScriptOf, fileOf, invokerOf];

/**
 * A script of a long animation frame. What its addresses may carry of a person stays in the page: queries, fragments, users.
 *
 * @param origin of the page
 */
// This and what follows runs inside the page too: it knows nothing else of this file.
export function frameScriptOf(entry: ScriptEntry, origin: string): FrameScript {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
  const { startTime, duration, forcedStyleAndLayoutDuration: forcedMs } = entry;
  return {
    startMs: startTime,
    endMs: startTime + duration,
    file: fileOf(textOf(entry.sourceURL), origin),
    functionName: textOf(entry.sourceFunctionName),
    invoker: invokerOf(textOf(entry.invoker), origin),
    invokerType: textOf(entry.invokerType),
    forcedLayoutMs: typeof forcedMs === 'number' ? forcedMs : 0,
  };
}

function fileOf(address: string, origin: string): string {
  if (!URL.canParse(address)) return address.replace(/[?#].*/s, '');
  const url = new URL(address);
  // Of others, such as blob: and data:, the rest is an id or the script itself.
  if (!/^https?:$/.test(url.protocol)) return url.protocol;
  return url.origin === origin ? url.pathname : url.host + url.pathname;
}

/** What called a script: `BUTTON#save.onclick`, `IMG[src=/a.png].onload`, or the address of a script that loads. */
function invokerOf(invoker: string, origin: string): string {
  if (URL.canParse(invoker) && /^(https?|blob|data):/.test(invoker)) return fileOf(invoker, origin);
  return invoker.replace(/\[src=([^\]]*)\]?/, (_, address: string) => `[src=${fileOf(address, origin)}]`);
}
