import type { Socket } from 'node:net';

const CONTINUE = /^HTTP\/1\.[01] 100[ \r]/;
const HEAD_END = '\r\n\r\n';

/**
 * Lets a client pass over a `100 Continue` that nobody asked for. A server may send one, browsers ignore it, and undici
 * takes it for a broken reply. One that arrives in two pieces is not recognized.
 *
 * @param socket of HTTP/1.1, read by `read()`
 * @param awaitsHead whether a reply has yet to begin: its body may hold anything
 */
export function skipContinue(socket: Socket, awaitsHead: () => boolean): void {
  const read = socket.read.bind(socket);
  socket.read = (size?: number): Buffer | null => {
    let chunk: Buffer | null = read(size);
    while (chunk !== null && chunk.length > 0 && awaitsHead() && isContinue(chunk)) {
      const end = chunk.indexOf(HEAD_END);
      if (end < 0) return chunk;
      chunk = chunk.subarray(end + HEAD_END.length);
      if (chunk.length === 0) chunk = read(size);
    }
    return chunk;
  };
}

/** Whether a socket speaks HTTP/2, which has frames: its bytes are not to be looked at. */
export function isHttp2(socket: Socket): boolean {
  return 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
}

function isContinue(chunk: Buffer): boolean {
  // The third digit of the status decides for nearly all replies, so that no text has to be made of them.
  return chunk[9] === 0x31 && CONTINUE.test(chunk.toString('latin1', 0, 16));
}
