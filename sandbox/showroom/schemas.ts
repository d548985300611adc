import { visitStatuses } from './stages.ts';

const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
// An empty string passes the product's validator and fails in the database (500).
const optionalId = { type: 'string', nullable: true, pattern: `^(${uuid})?$` } as const;
const stockNumber = { type: 'string', nullable: true, maxLength: 50 } as const;

/** Body of a check-in. */
export const createVisitSchema = {
  type: 'object',
  required: ['customer_id'],
  properties: {
    customer_id: { type: 'string', format: 'uuid' },
    salesperson_id: optionalId,
    vehicle_id: optionalId,
    stock_number: stockNumber,
    source: {
      type: 'string',
      nullable: true,
      enum: ['WALK_IN', 'APPOINTMENT', 'INTERNET', 'PHONE', 'REFERRAL', null],
    },
    initial_note: { type: 'string', nullable: true, maxLength: 5000 },
  },
} as const;

/** Body of a change of salesperson, vehicle or stock number; null means "leave unchanged". */
export const updateVisitSchema = {
  type: 'object',
  properties: { salesperson_id: optionalId, vehicle_id: optionalId, stock_number: stockNumber },
} as const;

/** Body of a change of stage and of a close; the status is upper-cased before the check. */
export const visitStatusSchema = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: visitStatuses } },
} as const;

/** Body that starts a timer. */
export const startTimerSchema = {
  type: 'object',
  required: ['timer_type'],
  properties: {
    timer_type: {
      type: 'string',
      enum: ['WAIT_TIME', 'TEST_DRIVE', 'NEGOTIATION', 'PAPERWORK', 'MANAGER_WAIT'],
    },
  },
} as const;

const content = { type: 'string', minLength: 1, maxLength: 10_000 } as const;

/** Body of a new note. */
export const createNoteSchema = {
  type: 'object',
  required: ['content'],
  properties: { content, is_pinned: { type: 'boolean' } },
} as const;

/** Body of a changed note; null means "leave unchanged". */
export const updateNoteSchema = {
  type: 'object',
  properties: { content: { ...content, nullable: true }, is_pinned: { type: 'boolean', nullable: true } },
} as const;

/** The fields of a check-in. */
export interface NewVisit {
  readonly customer_id: string;
  readonly salesperson_id?: string | null;
  readonly vehicle_id?: string | null;
  readonly stock_number?: string | null;
  readonly source?: string | null;
  readonly initial_note?: string | null;
}

/** The fields of a visit that can change. */
export type VisitFields = Pick<NewVisit, 'salesperson_id' | 'vehicle_id' | 'stock_number'>;

/** The fields of a note that can change. */
export interface NoteFields {
  readonly content?: string | null;
  readonly is_pinned?: boolean | null;
}
