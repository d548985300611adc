import type { InstallStep } from '../../src/browser/install-steps.ts';
import type { StepResult } from '../../src/browser/provide-browser.ts';
import type { FoundPrometheus } from './find-prometheus.ts';

/** The parts that touch the machine, so that the order of things can be tested without installing anything. */
export interface ProvidingParts {
  find(): FoundPrometheus | undefined;
  run(step: InstallStep): Promise<StepResult>;
  /** Told before each step, so that a person sees why it takes long. */
  say(line: string): void;
}

export type ProvidedPrometheus =
  | { readonly kind: 'ready'; readonly found: FoundPrometheus }
  | { readonly kind: 'none'; readonly message: string };

/** Finds Prometheus, or tries the steps in order until one brings it; otherwise says what was tried and what to do. */
export async function providePrometheus(
  steps: readonly InstallStep[],
  { find, run, say }: ProvidingParts,
): Promise<ProvidedPrometheus> {
  const atOnce = find();
  if (atOnce !== undefined) return { kind: 'ready', found: atOnce };
  const tried = ['looked for prometheus and promtool on PATH: not both are there'];
  for (const step of steps) {
    say(`No Prometheus yet. Trying: ${step.label} (at most ${step.timeoutSeconds} s)`);
    const { succeeded, said } = await run(step);
    tried.push(`${step.label}: ${succeeded ? 'it reported success' : said}`);
    const found = find();
    if (found !== undefined) return { kind: 'ready', found };
  }
  return { kind: 'none', message: nothingWorked(tried) };
}

function nothingWorked(tried: readonly string[]): string {
  return [
    'No Prometheus: the dashboards and alerts are tested against a real one, and none could be found or installed.',
    'What was tried:',
    ...tried.map((line) => `  - ${line}`),
    'What to do: install it by hand (for instance "apt-get install prometheus" as root), so that prometheus and',
    'promtool are on PATH, then run this again.',
  ].join('\n');
}
