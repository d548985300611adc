// @ts-check

/** @param {HTMLLinkElement} link */
function loadOf(link) {
  return new Promise((resolve) => {
    if (link.sheet) resolve(undefined);
    // Several callers may wait for one sheet: the current page, and the code that preloads all pages.
    // A failure does not block the page, which works without its styles.
    for (const end of ['load', 'error']) link.addEventListener(end, resolve, { once: true });
  });
}

/**
 * Loads a style sheet of `styles/` once; the document's head may already have started it.
 * @param {string} name
 * @returns {Promise<unknown>} Settled when the sheet applies.
 */
export function loadStyle(name) {
  const { href } = new URL(`./styles/${name}.css`, import.meta.url);
  const known = [...document.querySelectorAll('link')].find((link) => link.href === href);
  if (known) return loadOf(known);
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
  return loadOf(link);
}
