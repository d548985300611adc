import { readFileSync, writeFileSync } from 'node:fs';
import { DEAL_ID } from '../server/canned-replies.ts';
import { PEER_AUTHORIZATION, type PeerOperation, peerWork } from './peer-work.ts';

/** The work of the bench, as peers read it from disk. */
export interface WorkFile {
  readonly origin: string;
  readonly authorization: string;
  /** The id in the prepared paths, which a peer replaces with the id of the deal it has just created. */
  readonly dealId: string;
  readonly operations: readonly PeerOperation[];
}

/** The work for a server at `origin`. */
export function workFor(origin: string): WorkFile {
  return { origin, authorization: PEER_AUTHORIZATION, dealId: DEAL_ID, operations: peerWork() };
}

/** Writes the work to a file. */
export function writeWork(path: string, work: WorkFile): void {
  writeFileSync(path, JSON.stringify(work));
}

/** Reads what {@link writeWork} wrote. */
export function readWork(path: string): WorkFile {
  return JSON.parse(readFileSync(path, 'utf8')) as WorkFile;
}
