/** The characters of a VIN: no I, O or Q, which look like 1 and 0. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
/** Model year letters repeat every 30 years from 1980; U, Z and 0 are not used for years. */
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Values of A to Z in the check sum of 49 CFR 565.15; 0 marks letters that no VIN holds. */
const LETTER_VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * The check digit that belongs into position 9 of a VIN (49 CFR 565.15: weighted sum modulo 11, X for 10).
 *
 * @param vin 17 characters in upper case; what stands in position 9 does not matter
 */
export function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index += 1) {
    const code = vin.charCodeAt(index);
    const value = code < 58 ? code - 48 : (LETTER_VALUES[code - 65] ?? 0);
    sum += value * (WEIGHTS[index] ?? 0);
  }
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** What a VIN is made of. */
export interface VinParts {
  /** World manufacturer identifier, three characters, e.g. `1HG`. */
  readonly manufacturer: string;
  /** Model year, for position 10. */
  readonly year: number;
  /** Whole number below 2^48 that tells the makers of VINs apart; spread over positions 4 to 8 and 11. */
  readonly owner: number;
  /** Counts the VINs of one owner; positions 12 to 17 hold it, up to 1.29 thousand million per owner. */
  readonly serial: number;
}

/**
 * A VIN with a right check digit. Different serials of one owner always differ. Two owners can meet only if they share
 * six characters (one pair in 1.29 thousand million) and count further than the distance between their starts.
 */
export function makeVin(parts: VinParts): string {
  const described = inAlphabet(parts.owner, 6);
  // The digits of the owner that positions 4 to 8 and 11 do not hold move the start of the count, so that two
  // owners who share those six characters still count through different ranges.
  const offset = Math.floor(parts.owner / ALPHABET.length ** 6) * 4099;
  const counted = inAlphabet(offset + parts.serial, 6);
  const year = YEAR_CODES.charAt((((parts.year - 1980) % 30) + 30) % 30);
  const open = `${parts.manufacturer}${described.slice(0, 5)}0${year}${described.slice(5)}${counted}`;
  return `${open.slice(0, 8)}${vinCheckDigit(open)}${open.slice(9)}`;
}

function inAlphabet(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
