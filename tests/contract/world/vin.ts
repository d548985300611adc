import { randomInt } from 'node:crypto';

// Letters and digits a VIN may hold, each with its value in the check sum (49 CFR 565.15, table III).
const values = new Map<string, number>([
  ...[...'0123456789'].map((digit) => [digit, Number(digit)] as const),
  ...[...'ABCDEFGH'].map((letter, index) => [letter, index + 1] as const),
  ...[...'JKLMN'].map((letter, index) => [letter, index + 1] as const),
  ['P', 7],
  ['R', 9],
  ...[...'STUVWXYZ'].map((letter, index) => [letter, index + 2] as const),
]);
// Table IV of the same; position 9 is the check digit itself.
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** A random VIN whose check digit is right. */
export function newVin(): string {
  const serial = String(randomInt(1_000_000)).padStart(6, '0');
  const model = [...values.keys()].filter((sign) => /[A-Z]/.test(sign));
  const plant = Array.from({ length: 2 }, () => model[randomInt(model.length)]).join('');
  return withCheckDigit(`1HG${plant}826_3A${serial}`);
}

function withCheckDigit(pattern: string): string {
  const sum = [...pattern].reduce(
    (total, sign, position) => total + (values.get(sign) ?? 0) * (weights[position] ?? 0),
    0,
  );
  const digit = sum % 11;
  return pattern.replace('_', digit === 10 ? 'X' : String(digit));
}
