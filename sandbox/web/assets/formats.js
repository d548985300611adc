// @ts-check

const DOLLARS = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const COUNT = new Intl.NumberFormat('en-US');
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' });
const SHORT_DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });

/** @param {number} amount Dollars; shown without cents, for lists and cards. */
export const wholeDollars = (amount) => DOLLARS.format(amount);

/** @param {number} amount Dollars; shown to the cent. */
export const dollars = (amount) => CENTS.format(amount);

/** @param {number} value */
export const count = (value) => COUNT.format(value);

/** @param {number} percent */
export const percentage = (percent) => `${percent.toFixed(2)}%`;

/** @param {string} instant RFC 3339. */
export const day = (instant) => DAY.format(new Date(instant));

/** @param {string} instant RFC 3339; shown without the year. */
export const shortDay = (instant) => SHORT_DAY.format(new Date(instant));

/** @param {string} instant RFC 3339. */
export const clockTime = (instant) => CLOCK.format(new Date(instant));

/** @param {{ first_name: string, last_name: string }} person */
export const fullName = (person) => `${person.first_name} ${person.last_name}`.trim();

/** @param {string} name @returns {string} One or two capitals. */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

/** @param {string} code `CHECKED_IN`, `draft`; @returns {string} `Checked in`, `Draft`. */
export function label(code) {
  if (code === 'cpo') return 'CPO';
  const text = code.replace(/_/g, ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {{ year: number, make: string, model: string }} vehicle */
export const vehicleName = (vehicle) => `${vehicle.year} ${vehicle.make} ${vehicle.model}`;
