import type { ReplyKey } from './http/reply-key.ts';
import type { UserFaker } from './request-data/user-faker.ts';

/** The services of Desk Studio behind the gateway, as the tables group them. */
export type ServiceName =
  | 'gateway'
  | 'auth'
  | 'deals'
  | 'customers'
  | 'inventory'
  | 'showroom'
  | 'messaging'
  | 'tax';

/**
 * Which limits of the gateway an operation counts against: `bypass` is never limited, `ip` counts per client
 * address, `user+dealership` counts against both, `none` is not looked at by the limiter at all.
 */
export type RateTier = 'bypass' | 'ip' | 'user+dealership' | 'none';

/** Things a run makes on the target and has to account for at its end. */
export const CREATED_KINDS = [
  'user',
  'deal',
  'customer',
  'vehicle',
  'visit',
  'conversation',
  'message',
] as const;

export type CreatedKind = (typeof CREATED_KINDS)[number];

/** What one user knows so far: ids learnt from replies, which feed the next requests. */
export interface Knowledge {
  dealId?: string;
  customerId?: string;
  vehicleId?: string;
  visitId?: string;
  conversationId?: string;
  /** Another user of the same dealership, to talk to. */
  peerUserId?: string;
  refreshToken?: string;
  /** Token of a forgotten-password mail. Nothing outside the product ever sees one: see `Operation.outOfReach`. */
  resetToken?: string;
  /** Token of an e-mail confirmation. Nothing outside the product ever sees one: see `Operation.outOfReach`. */
  emailToken?: string;
}

/** What a request builder may draw on. All of it belongs to one simulated user. */
export interface BuildContext {
  /** Seeded source of realistic data: the same seed gives the same requests. */
  readonly faker: UserFaker;
  /** The dealership that this run's data is filed under. */
  readonly dealershipId: string;
  /**
   * The dealership that the user works at: what lists and searches are asked for. It has the data of a dealership,
   * where the run's own is all but empty and would make every list look fast.
   */
  readonly homeDealershipId: string;
  readonly userId: string;
  /** Account of the user, for the auth operations. Never logged. */
  readonly credentials: { readonly email: string; readonly password: string };
  /** Short tag of the run, put into every text that allows it, so that test data can be told apart. */
  readonly runTag: string;
  readonly known: Knowledge;
}

/** A request ready to be sent: path with ids and query filled in, body as JSON text. */
export interface BuiltRequest {
  readonly path: string;
  /** JSON text, or undefined for a request without a body. */
  readonly body?: string;
}

/**
 * What makes a reply a success. Status, content type and a body field are all looked at: the shipped product
 * answers an unknown route with 200 and a web page, which must never pass as a fast operation.
 */
export type SuccessCheck = {
  readonly status: readonly number[];
  /** Prefix of the content type, e.g. `application/json`; undefined for an empty body (204). */
  readonly contentType?: string;
} & BodyCheck;

/** What the body has to be: a JSON object with a key, a JSON array, a text with a part, or empty. */
type BodyCheck =
  | { readonly shape: 'object'; readonly key: ReplyKey }
  | { readonly shape: 'text'; readonly part: string }
  | { readonly shape: 'array' }
  | { readonly shape: 'empty' };

/** One named backend call, e.g. `deals.create`: the unit of every table and report. */
export interface Operation {
  readonly id: string;
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Route template with `{name}` for path parameters, as in the OpenAPI document. */
  readonly path: string;
  readonly rateTier: RateTier;
  /** Whether the request carries the access token. */
  readonly authenticated: boolean;
  readonly success: SuccessCheck;
  /**
   * Whether it changes nothing at the target although it is not a GET: a calculation, or a sign-in, without which nothing could
   * be read. See {@link isWriting}.
   */
  readonly readsOnly?: true;
  /** What must be known before the request can be built, e.g. `dealId` for `deals.get`. */
  readonly needs: readonly (keyof Knowledge)[];
  /**
   * What a success makes known, and the field of the reply that says it; `user.id` is the field `id` of the object
   * `user`. A reply without the field leaves what was known.
   */
  readonly learns?: Readonly<Partial<Record<keyof Knowledge, string>>>;
  /** What is no longer true after a success, e.g. the id of what was deleted. */
  readonly forgets?: readonly (keyof Knowledge)[];
  /**
   * Why no caller from outside can drive this operation to its success, e.g. a token that is never handed out.
   * Such an operation is reported as not measured, with this reason, and never as passed.
   */
  readonly outOfReach?: string;
  /** Kind of thing that a success creates. Its id is the one that is learnt, or the reply's `id` where none is. */
  readonly creates?: CreatedKind;
  /** Builds the next request of this operation. `pathPattern` is the route, which an environment may have overridden. */
  build(context: BuildContext, pathPattern: string): BuiltRequest;
}

/** Whether an operation changes something at the target. */
export function isWriting({ method, readsOnly }: Pick<Operation, 'method' | 'readsOnly'>): boolean {
  return method !== 'GET' && readsOnly !== true;
}

/** What a success of the operation makes known. */
export function giftsOf({ learns }: Pick<Operation, 'learns'>): readonly (keyof Knowledge)[] {
  return Object.keys(learns ?? {}) as (keyof Knowledge)[];
}
