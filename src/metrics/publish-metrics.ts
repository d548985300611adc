import { given } from '../base/format.ts';
import { voidUnderLostLoad } from '../record/premise-of-rounds.ts';
import type { JudgedRound } from '../record/round-record.ts';
import { RUN_FILES, RUN_FOLDERS } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { MetricsSettings } from '../settings/metrics-settings.ts';
import { judgedUnless } from '../verdict/verdict.ts';
import { blockingScript } from '../view/culprits.ts';
import { openMetricsEndpoint } from './metrics-endpoint.ts';
import { MetricsPush } from './metrics-push.ts';
import { type RunFacts, runMetrics } from './run-metrics.ts';
import { stateAtEnd, type TrafficEnd } from './verdict-families.ts';

/** The metrics of a run while it is on. */
export type PublishedMetrics = Awaited<ReturnType<typeof publishMetrics>>;

/**
 * Makes the metrics of a run available as the settings ask: at an endpoint, to a Pushgateway, or both. Its address is
 * in the run's folder as `metrics.json`.
 * @throws SuiteError when the endpoint's port cannot be had
 */
export async function publishMetrics(settings: MetricsSettings, facts: RunFacts, folder: RunFolder) {
  const metrics = runMetrics(facts);
  const { registry } = metrics;
  const newRounds = roundsOf(folder);
  const rounds: JudgedRound[] = [];
  const refresh = async () => {
    for (const round of newRounds()) {
      metrics.roundEnded(round);
      rounds.push(round);
    }
  };
  const text = async () => {
    await refresh();
    return metrics.text();
  };
  const { endpoint: at, push: to } = settings;
  const served = { contentType: registry.contentType, text };
  const endpoint = at === undefined ? undefined : await openMetricsEndpoint(at.host, at.port, served);
  if (endpoint !== undefined) folder.write(RUN_FILES.metrics, { url: endpoint.url });
  const groupings = { environment: facts.environment, scenario: facts.scenario };
  const onTrouble = (line: string) => console.error(line);
  const push =
    to === undefined ? undefined : new MetricsPush({ ...to, registry, groupings, refresh, onTrouble });

  const told = Promise.withResolvers<void>();

  return {
    meter: metrics,
    /** Resolves when the end was told, or never will be. */
    told: told.promise,
    progress: metrics.progress,

    /** Tells how it ended, and waits a little for a scraper to see it. */
    async finish(end: TrafficEnd): Promise<void> {
      await refresh();
      // The merge judges the load of all segments.
      const slices = end.isSegment === true ? [] : (end.slices ?? []);
      const judged = voidUnderLostLoad(rounds, slices);
      const ofRounds = judged.rounds.flatMap((round) => round.verdicts);
      const lostLoad = end.lostLoad ?? judged.lostLoad;
      const verdicts = [...end.verdicts, ...ofRounds];
      // Figures of an invalid measurement blame nobody.
      const isTrusted = end.invalid === undefined;
      const culprits = isTrusted ? given(blockingScript({ verdicts: ofRounds, rounds }), end.statement) : [];
      const state = stateAtEnd({ ...end, verdicts, ...(lostLoad !== undefined && { lostLoad }) });
      metrics.finish(judgedUnless(end.invalid, verdicts), state, { diagnosis: end.diagnosis, culprits });
      // After a Ctrl-C nobody wants to wait.
      await Promise.all([push?.finish(), end.interrupted ? undefined : endpoint?.scrapedOnceMore()]);
      told.resolve();
    },

    /** Lets the port go; also after an end that was not told. */
    async close(): Promise<void> {
      told.resolve();
      push?.stop();
      await endpoint?.close();
    },
  };
}

/**
 * Finds the rounds that the other lanes of a run write into its folder.
 *
 * @returns reads the rounds that are new since the last call, in the order of their names
 */
function roundsOf(folder: RunFolder): () => JudgedRound[] {
  const seen = new Set<string>();
  return () => {
    // A round is written under another name and then renamed: what ends so is whole.
    const isFresh = (file: string) => file.endsWith('.json') && !seen.has(file);
    return folder
      .names(RUN_FOLDERS.rounds)
      .filter(isFresh)
      .sort()
      .flatMap((file) => {
        seen.add(file);
        return folder.read<JudgedRound>(file) ?? [];
      });
  };
}
