import { theseSurroundings } from '../src/browser/install-steps.ts';
import { runStep } from '../src/browser/run-step.ts';
import { findPrometheus } from './prometheus/find-prometheus.ts';
import { prometheusInstallSteps } from './prometheus/install-steps.ts';
import { providePrometheus } from './prometheus/provide-prometheus.ts';

// Finds the Prometheus for the tests or installs one. Exit code 0: server and tool are installed. 1: they are not.

const provided = await providePrometheus(prometheusInstallSteps(theseSurroundings()), {
  find: findPrometheus,
  run: runStep,
  say: (line) => console.log(line),
});
if (provided.kind === 'ready') {
  console.log(`Prometheus: ${provided.found.version}`);
} else {
  console.error(provided.message);
  process.exitCode = 1;
}
