import { generateReport, type Result } from 'lighthouse';
import { maskOfProcess } from '../../src/base/secrets/known-secrets.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';

/**
 * Writes a result to the run's folder, as an HTML report to open and as the JSON data behind it. In both, the secrets
 * that this process knows are masked: Lighthouse records the addresses of requests, and text and markup of the page.
 *
 * @param name path within the run's folder, without an extension
 * @returns the path of the HTML file
 */
export function keepReport(folder: RunFolder, name: string, result: Result): string {
  const mask = maskOfProcess();
  const text = mask.text(JSON.stringify(result));
  const html = generateReport(JSON.parse(text) as Result, 'html');
  folder.writeText(`${name}.json`, text);
  // Once more: the page writes the data in another way than JSON does.
  folder.writeText(`${name}.html`, mask.text(html));
  return folder.file(`${name}.html`);
}
