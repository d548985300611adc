/**
 * The candidates that a mistyped id, or pattern with `*`, most likely meant, best first.
 *
 * @param count how many to name at most
 */
export function closestIds(text: string, candidates: readonly string[], count = 3): readonly string[] {
  const [beforeStar = ''] = text.toLowerCase().split('*');
  const isPattern = beforeStar.length < text.length && beforeStar !== '';
  const distance = (candidate: string): number => {
    const distances = editDistances(isPattern ? beforeStar : text.toLowerCase(), candidate.toLowerCase());
    // A pattern was meant to match a beginning, whatever follows it.
    return isPattern ? Math.min(...distances) : (distances.at(-1) ?? 0);
  };
  return candidates
    .map((candidate) => ({ candidate, distance: distance(candidate) }))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distances (insertions, deletions, replacements) from `a` to each beginning of `b`, shortest first. */
function editDistances(a: string, b: string): readonly number[] {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous;
}
