import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Where a part of the document stands, as a JSON pointer with its leading `#`. */
export type Pointer = `#/${string}`;

/** What the document promises for one status of an operation. */
export interface DocumentedResponse {
  readonly status: number;
  /** Header names as written, each with the JSON type of its value. */
  readonly headers: ReadonlyMap<string, string>;
  /** Media types without parameters, each with the place of its schema. Empty: the answer has no body. */
  readonly content: ReadonlyMap<string, Pointer>;
}

/** One operation of the document. */
export interface DocumentedOperation {
  readonly operationId: string;
  /** In capital letters. */
  readonly method: string;
  /** With its placeholders, for instance `/api/v1/deals/{id}`. */
  readonly path: string;
  /** False when the document lists it as public. */
  readonly needsToken: boolean;
  /** The place of the JSON request body's schema, when it takes one. */
  readonly requestSchema: Pointer | undefined;
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
}

/** The whole document: its operations, and the raw tree that schema pointers point into. */
export interface ContractDocument {
  readonly tree: object;
  readonly operations: ReadonlyMap<string, DocumentedOperation>;
}

const contractFile = new URL('../../../contract/desk-studio.openapi.yaml', import.meta.url);
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads the contract, or the document given as text. Throws when a reference leads nowhere. */
export function readContract(text: string = readFileSync(contractFile, 'utf8')): ContractDocument {
  const tree: unknown = parse(text, { merge: true });
  if (typeof tree !== 'object' || tree === null) {
    throw new Error(`contract document: read ${typeof tree}, want an OpenAPI 3.1 object`);
  }
  const operations = new Map<string, DocumentedOperation>();
  for (const path of keysAt(tree, '#/paths')) {
    const pathPointer: Pointer = `#/paths/${escapeSegment(path)}`;
    for (const method of keysAt(tree, pathPointer).filter((key) => methods.includes(key))) {
      const operation = readOperation(tree, path, method, `${pathPointer}/${method}`);
      operations.set(operation.operationId, operation);
    }
  }
  return { tree, operations };
}

function readOperation(tree: object, path: string, method: string, pointer: Pointer): DocumentedOperation {
  const operationId = valueAt(tree, `${pointer}/operationId`);
  if (typeof operationId !== 'string') {
    throw new Error(`contract document: ${method} ${path} has no operationId; each operation needs one`);
  }
  const security = valueAt(tree, `${pointer}/security`);
  const requestSchema = resolve(tree, `${pointer}/requestBody/content/application~1json/schema`);
  const responses = new Map<number, DocumentedResponse>();
  for (const status of keysAt(tree, `${pointer}/responses`)) {
    const place = resolve(tree, `${pointer}/responses/${status}`);
    responses.set(Number(status), readResponse(tree, Number(status), place));
  }
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    // An empty list, or an empty alternative in it, lets a caller in without a token.
    needsToken: !(Array.isArray(security) && (security.length === 0 || security.some(isEmptyObject))),
    requestSchema: valueAt(tree, requestSchema) === undefined ? undefined : requestSchema,
    responses,
  };
}

function readResponse(tree: object, status: number, place: Pointer): DocumentedResponse {
  if (valueAt(tree, place) === undefined) {
    throw new Error(`contract document: nothing at ${place}; the reference should lead to a response`);
  }
  const headers = new Map<string, string>();
  for (const name of keysAt(tree, `${place}/headers`)) {
    const header = resolve(tree, `${place}/headers/${escapeSegment(name)}`);
    headers.set(name, String(valueAt(tree, `${header}/schema/type`) ?? 'string'));
  }
  const content = new Map<string, Pointer>();
  for (const type of keysAt(tree, `${place}/content`)) {
    content.set(type, `${place}/content/${escapeSegment(type)}/schema`);
  }
  return { status, headers, content };
}

/** Follows `$ref` from a place until something stands there that is no reference. */
function resolve(tree: object, pointer: Pointer): Pointer {
  const reference = valueAt(tree, `${pointer}/$ref`);
  return typeof reference === 'string' ? resolve(tree, reference as Pointer) : pointer;
}

function keysAt(tree: object, pointer: Pointer): string[] {
  const value = valueAt(tree, pointer);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function valueAt(tree: object, pointer: Pointer): unknown {
  let value: unknown = tree;
  for (const segment of pointer.slice(2).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

function escapeSegment(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
