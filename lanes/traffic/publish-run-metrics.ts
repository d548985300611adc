import { type PublishedMetrics, publishMetrics } from '../../src/metrics/publish-metrics.ts';
import { processSecrets } from '../../src/record/process-settings.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { metricsSettings } from '../../src/settings/metrics-settings.ts';
import { operationById, sockets } from '../../src/target/catalogue.ts';
import { socketMeasures } from '../../src/target/socket-measures.ts';
import type { ChosenTraffic } from '../../src/traffic/plan/choose-operations.ts';
import { judgedPhases } from '../../src/traffic/plan/judged-phases.ts';

/** Publishes the metrics of a run's traffic when the settings ask for it; otherwise undefined. */
export async function publishRunMetrics(
  { plan, settings, thresholds, folder }: RunContext,
  scenario: string,
  { offered, measures }: ChosenTraffic,
): Promise<PublishedMetrics | undefined> {
  const metrics = metricsSettings(settings, processSecrets());
  if (metrics === undefined || plan.plan === undefined) return undefined;
  const facts = {
    testId: plan.runId,
    scenario,
    environment: plan.environment,
    maxVus: plan.plan.arrivals?.maxUsers ?? plan.plan.peakVus,
    plannedDurationMs: plan.plan.durationMs,
    phases: judgedPhases(plan.plan),
    thresholds,
    operations: [...offered.values()]
      .filter(({ role }) => role !== 'preparation')
      .map(({ operation: { id, service } }) => ({ id, service })),
    socketMeasures: socketMeasures
      .filter(({ id }) => measures.has(id))
      .map(({ id, socket }) => ({ id, service: sockets.find((each) => each.id === socket)?.service ?? '' })),
    serviceOf: (operation: string) => operationById(operation).service,
  };
  return publishMetrics(metrics, facts, folder);
}
