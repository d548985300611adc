// @ts-check

/** Per cent; the product's client uses 7 for a code it does not know. */
const OTHER = 7;

/**
 * The web client's combined averages in per cent, as far as those of the product are known. They are not the tax
 * engine's base rates (California: 8.25 here, 7.25 there): never compare an amount of one with the other.
 * @type {Record<string, number>}
 */
const KNOWN = {
  ...{ AK: 0, DE: 0, MT: 0, NH: 0, OR: 0, NC: 3, VA: 5.3 },
  ...{ AL: 6, ID: 6, KY: 6, MD: 6, MI: 6, WV: 6, WY: 6, DC: 6, MA: 6.25 },
  ...{ FL: 7, GA: 7, IN: 7, IA: 7, MN: 7, MS: 7, ND: 7, RI: 7, VT: 7 },
  ...{ TX: 8.25, CA: 8.25, NY: 8.5, IL: 8.75, TN: 9.5, WA: 9.5, KS: 9.5 },
};

/** @param {string} stateCode @returns {number} The client's rate in per cent. */
export const taxRatePercent = (stateCode) => KNOWN[stateCode] ?? OTHER;

const NAMES =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,' +
  'DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,' +
  'KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,' +
  'MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,' +
  'NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,' +
  'SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
  'WV West Virginia,WI Wisconsin,WY Wyoming';

/** The 50 states and DC, as options of a select: code, name. */
export const STATE_OPTIONS = NAMES.split(',').map(
  (entry) => /** @type {const} */ ([entry.slice(0, 2), entry.slice(3)]),
);
