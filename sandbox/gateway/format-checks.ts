import type { IncomingHttpHeaders } from 'node:http';

/** One fault in a request's format. */
export interface FormatFault {
  readonly field: string;
  readonly message: string;
  readonly code: 'INVALID_UUID' | 'INVALID_LIMIT' | 'INVALID_OFFSET' | 'INVALID_EMAIL';
}

type Values = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;
const MAX_LIMIT = 1000;
const UUID_PARAMETERS = ['dealership_id', 'customer_id', 'user_id', 'vehicle_id', 'salesperson_id'];
const UUID_HEADERS = [
  ['X-Dealership-ID', 'x-dealership-id'],
  ['X-User-ID', 'x-user-id'],
] as const;

/**
 * All faults that the gateway finds before it checks the token: ids in the path and in well-known query parameters and
 * headers that are not UUIDs (of any version), page bounds that are not numbers, and malformed e-mail addresses. A
 * missing or empty value is fine.
 */
export function formatFaults(params: Values, query: Values, headers: IncomingHttpHeaders): FormatFault[] {
  const faults: FormatFault[] = [];
  for (const name in params) {
    if (name === '*' || UUID.test(String(params[name]))) continue;
    faults.push({ field: name, message: 'Path parameter must be a valid UUID', code: 'INVALID_UUID' });
  }
  for (const name in query) checkQuery(name, query[name], faults);
  for (const [shown, name] of UUID_HEADERS) {
    const value = headers[name];
    if (value === undefined || value === '' || UUID.test(String(value))) continue;
    faults.push({ field: shown, message: `${shown} header must be a valid UUID`, code: 'INVALID_UUID' });
  }
  return faults;
}

function checkQuery(name: string, values: unknown, faults: FormatFault[]): void {
  // If a parameter occurs several times, only the first value counts.
  const value = String(Array.isArray(values) ? values[0] : values);
  if (value === '') return;
  if (name === 'limit') {
    if (/^\d{1,9}$/.test(value) && Number(value) <= MAX_LIMIT) return;
    const message = `limit must be a number from 0 to ${MAX_LIMIT}`;
    faults.push({ field: name, message, code: 'INVALID_LIMIT' });
  } else if (name === 'offset') {
    if (/^\d+$/.test(value)) return;
    faults.push({ field: name, message: 'offset must be a number of 0 or more', code: 'INVALID_OFFSET' });
  } else if (name === 'email') {
    if (EMAIL.test(value)) return;
    faults.push({ field: name, message: 'email must be a valid e-mail address', code: 'INVALID_EMAIL' });
  } else if (UUID_PARAMETERS.includes(name) && !UUID.test(value)) {
    faults.push({ field: name, message: `${name} must be a valid UUID`, code: 'INVALID_UUID' });
  }
}
