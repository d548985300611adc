/**
 * Chooses a share of the calls, spread evenly: of any number of calls in a row, the chosen ones are that share of them,
 * rounded. So a share can be held against its promise even in a short run.
 *
 * @param start from 0 to 1: how much of the way to the first chosen call is done already
 * @returns whether this call is chosen; its share is 0 to 1 and may differ from call to call
 */
export function evenly(start = 0): (share: number) => boolean {
  let sum = start;
  return (share) => {
    sum += share;
    // 0.1 is a bit less than a tenth in binary.
    if (sum < 1 - 1e-9) return false;
    sum -= 1;
    return true;
  };
}

/** Multiples of it, modulo 1, never lie close to each other. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The same for each operation by itself. Their starts differ: otherwise 5 % would mean that none of the first 19 requests of
 * any operation is chosen, and the share over all operations would grow with time.
 */
export function evenlyInEach(): (operation: string, share: number) => boolean {
  const choosers = new Map<string, (share: number) => boolean>();
  return (operation, share) => {
    const choose = choosers.get(operation) ?? evenly((choosers.size * GOLDEN_RATIO) % 1);
    choosers.set(operation, choose);
    return choose(share);
  };
}
