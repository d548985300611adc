import { generateReport, type Result } from 'lighthouse';
import type { RunFolder } from '../../src/record/run-folder.ts';
import { redactText } from '../../src/run/redact-trace.ts';
import type { Session } from '../../src/target/session/session.ts';

/**
 * Keeps a result in the run's folder, as the report to be opened (HTML) and as the data behind it (JSON), both without
 * tokens and passwords: Lighthouse keeps the addresses of requests, and texts and markup of the page.
 *
 * @param name without an ending, within the run's folder
 * @param session whose secrets must not be in it; undefined: nobody was signed in
 * @returns the path of the HTML
 */
export function keepReport(
  folder: RunFolder,
  name: string,
  result: Result,
  { session, password }: { readonly session: Session | undefined; readonly password: string },
): string {
  const secrets = [password, ...(session === undefined ? [] : Object.values(secretsOf(session)))];
  const text = secrets.reduce((clean, secret) => redactText(clean, secret), JSON.stringify(result));
  const html = generateReport(JSON.parse(text) as Result, 'html');
  if (secrets.some((secret) => secret !== '' && html.includes(secret)))
    throw new Error(
      `lighthouse: found a secret in the report ${name}.html; right would be none, so it was not kept`,
    );
  folder.writeText(`${name}.json`, text);
  folder.writeText(`${name}.html`, html);
  return folder.file(`${name}.html`);
}

function secretsOf({ tokens: { access, refresh } }: Session): { access: string; refresh: string } {
  return { access, refresh };
}
