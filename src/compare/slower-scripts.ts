import { counted, formatMs } from '../base/format.ts';
import { median } from '../base/statistics/averages.ts';
import { type BlockingScript, calledName, scriptPlace } from '../measure/page/blocking-scripts.ts';
import type { RoundRecord } from '../record/round-record.ts';
import type { ComparisonRow, ScriptsOfSlowerSteps, SlowerScript } from './comparison.ts';

/** A script is blamed when its growth is at least this share of the step's. */
const WORTH_BLAMING = 0.25;

/**
 * The scripts that explain why steps became slower. Only steps whose interval says so are looked at: for a script none can be
 * computed. Rounds are compared with the same round of the other run.
 *
 * @returns undefined when no step became slower
 */
export function slowerScripts(
  base: readonly RoundRecord[],
  other: readonly RoundRecord[],
  rows: readonly ComparisonRow[],
): ScriptsOfSlowerSteps | undefined {
  const regressed = rows.filter(({ kind, verdict }) => kind === 'step' && verdict === 'regressed');
  if (regressed.length === 0) return undefined;
  const pairs = regressed.map((row) => ({ row, rounds: pairedScripts(row.subject, base, other) }));
  return {
    slower: pairs.flatMap(({ row, rounds }) => grown(row, rounds)),
    unknown: pairs.filter(({ rounds }) => rounds.length === 0).map(({ row }) => row.subject),
  };
}

/** Times of scripts by their key, in one round of both runs. */
type ScriptPair = Readonly<Record<'base' | 'other', ReadonlyMap<string, BlockingScript>>>;

function pairedScripts(
  subject: string,
  base: readonly RoundRecord[],
  other: readonly RoundRecord[],
): ScriptPair[] {
  return base.flatMap((round) => {
    const twin = other.find(({ journey, number }) => journey === round.journey && number === round.number);
    const [before, now] = [scriptsOf(round, subject), scriptsOf(twin, subject)];
    return before === undefined || now === undefined ? [] : [{ base: before, other: now }];
  });
}

function scriptsOf(
  round: RoundRecord | undefined,
  subject: string,
): ReadonlyMap<string, BlockingScript> | undefined {
  const blockedBy = round?.steps.find(({ step }) => `${round.journey}: ${step}` === subject)?.blockedBy;
  return blockedBy && new Map(blockedBy.map((script) => [keyOf(script), script]));
}

/** Builds put a hash of the contents into a file's name or its path, so that a changed file has another one. */
function keyOf(script: BlockingScript): string {
  const file = script.file
    .replace(/[.-](?=[\w-]*[\dA-Z])[\w-]{8,}(?=\.\w+$)/, '')
    .replaceAll(/\/(?=[a-f]*\d)[\da-f]{8,}(?=\/)/g, '');
  const name = calledName(script);
  return `${name === script.file ? '' : name} in ${file}`;
}

function grown({ subject, baseMs, otherMs }: ComparisonRow, rounds: readonly ScriptPair[]): SlowerScript[] {
  const scripts = new Map(rounds.flatMap((pair) => [...pair.other]));
  return [...scripts]
    .map(([key, script]) => ({
      subject,
      script: scriptPlace(script),
      baseMs: median(rounds.map((pair) => pair.base.get(key)?.ms ?? 0)) ?? 0,
      otherMs: median(rounds.map((pair) => pair.other.get(key)?.ms ?? 0)) ?? 0,
      rounds: rounds.length,
    }))
    .filter((each) => each.otherMs - each.baseMs >= (otherMs - baseMs) * WORTH_BLAMING)
    .sort((a, b) => b.otherMs - b.baseMs - (a.otherMs - a.baseMs));
}

/** What became slower in the page, a line each: `create-deal: open the deal list: drawChart in /assets/chart.js, 12 to 310 ms`. */
export function slowerScriptLines({ slower, unknown }: ScriptsOfSlowerSteps): string[] {
  const lines = slower.map(
    ({ subject, script, baseMs, otherMs, rounds }) =>
      `${subject}: ${script} blocks it for ${formatMs(otherMs)} ms, before for ${formatMs(baseMs)} ms (medians of ${counted(rounds, 'round')})`,
  );
  const missing = unknown.map(
    (subject) =>
      `${subject}: not known, since a run has no scripts of it (older version, another browser, or a step that two pages share)`,
  );
  return [...lines, ...missing];
}
