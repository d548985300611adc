/** Rates of the product's tax engine, as fractions. States without an entry have `otherRate`. */
const statedRates: Readonly<Record<string, number>> = {
  AL: 0.02,
  AK: 0,
  AZ: 0.056,
  AR: 0.065,
  CA: 0.0725,
  CO: 0.029,
  FL: 0.06,
  GA: 0.04,
  IL: 0.0625,
  IN: 0.07,
  MI: 0.06,
  NY: 0.04,
  OH: 0.0575,
  PA: 0.06,
  TX: 0.0625,
};
const otherRate = 0.05;

/** The 50 states and DC, by postal code. */
export const taxedStates: readonly string[] =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC'.split(
    ' ',
  );

/** Tax rate of a state as a fraction. */
export function rateOf(stateCode: string): number {
  return statedRates[stateCode] ?? otherRate;
}
