/** The stages of a visit; a stage's position is its `workflow_stage`. A visit may skip or repeat stages. */
export const visitStatuses = [
  'CHECKED_IN',
  'BROWSING',
  'TEST_DRIVE',
  'NEGOTIATING',
  'PAPERWORK',
  'CLOSED_WON',
  'CLOSED_LOST',
] as const;

/** A stage of a visit. */
export type VisitStatus = (typeof visitStatuses)[number];

/** Position of a stage in the list of stages, from 0. */
export function workflowStage(status: VisitStatus): number {
  return visitStatuses.indexOf(status);
}

/** Whether a visit at this stage is over. */
export function isClosed(status: VisitStatus): boolean {
  return status === 'CLOSED_WON' || status === 'CLOSED_LOST';
}
