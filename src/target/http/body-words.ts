import { attempt } from '../../base/attempt.ts';

/**
 * What is wrong with the body of a reply that was to be JSON. It does not show the body, which may hold a token.
 *
 * @param wrong what is wrong with it where it is JSON
 */
export function bodyWords(body: Buffer, wrong: (json: unknown) => string): string {
  if (body.length === 0) return 'an empty body';
  const json = attempt((): unknown => JSON.parse(body.toString('utf8')));
  return json === undefined ? 'a body that is not JSON' : wrong(json);
}
