import type { Landmark } from './landmark.ts';

/** An input event within a step, on the page's own timeline. */
export interface StepInput {
  /** The event's own time stamp: when the person did it. */
  readonly atMs: number;
  /** When the page's main thread got to it. */
  readonly handledMs: number;
}

/** What the page noted of a step, in milliseconds since its time origin. */
export interface StepMark {
  /** `performance.timeOrigin` of the document: whose clock the other times are on. */
  readonly timeOrigin: number;
  readonly startMs: number;
  /** The change that brought the step's result; what follows is its painting. */
  readonly changedMs: number;
  /** When the frame that shows the step's result was done. */
  readonly endMs: number;
  /** What began the step: the person's first input, or the navigation itself. */
  readonly startedBy: 'input' | 'navigation';
  /** In their order; empty for a navigation. */
  readonly inputs: readonly StepInput[];
}

/** What the watch offers to the runner, under `window.deskStudioSteps`. */
export interface StepWatch {
  /**
   * Arms the watch for the next step: it starts with the next input and ends when the landmark is painted.
   * @returns false when the landmark is there already: such a step would measure nothing
   */
  arm(landmark: Landmark): boolean;
  /** The finished step; undefined while it is not finished. */
  result(): StepMark | undefined;
}

declare global {
  interface Window {
    deskStudioSteps?: StepWatch;
  }
}

/**
 * A script for the page, as its init script or to be evaluated, that puts the watch under `window.deskStudioSteps`. It
 * measures a step without the runner: the clock starts with the time stamp of the person's input event (or with the
 * navigation) and stops after the frame in which the landmark was first there. Watching costs a DOM look-up per batch
 * of mutations while a step is on, one per frame while something fades in or out, and nothing otherwise.
 *
 * @param navigationLandmark the landmark of the navigation that loads this document; left out for later ones
 */
export function stepWatchScript(navigationLandmark?: Landmark): string {
  const needed = [elementsThere, isLandmarkReached, isFading, whileFading, afterNextFrame, watchDocument];
  const parts = [...needed, install].join('\n');
  return `(() => {\n${parts}\ninstall(${JSON.stringify(navigationLandmark)});\n})();`;
}

// The functions below run inside the page. They know each other and nothing else of this file.

/** The elements that a landmark will not take for new. */
function elementsThere({ isNew, selector, or, and }: Landmark): Element[] {
  return [
    ...(isNew === true ? document.querySelectorAll(selector) : []),
    ...(or === undefined ? [] : elementsThere(or)),
    ...(and === undefined ? [] : elementsThere(and)),
  ];
}

/** A look at the page. */
interface Look {
  /** Elements that are not new. */
  readonly known: ReadonlySet<Element>;
  /** Whether it has made the browser work out the styles of the page. */
  hasStyles: boolean;
}

function isLandmarkReached(wanted: Landmark, look: Look): boolean {
  const textOf = (element: Element): string =>
    element instanceof HTMLElement ? element.innerText : (element.textContent ?? '');
  const isVisible = (element: Element): boolean => {
    look.hasStyles = true;
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const fits = (element: Element): boolean => {
    if (wanted.isNew === true && look.known.has(element)) return false;
    if (!isVisible(element)) return false;
    if (wanted.text !== undefined && !new RegExp(wanted.text).test(textOf(element).trim())) return false;
    if (wanted.next === undefined) return true;
    const next = element.nextElementSibling;
    return next !== null && isVisible(next) && new RegExp(wanted.next.text).test(textOf(next).trim());
  };
  const found = [...document.querySelectorAll(wanted.selector)].some(fits);
  const isThere = found !== (wanted.gone === true);
  if (!isThere && (wanted.or === undefined || !isLandmarkReached(wanted.or, look))) return false;
  return wanted.and === undefined || isLandmarkReached(wanted.and, look);
}

/**
 * Whether an animation is under way that may show or hide something without a mutation. One that never ends, such as a spinner's, is
 * left out: it would cost a look-up in each frame of a step.
 */
function isFading(): boolean {
  const fading = ['opacity', 'visibility', 'display', 'contentVisibility'];
  return document.getAnimations().some(({ playState, timeline, effect }) => {
    if (playState !== 'running' || timeline !== document.timeline) return false;
    if (!(effect instanceof KeyframeEffect)) return false;
    if (effect.getComputedTiming().endTime === Number.POSITIVE_INFINITY) return false;
    return effect.getKeyframes().some((frame) => fading.some((property) => property in frame));
  });
}

/**
 * What looks again in the next frame after a look that was in vain, as long as something fades in or out. A look that met no element of
 * the landmark has none that may fade, and asking for animations would cost the styles of the page.
 */
function whileFading(lookNow: () => void): (last: Look) => void {
  let isDue = false;
  return ({ hasStyles }) => {
    if (isDue || !hasStyles || !isFading()) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      lookNow();
    });
  };
}

/** Calls back at each change of the document, and at each input before the page's own listeners. */
function watchDocument(changed: () => void, input: (event: Event) => void): void {
  for (const type of ['pointerdown', 'click', 'keydown', 'input', 'change'])
    addEventListener(type, input, { capture: true });
  new MutationObserver(changed).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    characterData: true,
  });
}

/** The frame callback runs before the paint; a message posted from it is handled after the frame was produced. */
function afterNextFrame(then: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(undefined);
  });
}

function install(navigationLandmark: Landmark | undefined): void {
  // An init script runs in every frame and on about:blank too.
  if (window.top !== window || location.protocol === 'about:') return;
  // Typing into a search makes an event a letter; the first ones tell what began, the last when it ended.
  const MOST_INPUTS = 200;
  let landmark: Landmark | undefined;
  let startMs: number | undefined;
  let startedBy: StepMark['startedBy'] = 'navigation';
  let inputs: StepInput[] = [];
  let ending = false;
  let finished: StepMark | undefined;
  let known: ReadonlySet<Element> = new Set();
  const lookAgain = whileFading(() => check());

  const check = (): void => {
    if (landmark === undefined || startMs === undefined || ending) return;
    // Before the look-up: that costs style and layout, which belong to the painting.
    const changedMs = performance.now();
    const look = { known, hasStyles: false };
    ending = isLandmarkReached(landmark, look);
    if (!ending) {
      lookAgain(look);
      return;
    }
    const began = startMs;
    afterNextFrame(() => {
      const { timeOrigin } = performance;
      finished = { timeOrigin, startMs: began, changedMs, endMs: performance.now(), startedBy, inputs };
      landmark = undefined;
    });
  };
  const note = (event: Event): void => {
    if (landmark === undefined || ending) return;
    if (inputs.length < MOST_INPUTS) inputs.push({ atMs: event.timeStamp, handledMs: performance.now() });
    if (startMs !== undefined) return;
    startMs = event.timeStamp;
    startedBy = 'input';
    // The input itself may already have changed what is shown, e.g. by a label that is its own result.
    requestAnimationFrame(check);
  };
  watchDocument(check, note);
  window.deskStudioSteps = {
    arm(next) {
      landmark = next;
      startMs = undefined;
      inputs = [];
      ending = false;
      finished = undefined;
      known = new Set(elementsThere(next));
      return !isLandmarkReached(next, { known, hasStyles: false });
    },
    result: () => finished,
  };
  if (navigationLandmark !== undefined) {
    landmark = navigationLandmark;
    startMs = 0;
  }
}
