import type { AuditRecord } from '../lighthouse/audit-record.ts';
import { socketMeasures } from '../target/socket-measures.ts';
import type { Subject } from '../verdict/subject.ts';
import { failsTheRun, type Judgement, type Verdict, type VerdictOwner } from '../verdict/verdict.ts';
import { verdictMessage } from '../verdict/verdict-message.ts';
import { measuredOnly, measuredVerdict } from './measured-percentiles.ts';
import type { RoundRecord } from './round-record.ts';
import { RECORD_VERSION, type Reason, type RunRecord } from './run-record.ts';

// Version 2 told subjects and reasons as text. This file is the only one that takes such text apart, and it knows the
// texts of version 2 only: today's messages can change without it.

/** A verdict of version 2: its subject is `deals.create`, `create-deal: save the deal`, `smoke` or `lighthouse login`. */
type VerdictOfVersion2 = Judgement extends infer Each
  ? Each extends Judgement
    ? Omit<Each, 'subject'> & { readonly subject: string }
    : never
  : never;

interface WithVerdicts {
  readonly verdicts: readonly VerdictOfVersion2[];
}

/** A record of version 2. Rounds and audits hold their verdicts, and the record holds all of them once more. */
export interface RecordOfVersion2
  extends Omit<RunRecord, 'version' | 'reasons' | 'rounds' | 'audits' | 'verdicts'>,
    WithVerdicts {
  readonly version: 2;
  readonly reasons: readonly string[];
  readonly rounds: readonly (RoundRecord & WithVerdicts)[];
  readonly audits?: readonly (AuditRecord & WithVerdicts)[];
}

/** The same record as this version tells it. */
export function upgradeRecord(old: RecordOfVersion2): RunRecord {
  const { reasons, verdicts: _, ...same } = old;
  const slaCounts = reasons.some((reason) =>
    old.verdicts.some((verdict) => verdict.column === 'sla' && isAbout(reason, verdict)),
  );
  const { audits, ...unchanged } = same;
  const upgraded = (
    ownedVerdicts(old).map(([verdict, subject, owner]) => ({
      ...verdict,
      subject,
      owner,
      failsTheRun: failsTheRun(verdict, slaCounts),
    })) as Verdict[]
  ).map(measuredVerdict);
  return {
    ...unchanged,
    traffic: measuredOnly(old.traffic),
    bursts: measuredOnly(old.bursts),
    version: RECORD_VERSION,
    reasons: reworded(upgradeReasons(old), upgraded),
    rounds: old.rounds.map(({ verdicts: __, ...round }) => measuredOnly(round)),
    ...(audits !== undefined && { audits: audits.map(({ verdicts: __, ...audit }) => audit) }),
    verdicts: upgraded,
  };
}

/** Broken limits as today's messages tell them: those of version 2 have percentiles that were not measured. */
function reworded(reasons: readonly Reason[], verdicts: readonly Verdict[]): Reason[] {
  const failing = verdicts.filter(({ failsTheRun }) => failsTheRun);
  const limits = reasons.filter(({ kind }) => kind === 'limit');
  if (limits.length !== failing.length) return [...reasons];
  const texts = new Map(
    limits.map((reason, index) => {
      const verdict = failing[index];
      return [reason, verdict === undefined ? reason.text : verdictMessage(verdict)];
    }),
  );
  return reasons.map((reason) => ({ ...reason, text: texts.get(reason) ?? reason.text }));
}

type Owned = readonly [verdict: VerdictOfVersion2, subject: Subject, owner: VerdictOwner];

/** The list of version 2 was: the traffic's, those of the rounds, of the bursts, of the audits. */
function ownedVerdicts(old: RecordOfVersion2): Owned[] {
  const rounds = old.rounds.flatMap(({ journey, number, verdicts }) =>
    verdicts.map(
      (verdict): Owned => [
        verdict,
        verdict.column === 'journey'
          ? { kind: 'step', journey, step: verdict.subject.slice(`${journey}: `.length) }
          : { kind: 'operation', id: verdict.subject },
        { kind: 'round', journey, number },
      ],
    ),
  );
  const audits = (old.audits ?? []).flatMap(({ page, verdicts }) =>
    verdicts.map((verdict): Owned => [verdict, { kind: 'page', page }, { kind: 'audit', page }]),
  );
  const others = old.verdicts.length - rounds.length - audits.length;
  if (old.traffic !== null) {
    const traffic = old.verdicts
      .slice(0, others)
      .map((verdict): Owned => [verdict, trafficSubject(verdict.subject, old.scenario), { kind: 'traffic' }]);
    return [...traffic, ...rounds, ...audits];
  }
  return [...rounds, ...burstVerdicts(old.verdicts.slice(rounds.length, rounds.length + others)), ...audits];
}

function trafficSubject(subject: string, scenario: string): Subject {
  if (subject === scenario) return { kind: 'scenario', scenario };
  const isSocket = socketMeasures.some(({ id }) => id === subject);
  return { kind: isSocket ? 'socket' : 'operation', id: subject };
}

/** The throughput of a service came last among the verdicts of the burst that stands for the service. */
function burstVerdicts(verdicts: readonly VerdictOfVersion2[]): Owned[] {
  let operation = '';
  return verdicts.map((verdict): Owned => {
    const isService = verdict.unit === 'per second';
    if (!isService) operation = verdict.subject;
    return [
      verdict,
      isService ? { kind: 'service', service: verdict.subject } : { kind: 'operation', id: operation },
      { kind: 'burst', operation },
    ];
  });
}

/** The order was: why it is invalid, why it was stopped, broken limits, an interruption, errors of tests. */
function upgradeReasons({ reasons, outcome, verdicts }: RecordOfVersion2): Reason[] {
  const failed = verdicts.filter(({ kind }) => kind === 'fail');
  const isLimit = (text: string) => failed.some((verdict) => isAbout(text, verdict));
  const firstLimit = reasons.findIndex(isLimit);
  return reasons.map((text, index): Reason => {
    if (index === 0 && outcome === 'invalid') return { kind: 'invalid', text };
    if (isLimit(text)) return { kind: 'limit', text };
    if (text === 'the run was interrupted') return { kind: 'interrupted', text };
    const wasStopped = index < firstLimit || (index === 0 && outcome === 'fail');
    return { kind: wasStopped ? 'stopped' : 'test error', text };
  });
}

/** Whether a reason of version 2 is the message of this verdict. */
function isAbout(reason: string, { subject, statistic, column }: VerdictOfVersion2): boolean {
  const [line = ''] = reason.split('\n');
  return (
    line.startsWith(`${subject} ${statistic} `) && line.includes(` (${column}), `) && line.endsWith(': fail')
  );
}
