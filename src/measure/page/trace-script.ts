import type { SentTrace } from './page-timeline.ts';

/** The traces of a page's requests, under `window.deskStudioTraces`. */
export interface PageTraces {
  /** Gives the requests from now on a new trace: a step begins. */
  begin(): void;
  readonly sent: readonly SentTrace[];
}

declare global {
  interface Window {
    deskStudioTraces?: PageTraces;
  }
}

/**
 * An init script by which the requests of a page's scripts carry a W3C `traceparent`: one trace for each document and each
 * step, so that all requests of a step are found together. A request gets it only where the page is of one of these origins
 * and the request goes to the page's own: a third party must not see it, and another origin would have to allow it by CORS, so a
 * page that works without the suite might fail with it. A page that sends its own `traceparent` keeps that. A request that the
 * server redirects to another origin takes the header along: scripts cannot see that before it happens.
 *
 * It wraps `fetch` and XMLHttpRequest, since routes of Playwright and headers by CDP would be worse: the first switch the
 * browser's cache off, and the second reach third parties and cause CORS preflights.
 *
 * @param origins of the target: of its gateway and of its web client
 */
export function traceScript(origins: readonly string[]): string {
  const parts = [makeTraces, isOwn, traceFetch, traceXhr, install].join('\n');
  return `(() => {\n${parts}\ninstall(${JSON.stringify(origins)});\n})();`;
}

// The functions below run inside the page. They know each other and nothing else of this file.

type NextTraceparent = () => string;

function install(origins: readonly string[]): void {
  if (window.top !== window || !origins.includes(location.origin)) return;
  const { traces, next } = makeTraces();
  window.deskStudioTraces = traces;
  traceFetch(next);
  traceXhr(next);
}

function makeTraces(): { readonly traces: PageTraces; readonly next: NextTraceparent } {
  const random = (bytes: number) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  const sent: SentTrace[] = [];
  let traceId = random(16);
  return {
    traces: {
      begin() {
        traceId = random(16);
      },
      sent,
    },
    next() {
      sent.push({ traceId, atMs: performance.now() });
      // Sampled (1), and the trace's id is random (2).
      return `00-${traceId}-${random(8)}-03`;
    },
  };
}

function isOwn(address: string): boolean {
  return (
    URL.canParse(address, document.baseURI) && new URL(address, document.baseURI).origin === location.origin
  );
}

function traceFetch(next: NextTraceparent): void {
  const { fetch } = window;
  window.fetch = (input, init) => {
    let traced = init;
    try {
      const request = input instanceof Request ? input : undefined;
      if (isOwn(request?.url ?? String(input))) {
        const headers = new Headers(init?.headers ?? request?.headers);
        if (!headers.has('traceparent')) {
          headers.set('traceparent', next());
          traced = { ...init, headers };
        }
      }
    } catch {
      // What is wrong with the call, the browser's own fetch says.
    }
    return fetch.call(window, input, traced);
  };
}

function traceXhr(next: NextTraceparent): void {
  const { open, send, setRequestHeader } = XMLHttpRequest.prototype;
  const own = new WeakSet<XMLHttpRequest>();
  XMLHttpRequest.prototype.open = function openTraced(this: XMLHttpRequest, ...all: unknown[]) {
    if (isOwn(String(all[1]))) own.add(this);
    else own.delete(this);
    Reflect.apply(open, this, all);
  };
  XMLHttpRequest.prototype.setRequestHeader = function setTraced(name, value) {
    if (String(name).toLowerCase() === 'traceparent') own.delete(this);
    setRequestHeader.call(this, name, value);
  };
  XMLHttpRequest.prototype.send = function sendTraced(body) {
    if (own.delete(this)) setRequestHeader.call(this, 'traceparent', next());
    send.call(this, body);
  };
}
