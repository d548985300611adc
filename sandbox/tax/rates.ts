/** Rates of the product's tax engine, as fractions. Codes without an entry have `otherRate`. */
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

/** Tax rate of a code as a fraction. Every code has one, whether or not a state has it: the document says `others .05`. */
export function rateOf(stateCode: string): number {
  return statedRates[stateCode] ?? otherRate;
}
