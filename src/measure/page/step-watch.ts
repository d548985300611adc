import type { Landmark } from './landmark.ts';

/** One request of a step, from the page's own Resource Timing. */
export interface StepRequest {
  /** Path without query: ids and search texts stay out of the report. */
  readonly path: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly serverTiming: readonly { readonly name: string; readonly durationMs: number }[];
}

/** What the page measured of a step, on the page's own timeline (milliseconds since its time origin). */
export interface StepTiming {
  readonly startMs: number;
  /** When the frame that shows the step's result was done. */
  readonly endMs: number;
  /** What began the step: the person's first input, or the navigation itself. */
  readonly startedBy: 'input' | 'navigation';
  readonly requests: readonly StepRequest[];
}

/** What the watch offers to the runner, under `window.deskStudioSteps`. */
export interface StepWatch {
  /**
   * Arms the watch for the next step: it starts with the next input and ends when the landmark is painted.
   * @returns false when the landmark is there already: such a step would measure nothing
   */
  arm(landmark: Landmark): boolean;
  /** The finished step's timing; undefined while it is not finished. */
  result(): StepTiming | undefined;
}

declare global {
  interface Window {
    deskStudioSteps?: StepWatch;
  }
}

/**
 * Runs inside the page, as its init script, so it must be self-contained. Measures a step without the runner: the
 * clock starts with the time stamp of the person's input event (or with the navigation) and stops after the frame in
 * which the landmark was first there. Watching costs a DOM look-up per batch of mutations while a step is on, and
 * nothing otherwise.
 *
 * @param navigationLandmark the landmark of the navigation that loads this document; undefined for later ones
 */
export function installStepWatch(navigationLandmark: Landmark | undefined): void {
  // An init script runs in every frame and on about:blank too.
  if (window.top !== window || location.protocol === 'about:') return;
  let landmark: Landmark | undefined;
  let startMs: number | undefined;
  let startedBy: StepTiming['startedBy'] = 'navigation';
  let ending = false;
  let finished: StepTiming | undefined;

  const isVisible = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const textOf = (element: Element) =>
    element instanceof HTMLElement ? element.innerText : (element.textContent ?? '');
  const fits = (element: Element, wanted: Landmark): boolean => {
    if (!isVisible(element)) return false;
    if (wanted.text !== undefined && !new RegExp(wanted.text).test(textOf(element).trim())) return false;
    if (wanted.next === undefined) return true;
    const next = element.nextElementSibling;
    return next !== null && isVisible(next) && new RegExp(wanted.next.text).test(textOf(next).trim());
  };
  const isReached = (wanted: Landmark): boolean => {
    const found = [...document.querySelectorAll(wanted.selector)].some((element) => fits(element, wanted));
    if (found === (wanted.gone === true)) return false;
    return wanted.and === undefined || isReached(wanted.and);
  };
  const requestsSince = (fromMs: number, untilMs: number): StepRequest[] =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((entry) => entry.startTime >= fromMs && entry.startTime <= untilMs)
      .map((entry) => ({
        path: new URL(entry.name).pathname,
        startMs: entry.startTime,
        durationMs: entry.duration,
        serverTiming: entry.serverTiming.map(({ name, duration }) => ({ name, durationMs: duration })),
      }));

  const check = (): void => {
    if (landmark === undefined || startMs === undefined || ending || !isReached(landmark)) return;
    ending = true;
    const began = startMs;
    // The frame callback runs before the paint; a message posted from it is handled after the frame was produced.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const endMs = performance.now();
        finished = { startMs: began, endMs, startedBy, requests: requestsSince(began, endMs) };
        landmark = undefined;
      };
      channel.port2.postMessage(undefined);
    });
  };
  const begin = (event: Event): void => {
    if (landmark === undefined || startMs !== undefined) return;
    startMs = event.timeStamp;
    startedBy = 'input';
    // The input itself may already have changed what is shown, e.g. by a label that is its own result.
    requestAnimationFrame(check);
  };
  for (const type of ['pointerdown', 'keydown', 'input', 'change'])
    addEventListener(type, begin, { capture: true });
  new MutationObserver(check).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    characterData: true,
  });

  window.deskStudioSteps = {
    arm(next) {
      landmark = next;
      startMs = undefined;
      ending = false;
      finished = undefined;
      return !isReached(next);
    },
    result: () => finished,
  };
  if (navigationLandmark !== undefined) {
    landmark = navigationLandmark;
    startMs = 0;
  }
}
