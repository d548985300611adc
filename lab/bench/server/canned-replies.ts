import { jsonReply } from '../../shared/http-reply.ts';

/** How the bench's server replies to one kind of request. */
export interface CannedReply {
  /** Beginning of the request line, e.g. `GET /api/v1/deals/`. */
  readonly startsWith: string;
  readonly status: '200 OK' | '201 Created';
  readonly body: string;
}

export const DEAL_ID = '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a01';
export const CUSTOMER_ID = '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a02';
export const DEALERSHIP_ID = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

const deal = {
  id: DEAL_ID,
  dealership_id: DEALERSHIP_ID,
  customer_id: CUSTOMER_ID,
  status: 'draft',
  vehicle_price: 31_250,
  trade_in_value: 4_200,
  trade_in_payoff: 1_800,
  down_payment: 2_500,
  tax_amount: 1_893.5,
  created_at: '2026-01-05T09:12:44.120Z',
};

const customer = {
  id: CUSTOMER_ID,
  dealership_id: DEALERSHIP_ID,
  first_name: 'Ada',
  last_name: 'Quimby',
  email: 'ada.quimby@example.com',
  city: 'Springfield',
};

const tax = { state_code: 'OH', taxable_amount: 27_050, total_tax: 1_893.5, effective_rate: 0.07 };

const signedIn = {
  access_token: 'eyJhbGciOiJIUzI1NiJ9'.padEnd(353, 'abcdefghijklmnopqrstuvwxyz012345'),
  refresh_token: 'not-used',
  expires_in: 900,
  user: { id: 'user-1', email: 'bench@example.com', dealership_id: DEALERSHIP_ID },
};

/** The replies to the sign-in and to the five operations. The server sends the first one that a request line matches. */
export const CANNED_REPLIES: readonly CannedReply[] = [
  { startsWith: 'POST /api/v1/deals', status: '201 Created', body: JSON.stringify(deal) },
  { startsWith: 'PUT /api/v1/deals/', status: '200 OK', body: JSON.stringify(deal) },
  { startsWith: 'GET /api/v1/deals/', status: '200 OK', body: JSON.stringify(deal) },
  { startsWith: 'GET /api/v1/customers', status: '200 OK', body: JSON.stringify([customer, customer]) },
  { startsWith: 'POST /api/v1/tax/calculate', status: '200 OK', body: JSON.stringify(tax) },
  { startsWith: 'POST /api/v1/auth/login', status: '200 OK', body: JSON.stringify(signedIn) },
];

/** The complete reply as bytes, headers included. */
export function replyBytes({ status, body }: CannedReply): Buffer {
  return jsonReply(status, body, ['server-timing: total;dur=0.1']).whole;
}
