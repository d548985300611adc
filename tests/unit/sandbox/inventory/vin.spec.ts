import { expect, test } from '@playwright/test';
import { hasVinFormat, isVin, vinCheckDigit, withCheckDigit } from '../../../../sandbox/inventory/vin.ts';

test('published VINs have the right check digit', () => {
  // The first is the contract's example, the second the usual textbook case, whose check digit is X.
  for (const vin of ['1HGCM82633A004352', '1M8GDM9AXKP042788', '11111111111111111']) {
    expect(isVin(vin), vin).toBe(true);
  }
});

test('any wrong check digit is refused', () => {
  const right = '1HGCM82633A004352';
  for (const digit of '0123456789X') {
    const vin = `${right.slice(0, 8)}${digit}${right.slice(9)}`;
    expect(isVin(vin), vin).toBe(digit === '3');
  }
});

test('a format is right with a wrong check digit, and wrong with I, O, Q, lower case or another length', () => {
  expect(hasVinFormat('1HGCM82643A004352')).toBe(true);
  for (const vin of ['IHGCM82633A004352', '1HGCM8263OA004352', '1HGCM82633A00435Q', '1hgcm82633a004352']) {
    expect(hasVinFormat(vin), vin).toBe(false);
  }
  expect(hasVinFormat('1HGCM82633A00435')).toBe(false);
  expect(hasVinFormat('1HGCM82633A0043521')).toBe(false);
});

test('the check digit does not hang on what stands in its place', () => {
  expect(vinCheckDigit('1M8GDM9A0KP042788')).toBe('X');
  expect(withCheckDigit('1M8GDM9A0KP042788')).toBe('1M8GDM9AXKP042788');
});
