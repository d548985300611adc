/**
 * Reports the errors that ended a flow of a virtual user. The user goes on, so the same trouble may come thousands of
 * times: the first of each kind is reported, the others only for debugging.
 *
 * @param tell takes a line
 */
export function troubleTeller(tell: (line: string) => void, isDebug: boolean): (error: unknown) => void {
  const told = new Set<string>();
  return (error) => {
    const kind = kindOf(error);
    if (told.has(kind) && !isDebug) return;
    const more = told.has(kind) || isDebug ? '' : ' (further ones of this kind are shown with DEBUG=true)';
    told.add(kind);
    tell(`a virtual user had trouble and goes on: ${String(error)}${more}`);
  };
}

/** The code of an error, or its name where it has none: the message may name the account, and each has another. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
