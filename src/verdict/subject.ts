/** What a limit is about. */
export type Subject =
  | { readonly kind: 'operation'; readonly id: string }
  /** What is measured on sockets, e.g. `messaging.fanout`. */
  | { readonly kind: 'socket'; readonly id: string }
  /** All operations of a service together: its throughput. */
  | { readonly kind: 'service'; readonly service: string }
  /** All traffic of a scenario together. */
  | { readonly kind: 'scenario'; readonly scenario: string }
  | { readonly kind: 'step'; readonly journey: string; readonly step: string }
  /** A page that Lighthouse audits. */
  | { readonly kind: 'page'; readonly page: string };

/**
 * A subject in words. `named` is by its ids (`create-deal: save the deal`), `spoken` is for a sentence
 * (`create deal, save the deal`); only steps differ.
 */
export function subjectWords(subject: Subject, style: 'named' | 'spoken' = 'named'): string {
  switch (subject.kind) {
    case 'operation':
    case 'socket':
      return subject.id;
    case 'service':
      return subject.service;
    case 'scenario':
      return subject.scenario;
    case 'step':
      return style === 'named'
        ? `${subject.journey}: ${subject.step}`
        : `${subject.journey.replaceAll('-', ' ')}, ${subject.step}`;
    case 'page':
      return `lighthouse ${subject.page}`;
  }
}

/** The group that a subject belongs to in a long list: the service of an operation, the journey of a step. */
export function subjectGroup(subject: Subject): string {
  switch (subject.kind) {
    case 'operation':
    case 'socket':
      return serviceOf(subject.id);
    case 'step':
      return subject.journey;
    default:
      return subjectWords(subject);
  }
}

/** The id of the operation or socket measure that a subject is; undefined for any other subject. */
export function measuredId(subject: Subject): string | undefined {
  return subject.kind === 'operation' || subject.kind === 'socket' ? subject.id : undefined;
}

/** The ids of operations and socket measures begin with their service: `deals` of `deals.create`. */
function serviceOf(id: string): string {
  const end = id.indexOf('.');
  return end < 0 ? id : id.slice(0, end);
}
