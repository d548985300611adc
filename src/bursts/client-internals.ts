import type { Socket } from 'node:net';

/** The events of http-parser-js that matter here: its handlers are properties with these numbers as names. */
interface ParserEvents {
  readonly kOnHeadersComplete: 2;
  readonly kOnBody: 3;
  readonly kOnMessageComplete: 4;
}

/** The parser of a client's replies, from http-parser-js. */
export interface Parser {
  readonly constructor: ParserEvents;
  /** That of an answer's first line while no answer has begun. */
  readonly state: string;
  initialize(type: 'RESPONSE'): void;
  /** Ends an answer that goes on to the end of its connection. */
  finish(): void;
  2(head: {
    readonly statusCode: number;
    readonly headers: readonly string[];
    readonly shouldKeepAlive: boolean;
  }): unknown;
  3(chunk: Buffer, start: number, length: number): unknown;
  4(): unknown;
}

/** What a client of autocannon 9 has beyond its types. */
export interface ClientInternals extends NodeJS.EventEmitter {
  readonly conn: Socket;
  readonly pipelinedRequests: { clear(): void };
  readonly parser: Parser;
  /** Makes the next request the current one, which the client sends then. */
  readonly requestIterator: {
    nextRequest(): void;
    readonly currentRequest: { requestBuffer: Buffer | string };
  };
  /** After so many requests it ends instead of sending another; 0 for no such number. */
  responseMax: number;
  /** Closes the connection for good. */
  destroy(): void;
}
