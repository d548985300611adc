import { generateReport, type Result } from 'lighthouse';
import type { RunFolder } from '../../src/record/run-folder.ts';
import { redactText } from '../../src/run/redact-trace.ts';
import type { Session } from '../../src/target/session/session.ts';

/**
 * Writes a result to the run's folder, as an HTML report to open and as the JSON data behind it. Both are free of
 * tokens and passwords: Lighthouse records the addresses of requests, and text and markup of the page.
 *
 * @param name path within the run's folder, without an extension
 * @param secrets what must not be in the report; session undefined: nobody was signed in
 * @returns the path of the HTML file
 * @throws Error when the HTML still contains a secret; nothing is written then
 */
export function keepReport(
  folder: RunFolder,
  name: string,
  result: Result,
  { session, password }: { readonly session: Session | undefined; readonly password: string },
): string {
  const secrets = [
    password,
    ...(session === undefined ? [] : [session.tokens.access, session.tokens.refresh]),
  ];
  const text = secrets.reduce((clean, secret) => redactText(clean, secret), JSON.stringify(result));
  const html = generateReport(JSON.parse(text) as Result, 'html');
  if (secrets.some((secret) => secret !== '' && html.includes(secret)))
    throw new Error(`lighthouse: the report ${name}.html still contained a secret, so it was not written`);
  folder.writeText(`${name}.json`, text);
  folder.writeText(`${name}.html`, html);
  return folder.file(`${name}.html`);
}
