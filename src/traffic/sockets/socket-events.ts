/** An event as the target sends it; `data` differs from type to type. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: { readonly id?: unknown };
}

/**
 * The events of a text frame: under pressure the target puts several into one, a line each. Only the
 * wanted types are parsed: a board shows everything that all users do, and parsing all of it would cost the measurer
 * CPU time.
 *
 * @returns the wanted events in their order, and how many lines there were in all
 */
export function eventsOf(
  frame: string,
  wanted: readonly string[],
): { readonly events: readonly SocketEvent[]; readonly lines: number } {
  const events: SocketEvent[] = [];
  let lines = 0;
  for (const line of frame.split('\n')) {
    if (line.trim() === '') continue;
    lines += 1;
    if (!wanted.some((type) => line.includes(type))) continue;
    const event = parsed(line);
    // The word may also stand in a text that somebody wrote.
    if (event !== undefined && wanted.includes(event.type)) events.push(event);
  }
  return { events, lines };
}

function parsed(line: string): SocketEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'
      ? (value as SocketEvent)
      : undefined;
  } catch {
    return undefined;
  }
}
