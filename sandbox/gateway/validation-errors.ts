import type { FastifySchemaValidationError } from 'fastify';

/** One fault in a body, as the services' validator reports it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** A service's answer to a body that does not match its schema. */
export type BodyFaults =
  | { readonly kind: 'undecodable'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly details: readonly FieldFault[] };

/**
 * Sorts a schema's errors as the services do. A wrong JSON type stops their decoder, which reports only the first one.
 * Everything else goes to their validator, which reports each field once.
 */
export function bodyFaults(errors: readonly FastifySchemaValidationError[], hasBody: boolean): BodyFaults {
  if (!hasBody) return { kind: 'undecodable', reason: 'EOF' };
  const wrongType = errors.find((error) => error.keyword === 'type');
  if (wrongType !== undefined) {
    const field = fieldOf(wrongType) || 'body';
    return { kind: 'undecodable', reason: `json: wrong type of ${field}: it ${wrongType.message}` };
  }
  const details = new Map<string, FieldFault>();
  for (const error of errors) {
    const field = fieldOf(error);
    const fault = { field, message: messageOf(error, labelOf(field)) };
    if (!details.has(field)) details.set(field, fault);
  }
  return { kind: 'invalid', details: [...details.values()] };
}

/** `/scenarios/0/state_code` as `scenarios[0].state_code`. */
function fieldOf({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  const segments = instancePath.split('/').slice(1);
  if (keyword === 'required') segments.push(String(params.missingProperty));
  return segments
    .map((segment, at) => (/^\d+$/.test(segment) ? `[${segment}]` : at === 0 ? segment : `.${segment}`))
    .join('');
}

/** `scenarios[0].dealership_id` as `Dealership ID`. */
function labelOf(field: string): string {
  const name = field.split('.').at(-1) ?? field;
  const words = name.replace(/\[\d+\]$/, '').split('_');
  return words
    .map((word) =>
      word === 'id' || word === 'vin' ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ');
}

function messageOf(error: FastifySchemaValidationError, label: string): string {
  const { keyword, params, message } = error;
  const limit = params.limit;
  if (keyword === 'required') return `${label} is required`;
  if (keyword === 'minLength' && limit === 1) return `${label} is required`;
  if (keyword === 'minLength') return `${label} must be at least ${limit} characters`;
  if (keyword === 'maxLength') return `${label} must be at most ${limit} characters`;
  if (keyword === 'format' && params.format === 'uuid') return `${label} must be a valid UUID`;
  if (keyword === 'enum') return `${label} must be one of: ${(params.allowedValues as unknown[]).join(', ')}`;
  if (keyword === 'pattern') return `${label} has an invalid format`;
  return `${label} ${message}`;
}
