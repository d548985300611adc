/** The runs of these cases: a folder of kept runs may also have those of others. */
export function runsOf<Run extends { readonly name: string }>(
  cases: readonly { readonly name: string }[],
  runs: readonly Run[],
): Run[] {
  return runs.filter(({ name }) => cases.some((each) => each.name === name));
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
