import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { printedError } from '../src/base/suite-error.ts';
import { findBrowser } from '../src/browser/find-browser.ts';
import { installSteps, theseSurroundings } from '../src/browser/install-steps.ts';
import { proveBrowser } from '../src/browser/prove-browser.ts';
import { provideBrowser } from '../src/browser/provide-browser.ts';
import { runStep } from '../src/browser/run-step.ts';
import { loadEnvFile } from '../src/settings/env-file.ts';
import { readSetting } from '../src/settings/read-settings.ts';

// Finds the browser for the journeys or installs one, and starts it once. Exit code 0: it starts. 1: none does.

const playwrightCli = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

try {
  loadEnvFile(resolve(import.meta.dirname, '..'));
  const provided = await provideBrowser(installSteps(theseSurroundings(), playwrightCli), {
    find: () => findBrowser({ wished: readSetting(process.env, 'browser') }),
    prove: proveBrowser,
    run: runStep,
    say: (line) => console.log(line),
  });
  if (provided.kind === 'ready') {
    const { browser, startMs } = provided;
    console.log(
      `Browser: ${browser.version} (${browser.kind}, ${browser.executablePath}), started in ${Math.round(startMs)} ms`,
    );
  } else {
    console.error(provided.message);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(printedError(error));
  process.exitCode = 1;
}
