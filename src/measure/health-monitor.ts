import { cpus } from 'node:os';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { type Clock, realClock } from '../base/clock.ts';
import { coreWaitShare, readCoreTimes } from './core-wait.ts';
import { cpuThrottling } from './cpu-quota.ts';
import { HeldMemory } from './held-memory.ts';
import { priorityOf } from './measurer-priority.ts';
import { ownFaultsSince, ownFaultsSoFar, unlessOwnFault } from './own-faults.ts';
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
  readonly #held = new HeldMemory();
  #cpu = process.cpuUsage();
  #host = hostTimes();
  #coreTimes = readCoreTimes();
  readonly #throttling: (() => number | undefined) | undefined;
  /** The last one known. */
  #throttledMs: number | undefined;
  #ownFaults = ownFaultsSoFar();
  #rssBytes = 0;
  readonly #clock: Clock;
  readonly #readWallMs: () => number;
  #monotonicMs: number;
  #wallMs: number;

  /**
   * @param readWallMs the wall clock, which somebody may set
   * @param throttling see {@link cpuThrottling}
   */
  constructor(
    clock: Clock = realClock,
    readWallMs: () => number = Date.now,
    throttling: (() => number | undefined) | undefined = cpuThrottling(),
  ) {
    this.#throttling = throttling;
    this.#throttledMs = throttling?.();
    this.#clock = clock;
    this.#readWallMs = readWallMs;
    this.#monotonicMs = clock.nowMs();
    this.#wallMs = readWallMs();
    this.#gcObserver = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        this.#gcPauseMs += entry.duration;
        this.#gcCount += 1;
        this.#held.note(entry);
      }
    });
    this.#gcObserver.observe({ entryTypes: ['gc'] });
    this.#delay.enable();
  }

  /** The measurer's health since the last reading. */
  take(): MeasurerHealth {
    const monotonicMs = this.#clock.nowMs();
    const wallMs = this.#readWallMs();
    const elapsedMs = Math.max(1, monotonicMs - this.#monotonicMs);
    const cpu = process.cpuUsage(this.#cpu);
    const host = hostTimes();
    const coreTimes = readCoreTimes();
    const waitShare = coreWaitShare(this.#coreTimes, coreTimes);
    const throttledMs = this.#takeThrottledMs();
    const ownFaults = ownFaultsSince(this.#ownFaults);
    const hostTotal = host.total - this.#host.total;
    const health: MeasurerHealth = {
      eventLoopDelayP99Ms: beyondResolution(this.#delay.percentile(99)),
      eventLoopDelayMaxMs: beyondResolution(this.#delay.max),
      generatorCpu: (cpu.user + cpu.system) / 1000 / elapsedMs,
      hostCpu: hostTotal > 0 ? (host.busy - this.#host.busy) / hostTotal : 0,
      ...(waitShare !== undefined && { coreWaitShare: waitShare }),
      ...(throttledMs !== undefined && { throttledMs }),
      ...(ownFaults !== undefined && { ownFaults }),
      gcPauseMs: this.#gcPauseMs,
      gcCount: this.#gcCount,
      clockStepMs: wallMs - this.#wallMs - elapsedMs,
      rssBytes: this.#readRss(),
      ...priorityOf(),
      ...this.#held.take(),
    };
    this.#delay.reset();
    this.#gcPauseMs = 0;
    this.#gcCount = 0;
    this.#cpu = process.cpuUsage();
    this.#host = host;
    this.#coreTimes = coreTimes;
    this.#ownFaults = ownFaultsSoFar();
    this.#monotonicMs = monotonicMs;
    this.#wallMs = wallMs;
    return health;
  }

  /** Since the last reading that is known; undefined where this one is not. */
  #takeThrottledMs(): number | undefined {
    const nowMs = this.#throttling?.();
    if (nowMs === undefined) return undefined;
    const beforeMs = this.#throttledMs;
    this.#throttledMs = nowMs;
    return beforeMs === undefined ? undefined : nowMs - beforeMs;
  }

  /** The last one known where there is no file descriptor left to read it with. */
  #readRss(): number {
    unlessOwnFault(() => {
      this.#rssBytes = process.memoryUsage.rss();
    });
    return this.#rssBytes;
  }

  stop(): void {
    this.#delay.disable();
    this.#gcObserver.disconnect();
  }
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
