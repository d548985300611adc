import { cpus } from 'node:os';
import {
  constants,
  monitorEventLoopDelay,
  type NodeGCPerformanceDetail,
  type PerformanceEntry,
  PerformanceObserver,
} from 'node:perf_hooks';
import { coreWaitShare, readCoreTimes } from './core-wait.ts';
import type { MeasurerHealth } from './slice.ts';

const RESOLUTION_MS = 10;

/**
 * Watches the process that measures, so that a starved measurer is noticed. Start it once, then take one reading
 * per slice; each reading covers the time since the one before.
 */
export class HealthMonitor {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #gcObserver: PerformanceObserver;
  #gcPauseMs = 0;
  #gcCount = 0;
  #heldBytes: number | undefined;
  #cpu = process.cpuUsage();
  #host = hostTimes();
  #coreTimes = readCoreTimes();
  #monotonicMs = performance.now();
  #wallMs = Date.now();

  constructor() {
    this.#gcObserver = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        this.#gcPauseMs += entry.duration;
        this.#gcCount += 1;
        if (isFull(entry)) this.#heldBytes = heldBytes();
      }
    });
    this.#gcObserver.observe({ entryTypes: ['gc'] });
    this.#delay.enable();
  }

  /** The measurer's health since the last reading. */
  take(): MeasurerHealth {
    const monotonicMs = performance.now();
    const wallMs = Date.now();
    const elapsedMs = Math.max(1, monotonicMs - this.#monotonicMs);
    const cpu = process.cpuUsage(this.#cpu);
    const host = hostTimes();
    const coreTimes = readCoreTimes();
    const waitShare = coreWaitShare(this.#coreTimes, coreTimes);
    const hostTotal = host.total - this.#host.total;
    const health: MeasurerHealth = {
      eventLoopDelayP99Ms: beyondResolution(this.#delay.percentile(99)),
      eventLoopDelayMaxMs: beyondResolution(this.#delay.max),
      generatorCpu: (cpu.user + cpu.system) / 1000 / elapsedMs,
      hostCpu: hostTotal > 0 ? (host.busy - this.#host.busy) / hostTotal : 0,
      ...(waitShare !== undefined && { coreWaitShare: waitShare }),
      gcPauseMs: this.#gcPauseMs,
      gcCount: this.#gcCount,
      clockStepMs: wallMs - this.#wallMs - elapsedMs,
      rssBytes: process.memoryUsage.rss(),
      ...(this.#heldBytes !== undefined && { heldBytes: this.#heldBytes }),
    };
    this.#delay.reset();
    this.#gcPauseMs = 0;
    this.#gcCount = 0;
    this.#heldBytes = undefined;
    this.#cpu = process.cpuUsage();
    this.#host = host;
    this.#coreTimes = coreTimes;
    this.#monotonicMs = monotonicMs;
    this.#wallMs = wallMs;
    return health;
  }

  stop(): void {
    this.#delay.disable();
    this.#gcObserver.disconnect();
  }
}

/** Whether a garbage collection went through the whole heap, and not only through what is young. */
function isFull(entry: PerformanceEntry): boolean {
  const { detail } = entry as PerformanceEntry & { readonly detail?: NodeGCPerformanceDetail };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}

function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The monitor's timer fires every 10 ms at best, and its histogram holds the whole interval, in nanoseconds. */
function beyondResolution(ns: number): number {
  return Math.max(0, ns / 1e6 - RESOLUTION_MS);
}

function hostTimes(): { busy: number; total: number } {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}
