// @ts-check

const KEY = 'autolytiq-theme';

/** @returns {string} `light`, `dark` or `system`. */
export const storedTheme = () => localStorage.getItem(KEY) ?? 'system';

/**
 * Sets and stores the theme. The document's head does the same before the first paint.
 * @param {string} theme
 */
export function applyTheme(theme) {
  localStorage.setItem(KEY, theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
