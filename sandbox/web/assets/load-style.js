// @ts-check

/** @param {HTMLLinkElement} link */
function loadOf(link) {
  return new Promise((resolve) => {
    if (link.sheet) resolve(undefined);
    // Several may wait for one sheet: the page that is wanted, and the one that fetches all pages beforehand.
    // A page without its style is still a page: a failure does not hold it back.
    for (const end of ['load', 'error']) link.addEventListener(end, resolve, { once: true });
  });
}

/**
 * Brings a style sheet of `styles/` in, once; the document's head may have started it already.
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
