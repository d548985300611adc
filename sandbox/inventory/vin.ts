const letterValues: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
/** Weight of each position; that of the check digit itself, the ninth, is 0. */
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const checkPosition = 8;
const format = /^[A-HJ-NPR-Z0-9]{17}$/;

/** Whether `vin` has 17 characters: upper-case letters except I, O and Q, and digits. */
export function hasVinFormat(vin: string): boolean {
  return format.test(vin);
}

/**
 * The check digit (0 to 9, or X for ten) that belongs in position 9 of `vin`, whatever is there now.
 * Source: the North American rule of 49 CFR 565.15. `vin` must have the format of a VIN.
 */
export function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (const [position, weight] of weights.entries()) {
    const character = vin.charAt(position);
    sum += weight * (letterValues[character] ?? Number(character));
  }
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** Whether `vin` has the right format and check digit. */
export function isVin(vin: string): boolean {
  return hasVinFormat(vin) && vin.charAt(checkPosition) === vinCheckDigit(vin);
}

/** `vin` with the right check digit put into position 9. */
export function withCheckDigit(vin: string): string {
  return vin.slice(0, checkPosition) + vinCheckDigit(vin) + vin.slice(checkPosition + 1);
}
