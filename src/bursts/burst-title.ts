import type { Operation } from '../target/operation.ts';

/** Stands behind the operation's id. Allure's results know a test by its title, so the id is read from there. */
const AFTER_ID = ': ';

/** The title of the test of an operation's burst. */
export function burstTitle({ id, method, path }: Pick<Operation, 'id' | 'method' | 'path'>): string {
  return `${id}${AFTER_ID}${method} ${path}`;
}

/** The id of the operation whose burst has this title. */
export function operationOfBurst(title: string): string {
  return title.split(AFTER_ID)[0] ?? '';
}
