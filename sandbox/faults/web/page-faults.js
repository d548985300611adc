// @ts-check
/** Adds the faults in `data-faults` of this script's element to the pages: see FAULTS in docs/settings.md. */
(() => {
  /** @type {{ kind: 'script' | 'picture', path: string, blockMs: number, kilobytes: number }[]} */
  const faults = JSON.parse(document.currentScript?.dataset.faults ?? '[]');
  /** @type {HTMLImageElement | undefined} */
  let picture;
  /** The picture that the page's data waits for. */
  let there = Promise.resolve();

  /** @param {number} ms */
  function block(ms) {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
  }

  /** @param {number} kilobytes */
  function show(kilobytes) {
    picture = new Image(320);
    // A new URL for each visit, so that the picture is never cached.
    picture.src = `/assets/faults/picture-${kilobytes}.png?${Math.random()}`;
    // Without effect on the page's layout and on clicks.
    picture.style.cssText = 'position: fixed; right: 0; bottom: 0; pointer-events: none';
    there = picture.decode().catch(() => undefined);
    document.documentElement.append(picture);
  }

  /** @param {string} path */
  function arriveAt(path) {
    picture?.remove();
    for (const fault of faults) {
      if (fault.path !== path) continue;
      if (fault.kind === 'script') block(fault.blockMs);
      else show(fault.kilobytes);
    }
  }

  const { fetch } = window;
  window.fetch = async (...request) => {
    await there;
    return fetch(...request);
  };
  // Called before the page changes, in the task of the click that led to it.
  window.navigation.addEventListener('navigate', (event) => {
    if (event.navigationType !== 'reload') arriveAt(new URL(event.destination.url).pathname);
  });
  arriveAt(location.pathname);
})();
