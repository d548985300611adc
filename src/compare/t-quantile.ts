import { normalQuantile } from '../verdict/percentile-interval.ts';

/**
 * Quantile of Student's t distribution that is exceeded, on either side together, with this probability.
 * Source: G. W. Hill, Algorithm 396, Communications of the ACM 13 (1970): six digits from 5 degrees of freedom on, three
 * below; exact for 1 and 2.
 *
 * @param twoSided probability of both tails, e.g. 0.05
 * @param degreesOfFreedom need not be whole; below 1 nothing bounds it
 */
export function tQuantile(twoSided: number, degreesOfFreedom: number): number {
  const n = degreesOfFreedom;
  if (n < 1) return Number.POSITIVE_INFINITY;
  if (n === 1) return 1 / Math.tan((twoSided * Math.PI) / 2);
  if (n === 2) return Math.sqrt(2 / (twoSided * (2 - twoSided)) - 2);
  const a = 1 / (n - 0.5);
  const b = 48 / a ** 2;
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * n;
  let y = (d * twoSided) ** (2 / n);
  if (y > 0.05 + a) {
    const x = normalQuantile(twoSided / 2);
    y = x ** 2;
    if (n < 5) c += 0.3 * (n - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y ** 2);
  } else {
    const tail = 1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4);
    y = ((tail * y - 1) * (n + 1)) / (n + 2) + 1 / y;
  }
  return Math.sqrt(n * y);
}
