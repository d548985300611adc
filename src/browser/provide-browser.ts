import type { FoundBrowser } from './find-browser.ts';
import type { InstallStep } from './install-steps.ts';
import type { BrowserProof } from './prove-browser.ts';

/** What became of one installing command. */
export interface StepResult {
  readonly succeeded: boolean;
  /** What it said last, or why it could not be run. */
  readonly said: string;
}

/** The parts that touch the machine, so that the order of things can be tested without installing anything. */
export interface ProvidingParts {
  find(): FoundBrowser | undefined;
  prove(browser: FoundBrowser): Promise<BrowserProof>;
  run(step: InstallStep): Promise<StepResult>;
  /** Gets a line before each step, so that a person sees why it takes long. */
  say(line: string): void;
}

export type ProvidedBrowser =
  | { readonly kind: 'ready'; readonly browser: FoundBrowser; readonly startMs: number }
  | { readonly kind: 'none'; readonly message: string };

/**
 * Finds a browser that really starts; where there is none, tries the steps in order until one gives it. When
 * nothing works the message says what was tried, what each said, and what a person can do.
 */
export async function provideBrowser(
  steps: readonly InstallStep[],
  parts: ProvidingParts,
): Promise<ProvidedBrowser> {
  const tried: string[] = [];
  const attempt = async (): Promise<ProvidedBrowser | undefined> => {
    const browser = parts.find();
    if (browser === undefined) return undefined;
    const proof = await parts.prove(browser);
    if (proof.kind === 'runs') return { kind: 'ready', browser, startMs: proof.startMs };
    const line = `started ${browser.executablePath} (${browser.version}): ${proof.reason}`;
    // A step that installs nothing leaves the same broken browser: one line about it is enough.
    if (!tried.includes(line)) tried.push(line);
    return undefined;
  };

  const atOnce = await attempt();
  if (atOnce !== undefined) return atOnce;
  if (tried.length === 0)
    tried.push("looked for Playwright's own Chromium, on PATH and in the well-known places: none");
  for (const step of steps) {
    parts.say(`No browser that starts yet. Trying: ${step.label} (at most ${step.timeoutSeconds} s)`);
    const { succeeded, said } = await parts.run(step);
    tried.push(`${step.label}: ${succeeded ? 'it reported success' : said}`);
    // Also after a failed step: an installer may fail on an extra and still have installed the browser.
    const found = await attempt();
    if (found !== undefined) return found;
  }
  return { kind: 'none', message: nothingWorked(tried) };
}

function nothingWorked(tried: readonly string[]): string {
  return [
    '[BROWSER_MISSING] checked: a Chromium or Chrome that starts, for the journeys. Found: none, and none could be installed. ' +
      'Right would be: one that is installed by hand (for instance "apt-get install chromium" as root), or its full path in ' +
      'DESK_BROWSER. What was tried:',
    ...tried.map((line) => `  - ${line}`),
  ].join('\n');
}
