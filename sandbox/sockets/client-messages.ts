import type { RawData, WebSocket } from 'ws';

/** Close code of RFC 6455 for a message above the size limit. */
const messageTooBig = 1009;

/** A JSON object from a client, with unchecked fields. */
export type ClientMessage = Readonly<Record<string, unknown>>;

function sizeOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength;
}

function parsed(text: string): ClientMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as ClientMessage)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Passes every JSON object that arrives on `socket` to `handle`. As in the product, silently ignores any other text. A
 * message above `maxBytes` closes the socket with 1009.
 */
export function onClientMessage(
  socket: WebSocket,
  maxBytes: number,
  handle: (message: ClientMessage) => void,
): void {
  socket.on('message', (data: RawData) => {
    if (socket.readyState !== socket.OPEN) return;
    if (sizeOf(data) > maxBytes) {
      socket.close(messageTooBig, `message above ${maxBytes} bytes`);
      return;
    }
    const message = parsed(data.toString());
    if (message !== undefined) handle(message);
  });
}
