/**
 * Chooses a share of the calls, spread evenly: of any number of calls in a row, the chosen ones are that share of them,
 * rounded. So a share can be held against its promise even in a short run.
 *
 * @returns whether this call is chosen; its share is 0 to 1 and may differ from call to call
 */
export function evenly(): (share: number) => boolean {
  let sum = 0;
  return (share) => {
    sum += share;
    // 0.1 is a bit less than a tenth in binary.
    if (sum < 1 - 1e-9) return false;
    sum -= 1;
    return true;
  };
}

/** The same for each operation by itself. */
export function evenlyInEach(): (operation: string, share: number) => boolean {
  const choosers = new Map<string, (share: number) => boolean>();
  return (operation, share) => {
    const choose = choosers.get(operation) ?? evenly();
    choosers.set(operation, choose);
    return choose(share);
  };
}
