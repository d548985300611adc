import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from '../world/http-exchange.ts';
import type { ContractDocument, DocumentedResponse, Pointer } from './contract-document.ts';

/** Holds answers and request bodies against the document. Each method gives the list of faults, empty when sound. */
export interface ContractCheck {
  /** Status, content type, body and headers of one answer to `operationId`. */
  answer(operationId: string, answer: Answer): string[];
  /** A JSON body sent to `operationId`. */
  request(operationId: string, body: unknown): string[];
  /** A value against a named schema of `#/components/schemas`. */
  component(name: string, value: unknown): string[];
}

/** Prepares the schemas of a document; they are compiled when first needed. */
export function contractCheck(document: ContractDocument): ContractCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // The package is CommonJS and its typings give the namespace, not the function, under nodenext.
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addSchema(document.tree, 'contract', undefined, false);
  const compiled = new Map<Pointer, ValidateFunction>();

  const schemaFaults = (pointer: Pointer, value: unknown, subject: string): string[] => {
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `contract${pointer}` });
      compiled.set(pointer, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      (error) => `${subject}${error.instancePath} ${error.message}; schema at ${error.schemaPath}`,
    );
  };

  return {
    answer(operationId, answer) {
      const operation = document.operations.get(operationId);
      if (operation === undefined) return [`operation ${operationId} is not in the document`];
      const documented = operation.responses.get(answer.status);
      if (documented === undefined) {
        const known = [...operation.responses.keys()].join(', ');
        return [`status ${answer.status} is not documented for ${operationId}; documented are ${known}`];
      }
      return [...headerFaults(documented, answer), ...bodyFaults(documented, answer, schemaFaults)];
    },
    request(operationId, body) {
      const schema = document.operations.get(operationId)?.requestSchema;
      if (schema === undefined) return [`${operationId} takes no JSON body, but one was sent`];
      return schemaFaults(schema, body, 'request body');
    },
    component(name, value) {
      return schemaFaults(`#/components/schemas/${name}`, value, name);
    },
  };
}

function headerFaults(documented: DocumentedResponse, answer: Answer): string[] {
  const faults: string[] = [];
  for (const [name, type] of documented.headers) {
    if (name.startsWith('X-RateLimit-') && isDealershipRefusal(answer)) continue;
    const [value] = answer.headers.get(name.toLowerCase()) ?? [];
    if (value === undefined) {
      faults.push(`header ${name} is missing; the document promises it with status ${answer.status}`);
    } else if (type === 'integer' && !/^-?\d+$/.test(value)) {
      faults.push(`header ${name} is ${JSON.stringify(value)}; want an integer`);
    }
  }
  return faults;
}

/** The document: 'The X-RateLimit headers are missing when limit_type is dealership.' */
function isDealershipRefusal(answer: Answer): boolean {
  return answer.status === 429 && /"limit_type":\s*"dealership"/.test(answer.body);
}

function bodyFaults(
  documented: DocumentedResponse,
  answer: Answer,
  schemaFaults: (pointer: Pointer, value: unknown, subject: string) => string[],
): string[] {
  if (documented.content.size === 0) {
    return answer.body === '' ? [] : [`body of ${answer.body.length} characters; want an empty one`];
  }
  const [contentType] = answer.headers.get('content-type') ?? [];
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const schema = documented.content.get(mediaType);
  if (schema === undefined) {
    const known = [...documented.content.keys()].join(' or ');
    return [`content type ${JSON.stringify(contentType)} with status ${answer.status}; want ${known}`];
  }
  if (mediaType !== 'application/json') return schemaFaults(schema, answer.body, 'body');
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
  } catch (error) {
    return [`body is no JSON (${String(error)}): ${answer.body.slice(0, 200)}`];
  }
  return schemaFaults(schema, value, 'body');
}
