// @ts-check
/** What is made wrong in the pages, by `data-faults` of this script's element: see FAULTS in docs/settings.md. */
(() => {
  /** @type {{ kind: 'script' | 'picture', path: string, blockMs: number, kilobytes: number }[]} */
  const faults = JSON.parse(document.currentScript?.dataset.faults ?? '[]');
  /** @type {HTMLImageElement | undefined} */
  let picture;
  /** What the page's data has to wait for. */
  let there = Promise.resolve();

  /** @param {number} ms */
  function block(ms) {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
  }

  /** @param {number} kilobytes */
  function show(kilobytes) {
    picture = new Image(320);
    // Anew for each visit, as a picture that was never seen before.
    picture.src = `/assets/faults/picture-${kilobytes}.png?${Math.random()}`;
    // In nobody's way: neither the page's layout nor a click knows of it.
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
  // Told before the page changes, in the task of the click that led to it.
  window.navigation.addEventListener('navigate', (event) => {
    if (event.navigationType !== 'reload') arriveAt(new URL(event.destination.url).pathname);
  });
  arriveAt(location.pathname);
})();
