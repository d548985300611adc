import type { RawData, WebSocket } from 'ws';

/** Close code of RFC 6455 for a message above the size limit. */
const messageTooBig = 1009;

/** A JSON object a client sent; its fields are still to be checked. */
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
 * Hands every JSON object that comes in on `socket` to `handle`. Text that is no JSON object is ignored in
 * silence, as in the product; a message above `maxBytes` closes the socket with 1009.
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
