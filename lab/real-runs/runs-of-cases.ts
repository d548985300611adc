/**
 * The runs of these cases: a folder of kept runs may also have those of others.
 *
 * @param orderOf hash of what is done in a run of a case: those of the same name and another order are left out, and a run
 * of a version that did not keep its order is not. Without it the name decides.
 */
export function runsOf<
  Case extends { readonly name: string },
  Run extends { readonly name: string; readonly order?: string },
>(cases: readonly Case[], runs: readonly Run[], orderOf?: (each: Case) => string): Run[] {
  const byName = new Map(cases.map((each) => [each.name, each]));
  return runs.filter(({ name, order }) => {
    const each = byName.get(name);
    if (each === undefined) return false;
    return order === undefined || orderOf === undefined || order === orderOf(each);
  });
}

/** The cases that have fewer runs than they should, one line each: nothing can be said of runs that were never done. */
export function missingRuns(
  cases: readonly { readonly name: string; readonly runs: number }[],
  runs: readonly { readonly name: string }[],
): string[] {
  return cases.flatMap((each) => {
    const done = runs.filter(({ name }) => name === each.name).length;
    return done < each.runs ? [`${each.name}: ${done} of ${each.runs} runs were measured`] : [];
  });
}

/** A run of a case that is to be done. */
export interface RunInTurn<Case> {
  readonly each: Case;
  /** From 1 on, the runs of its case counted by themselves. */
  readonly number: number;
}

/** What is missing, one run of each case in turn. */
export function inTurns<Case extends { readonly name: string; readonly runs: number }>(
  cases: readonly Case[],
  kept: readonly { readonly name: string; readonly number: number }[],
): RunInTurn<Case>[] {
  const missing = cases.map((each) => {
    const done = new Set(kept.filter(({ name }) => name === each.name).map(({ number }) => number));
    return Array.from({ length: each.runs }, (_, index) => index + 1)
      .filter((number) => !done.has(number))
      .map((number) => ({ each, number }));
  });
  const turns = Math.max(0, ...missing.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => missing.flatMap((runs) => runs[turn] ?? [])).flat();
}
