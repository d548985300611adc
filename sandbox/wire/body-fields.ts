import type { FastifyRequest } from 'fastify';

type Fields = Record<string, unknown>;

/** How one text field is normalised before the check. */
export type FieldForm = (text: string) => string;

/** Removes blanks at both ends. */
export const trimmed: FieldForm = (text) => text.trim();
/** Trimmed, lower case. */
export const lowered: FieldForm = (text) => text.trim().toLowerCase();
/** Trimmed, upper case. */
export const raised: FieldForm = (text) => text.trim().toUpperCase();

function isFields(body: unknown): body is Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/**
 * A `preValidation` hook that normalises the named text fields of a JSON body. Values of another type stay, and the schema
 * rejects them.
 */
export function inForm(forms: Readonly<Record<string, FieldForm>>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!isFields(request.body)) return;
    for (const [name, form] of Object.entries(forms)) {
      const value = request.body[name];
      if (typeof value === 'string') request.body[name] = form(value);
    }
  };
}

/**
 * A `preValidation` hook that removes fields with an empty string or zero. The product's services treat these like missing
 * fields, both for required fields ("is required") and in updates (left unchanged).
 */
export async function withoutBlanks(request: FastifyRequest): Promise<void> {
  if (!isFields(request.body)) return;
  for (const [name, value] of Object.entries(request.body)) {
    if (value === '' || value === 0) delete request.body[name];
  }
}
