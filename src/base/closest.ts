import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a mistyped word, or pattern with `*`, most likely meant, best first; upper and lower case are the
 * same.
 *
 * @param count how many to name at most
 */
export function closest(text: string, candidates: readonly string[], count = 3): readonly string[] {
  return candidates
    .map((candidate) => ({ candidate, edits: editsBetween(text.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions and replacements that turn the text into the candidate. */
function editsBetween(text: string, candidate: string): number {
  // Cut short rather than mistyped: "dev" is closer to development than to any word of three letters.
  if (text.length > 1 && candidate.startsWith(text)) return 0;
  const [beforeStar = ''] = text.split('*');
  if (beforeStar === text || beforeStar === '') return distance(text, candidate);
  // A pattern stands for a beginning, whatever follows: the closest one counts.
  const beginnings = Array.from({ length: candidate.length + 1 }, (_, length) => candidate.slice(0, length));
  return Math.min(...beginnings.map((beginning) => distance(beforeStar, beginning)));
}
