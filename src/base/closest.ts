import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a mistyped word, or pattern with `*`, most likely meant, best first; upper and lower case are the
 * same. None where more than half of the letters would have to change: a suggestion would be a guess.
 *
 * @param count how many to name at most
 */
export function closest(text: string, candidates: readonly string[], count = 3): readonly string[] {
  return candidates
    .map((candidate) => ({ candidate, ...editsBetween(text.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits, letters }) => edits <= letters / 2)
    .sort((a, b) => a.edits - b.edits || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** What would be right instead of a mistyped word: `smoke, most likely (of smoke, load)`, or `one of smoke, load`. */
export function meantWords(text: string, candidates: readonly string[]): string {
  const [meant] = closest(text, candidates, 1);
  const all = candidates.join(', ');
  return meant === undefined ? `one of ${all}` : `${meant}, most likely (of ${all})`;
}

interface Edits {
  /** Insertions, deletions and replacements that turn the text into the candidate; two letters in the wrong order are one. */
  readonly edits: number;
  /** Of the longer one of the two. */
  readonly letters: number;
}

function editsBetween(text: string, candidate: string): Edits {
  // Cut short rather than mistyped: "dev" is closer to development than to any word of three letters.
  if (text.length > 1 && candidate.startsWith(text)) return { edits: 0, letters: candidate.length };
  const [beforeStar = ''] = text.split('*');
  if (beforeStar === text || beforeStar === '')
    return { edits: editsOf(text, candidate), letters: Math.max(text.length, candidate.length) };
  // A pattern stands for a beginning, whatever follows: the closest one counts.
  const beginnings = Array.from({ length: candidate.length + 1 }, (_, length) => candidate.slice(0, length));
  const edits = Math.min(...beginnings.map((beginning) => distance(beforeStar, beginning)));
  return { edits, letters: beforeStar.length };
}

function editsOf(text: string, candidate: string): number {
  const at = [...text].findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
  return swapped === candidate ? 1 : distance(text, candidate);
}
