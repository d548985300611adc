import type { FastifyRequest } from 'fastify';

type Fields = Record<string, unknown>;

/** How one text field is put in order before it is checked. */
export type FieldForm = (text: string) => string;

/** Leaves out blanks at both ends. */
export const trimmed: FieldForm = (text) => text.trim();
/** Trimmed, lower case. */
export const lowered: FieldForm = (text) => text.trim().toLowerCase();
/** Trimmed, upper case. */
export const raised: FieldForm = (text) => text.trim().toUpperCase();

function isFields(body: unknown): body is Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/**
 * A `preValidation` hook that puts the named text fields of a JSON body into form. Values of another type are
 * left for the schema to refuse.
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
 * A `preValidation` hook that leaves out fields holding an empty text or zero: to the product's services these
 * are the same as fields not sent at all, for the required ones ("is required") and in updates ("leave as is").
 */
export async function withoutBlanks(request: FastifyRequest): Promise<void> {
  if (!isFields(request.body)) return;
  for (const [name, value] of Object.entries(request.body)) {
    if (value === '' || value === 0) delete request.body[name];
  }
}
