import { SuiteError } from '../base/suite-error.ts';

const PAGE = 'docs/settings.md';

/** A setting or an argument that cannot be used. */
export interface Mistake {
  /** As the user knows it: `VUS`, `--vus`. */
  readonly name: string;
  readonly found: string;
  readonly right: string;
}

/** One error that names all mistakes, so that a user can correct them in one go. */
export function settingsError(mistakes: readonly [Mistake, ...Mistake[]]): SuiteError {
  const [{ name, found, right }, ...others] = mistakes;
  if (others.length === 0) return new SuiteError('BAD_SETTING', { checked: name, found, right, page: PAGE });
  return new SuiteError('BAD_SETTING', {
    checked: mistakes.map((mistake) => mistake.name).join(', '),
    found: `${mistakes.length} mistakes`,
    right: mistakes.map((each) => `\n  - ${each.name}: ${each.right}; found ${each.found}`).join(''),
    page: PAGE,
  });
}
