import { operations } from './catalogue.ts';
import type { OperationOverride } from './environments/environments.ts';
import type { Target } from './environments/target.ts';
import { isWriting, type Operation } from './operation.ts';
import { preparationFor } from './preparation.ts';

const WAY_OUT = '--allow-production-writes lets the run write';

/**
 * The target as a run sees it that only reads: every operation that writes, or needs one that does, is not offered there, so
 * that nothing of it is probed, sent or measured, and each is reported with this reason. OFFERED does not bring it back.
 */
export function withoutWrites(target: Target): Target {
  const leftOut = new Map(
    operations.flatMap((operation): [string, OperationOverride][] => {
      const reason = whyLeftOut(operation);
      return reason === undefined ? [] : [[operation.id, { offered: false, reason }]];
    }),
  );
  const others = Object.entries(target.overrides).filter(([pattern]) => !leftOut.has(pattern));
  return {
    ...target,
    readsOnly: true,
    // The first that fits counts.
    overrides: Object.fromEntries([...leftOut, ...others]),
    offered: target.offered.filter((id) => !leftOut.has(id)),
  };
}

/** Why a run that only reads does without an operation; undefined for one that it may send. */
function whyLeftOut(operation: Operation): string | undefined {
  if (operation.outOfReach !== undefined) return undefined;
  if (isWriting(operation)) return `left out, since it writes and this run only reads; ${WAY_OUT}`;
  const first = preparationFor(operation).find(isWriting);
  return first && `left out, since it needs ${first.id}, which writes, and this run only reads; ${WAY_OUT}`;
}

/** Ids of the operations that a run of {@link withoutWrites} leaves out, in the order of the catalogue. */
export function idsLeftOut(): readonly string[] {
  return operations.filter((operation) => whyLeftOut(operation) !== undefined).map(({ id }) => id);
}
