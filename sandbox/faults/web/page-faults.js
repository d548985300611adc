// @ts-check
/** Adds the faults in `data-faults` of this script's element to the pages: see docs/faults.md. */
(() => {
  /** @type {{ kind: 'script' | 'picture', path: string, blockMs: number, kilobytes: number }[]} */
  const faults = JSON.parse(document.currentScript?.dataset.faults ?? '[]');
  /** @type {HTMLImageElement | undefined} */
  let picture;
  /** What the page's data waits for: its picture, and the end of the blocking. @type {Promise<unknown>[]} */
  let waits = [];

  /**
   * Blocks the main thread before the next frame. Not at once: a browser names only the function that it calls itself, and
   * that would be the page's own click handler. The page's data waits, or its requests would hide a part of it.
   * @param {number} ms
   */
  function blockNext(ms) {
    let isDone = false;
    const blocked = new Promise((resolve) => {
      function blockMainThread() {
        if (isDone) return;
        isDone = true;
        const untilMs = performance.now() + ms;
        while (performance.now() < untilMs);
        resolve(undefined);
      }
      // Either may be the first.
      requestAnimationFrame(blockMainThread);
      window.scheduler.postTask(blockMainThread, { priority: 'user-blocking' });
    });
    waits.push(blocked);
  }

  /** @param {number} kilobytes */
  function show(kilobytes) {
    picture = new Image(320);
    // A new URL for each visit, so that the picture is never cached.
    picture.src = `/assets/faults/picture-${kilobytes}.png?${Math.random()}`;
    // Without effect on the page's layout and on clicks.
    picture.style.cssText = 'position: fixed; right: 0; bottom: 0; pointer-events: none';
    waits.push(picture.decode().catch(() => undefined));
    document.documentElement.append(picture);
  }

  /** @param {string} path */
  function arriveAt(path) {
    picture?.remove();
    waits = [];
    for (const fault of faults) {
      if (fault.path !== path) continue;
      if (fault.kind === 'script') blockNext(fault.blockMs);
      else show(fault.kilobytes);
    }
  }

  const { fetch } = window;
  window.fetch = async (...request) => {
    await Promise.all(waits);
    return fetch(...request);
  };
  // Called before the page changes, in the task of the click that led to it.
  window.navigation.addEventListener('navigate', (event) => {
    if (event.navigationType !== 'reload') arriveAt(new URL(event.destination.url).pathname);
  });
  arriveAt(location.pathname);
})();
