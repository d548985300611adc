import type { ContractRequest } from '../world/http-exchange.ts';
import type { World } from '../world/world.ts';
import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

/** Deals, customers and vehicles are kept alike: list, create, get, update, delete under one path. */
export interface RecordKind {
  /** `deals`, `customers` or `inventory`: the first part of the operation ids. */
  readonly service: string;
  readonly path: string;
  readonly table: string;
  /** As the 404 names it, for instance `Deal`. */
  readonly noun: string;
  newBody(world: World): Record<string, unknown>;
  readonly change: Record<string, unknown>;
  /** Stores one and gives its id. */
  newId(world: World): Promise<string>;
}

/** The five operations of a kind of record, asked well. */
export function recordExamples(kind: RecordKind): OperationExample[] {
  const { service, table } = kind;
  const requests = recordRequests(kind);
  return [
    { operationId: `${service}.list`, build: requests.list, table },
    { operationId: `${service}.create`, build: requests.create, table },
    { operationId: `${service}.get`, build: requests.get, table },
    { operationId: `${service}.update`, build: requests.update, table },
    { operationId: `${service}.delete`, build: requests.delete, table },
  ];
}

/** Success, missing fields, wrong types and unknown ids of the five operations. */
export function recordCases(kind: RecordKind): ContractCase[] {
  const { service, noun } = kind;
  const requests = recordRequests(kind);
  const notFound = (operation: 'get' | 'update' | 'delete') =>
    respondsTo(
      `${service}.${operation}`,
      404,
      'an unknown id is answered in plain text',
      async (world) => {
        const request = await requests[operation](world);
        return { ...request, path: `${kind.path}/00000000-0000-4000-8000-000000000000` };
      },
      `${noun} not found`,
    );
  return [
    respondsTo(`${service}.list`, 200, 'the records of one dealership', requests.list),
    respondsTo(`${service}.create`, 201, 'a whole record', requests.create),
    respondsTo(
      `${service}.create`,
      400,
      'no dealership',
      async (world) => {
        const { dealership_id: _, ...rest } = kind.newBody(world);
        return { method: 'POST', path: kind.path, json: rest };
      },
      '"field":"dealership_id"',
    ),
    respondsTo(
      `${service}.create`,
      400,
      'a number where the dealership should stand',
      (world) => ({ method: 'POST', path: kind.path, json: { ...kind.newBody(world), dealership_id: 7 } }),
      '"code":"INVALID_JSON"',
    ),
    respondsTo(`${service}.get`, 200, 'a stored record', requests.get),
    respondsTo(
      `${service}.get`,
      400,
      'an id that is no UUID',
      () => ({ method: 'GET', path: `${kind.path}/17` }),
      'Path parameter must be a valid UUID',
    ),
    respondsTo(`${service}.update`, 200, 'a change of one field', requests.update),
    respondsTo(`${service}.delete`, 204, 'a stored record', requests.delete),
    notFound('get'),
    notFound('update'),
    notFound('delete'),
  ];
}

function recordRequests(kind: RecordKind) {
  const onOne = (method: string, json?: object): RequestBuilder => {
    return async (world): Promise<ContractRequest> => ({
      method,
      path: `${kind.path}/${await kind.newId(world)}`,
      ...(json === undefined ? {} : { json }),
    });
  };
  const list: RequestBuilder = async (world) => {
    await kind.newId(world);
    return { method: 'GET', path: `${kind.path}?dealership_id=${world.member.dealershipId}` };
  };
  const create: RequestBuilder = (world) => ({ method: 'POST', path: kind.path, json: kind.newBody(world) });
  return { list, create, get: onOne('GET'), update: onOne('PUT', kind.change), delete: onOne('DELETE') };
}
