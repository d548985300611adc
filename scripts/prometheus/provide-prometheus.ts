import type { InstallStep } from '../../src/browser/install-steps.ts';
import type { StepResult } from '../../src/browser/provide-browser.ts';
import type { FoundPrometheus } from './find-prometheus.ts';

/** The parts that change the machine, injected so that tests install nothing. */
export interface ProvidingParts {
  find(): FoundPrometheus | undefined;
  run(step: InstallStep): Promise<StepResult>;
  /** Called before each step, so that a person sees why it takes long. */
  say(line: string): void;
}

/** The result of {@link providePrometheus}. */
export type ProvidedPrometheus =
  | { readonly kind: 'ready'; readonly found: FoundPrometheus }
  | { readonly kind: 'none'; readonly message: string };

/** Finds Prometheus, or tries the steps in order until one installs it; else explains what was tried and what to do. */
export async function providePrometheus(
  steps: readonly InstallStep[],
  { find, run, say }: ProvidingParts,
): Promise<ProvidedPrometheus> {
  const atOnce = find();
  if (atOnce !== undefined) return { kind: 'ready', found: atOnce };
  const tried = ['looked for prometheus and promtool on PATH: at least one is missing'];
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
    'No Prometheus found or installed. The tests of dashboards and alerts need a real one.',
    'What was tried:',
    ...tried.map((line) => `  - ${line}`),
    'What to do: install it by hand (e.g. "apt-get install prometheus" as root), so that prometheus and promtool',
    'are on PATH, then run this again.',
  ].join('\n');
}
