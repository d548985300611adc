// @ts-check
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * @typedef {{ path: string, protocols?: readonly string[], delayMs: (attempt: number) => number,
 *   attempts: number, onOpen: (send: (message: object) => void) => void, onEvent: (event: any) => void }} Options
 * `delayMs` is the wait before reconnect number `attempt` (from 1); after `attempts` failures it gives up.
 */

/**
 * A frame may contain several events, one per line.
 * @param {string} frame
 * @param {(event: any) => void} onEvent
 */
function readFrame(frame, onEvent) {
  for (const line of frame.split('\n')) {
    if (line.trim() === '') continue;
    try {
      onEvent(JSON.parse(line));
    } catch {
      // Ignores a line that is not JSON.
    }
  }
}

/**
 * Opens a socket that reconnects by itself.
 * @param {Options} options
 * @param {(open: boolean) => void} onState
 */
function openSocket(options, onState) {
  /** @type {WebSocket | undefined} */
  let socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let failures = 0;
  let closed = false;
  /** @param {object} message */
  const send = (message) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const connect = () => {
    const address = new URL(options.path, location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(address, [...(options.protocols ?? [])]);
    socket.onopen = () => {
      failures = 0;
      onState(true);
      options.onOpen(send);
    };
    socket.onmessage = (message) => readFrame(String(message.data), options.onEvent);
    socket.onclose = () => {
      onState(false);
      failures += 1;
      if (!closed && failures <= options.attempts) timer = setTimeout(connect, options.delayMs(failures));
    };
  };
  connect();
  const close = () => {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  };
  return { send, close };
}

/**
 * A socket that lives as long as a component. Uses the options of the first render, and the latest callbacks.
 * @param {Options} options
 * @returns {{ open: boolean, send: (message: object) => void }}
 */
export function useSocket(options) {
  const [open, setOpen] = useState(false);
  const latest = useRef(options);
  latest.current = options;
  const handle = useRef(/** @type {ReturnType<typeof openSocket> | null} */ (null));
  useEffect(() => {
    const socket = openSocket(
      {
        ...options,
        onOpen: (send) => latest.current.onOpen(send),
        onEvent: (event) => latest.current.onEvent(event),
      },
      setOpen,
    );
    handle.current = socket;
    return () => socket.close();
  }, []);
  return { open, send: (message) => handle.current?.send(message) };
}
