import { messageOf } from '../base/attempt.ts';
import type { Collector, Sample, Watch } from './collector.ts';
import type { PodEvidence } from './evidence-record.ts';
import { type Kubectl, kubectlIn } from './kubectl.ts';
import { errorLines } from './log-lines.ts';
import { type Pod, type PodUse, readPods, readTop } from './pods.ts';

/** Each call starts a program on the machine that measures, which takes processor time from the traffic. */
const SAMPLED_EVERY_MS = 15_000;
/** The logs of so many pods are looked at, those that were restarted first. */
const MOST_LOGS = 8;

/**
 * Asks `kubectl` for the pods of a namespace: processor and memory against requests and limits, restarts, how many are
 * ready over time, and their last error lines.
 */
export function kubernetesCollector(namespace: string): Collector {
  return {
    source: 'kubernetes',
    place: `namespace ${namespace}`,
    sampledEveryMs: SAMPLED_EVERY_MS,
    start: (ending) => watch(kubectlIn(namespace, ending)),
  };
}

async function watch(kubectl: Kubectl): Promise<Watch> {
  const problems: string[] = [];
  const startedMs = performance.now();
  const pods = async () => readPods(await kubectl('get', 'pods', '-o', 'json'));
  // Without a context, kubectl asks whoever listens on port 8080 of this machine, which may be the target.
  await kubectl('config', 'current-context');
  const before = await pods();
  let after: readonly Pod[] = before;
  const highest = new Map<string, PodUse>();
  return {
    async sample() {
      const [now, used] = await Promise.all([pods(), usedNow(kubectl, problems)]);
      after = now;
      for (const use of used) highest.set(use.name, higher(highest.get(use.name), use));
      return samplesOf(now, used);
    },
    // The run would wait for a program to start.
    end: async () => undefined,
    async find(early) {
      const known = () => ({
        pods: after.map((pod) => podEvidence(pod, before, highest.get(pod.name))),
        problems,
      });
      early?.(known());
      after = await pods().catch((error: unknown) => {
        problems.push(messageOf(error));
        return after;
      });
      early?.(known());
      const logged = [...after].sort((a, b) => grown(before, b) - grown(before, a)).slice(0, MOST_LOGS);
      const since = `--since=${Math.ceil((performance.now() - startedMs) / 1000)}s`;
      const lines = new Map<Pod, readonly string[]>();
      // In the order of the pods, whichever log came first.
      const read = () => ({ ...known(), lines: logged.flatMap((pod) => lines.get(pod) ?? []) });
      await Promise.all(
        logged.map(async (pod) => {
          try {
            const log = await kubectl('logs', pod.name, '--all-containers', '--tail=500', since);
            lines.set(
              pod,
              errorLines(log).map((line) => `${pod.name}: ${line}`),
            );
          } catch (error) {
            problems.push(messageOf(error));
          }
          early?.(read());
        }),
      );
      return read();
    },
    // What still runs ends by the signal.
    close: () => undefined,
  };
}

/** Empty without the metrics server, with a line that says so. */
async function usedNow(kubectl: Kubectl, problems: string[]): Promise<PodUse[]> {
  try {
    return readTop(await kubectl('top', 'pods', '--no-headers'));
  } catch (error) {
    const line = messageOf(error);
    if (!problems.includes(line)) problems.push(line);
    return [];
  }
}

function samplesOf(pods: readonly Pod[], used: readonly PodUse[]): Sample[] {
  return [
    { name: 'pods', unit: 'count', value: pods.length },
    { name: 'pods that are ready', unit: 'count', value: pods.filter(({ isReady }) => isReady).length },
    ...used.flatMap(({ name, cores, memoryBytes }): Sample[] => [
      { name: `processor of ${name}`, kind: 'processor of a pod', pod: name, unit: 'cores', value: cores },
      { name: `memory of ${name}`, kind: 'memory of a pod', pod: name, unit: 'memory', value: memoryBytes },
    ]),
  ];
}

function higher(then: PodUse | undefined, now: PodUse): PodUse {
  return {
    name: now.name,
    cores: Math.max(then?.cores ?? 0, now.cores),
    memoryBytes: Math.max(then?.memoryBytes ?? 0, now.memoryBytes),
  };
}

function podEvidence(
  { name, isReady: _, ...pod }: Pod,
  before: readonly Pod[],
  use: PodUse | undefined,
): PodEvidence {
  return {
    pod: name,
    ...pod,
    restartsBefore: restartsBefore(before, name),
    ...(use !== undefined && { cores: use.cores, memoryBytes: use.memoryBytes }),
  };
}

function grown(before: readonly Pod[], { name, restarts }: Pod): number {
  return restarts - restartsBefore(before, name);
}

/** A pod that came during the run had none. */
function restartsBefore(before: readonly Pod[], name: string): number {
  return before.find((pod) => pod.name === name)?.restarts ?? 0;
}
