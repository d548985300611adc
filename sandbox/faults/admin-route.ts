import type { FastifyInstance } from 'fastify';
import { FAULT_FORMS, parseFault } from './fault.ts';
import type { FaultSwitch } from './fault-switch.ts';

/** Not below `/api`, whose routes are those of the product. */
const PATH = '/__faults';
const THIS_MACHINE = /^(?:::ffff:)?127\.|^::1$/;

/**
 * `POST /__faults` replaces the faults by those of the body, a text as in `FAULTS`; an empty body ends them all.
 * The answer lists the faults that are on, as does that of `GET`. Other machines get 403.
 *
 * @param faults undefined when the sandbox was started without the route: then every answer is 404
 */
export function faultsRoute(app: FastifyInstance, faults: FaultSwitch | undefined): void {
  app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    own.all<{ Body: string | undefined }>(PATH, async (request, reply) => {
      if (faults === undefined) return reply.code(404).send({ error: 'not found' });
      if (!isThisMachine(request.socket.remoteAddress))
        return reply.code(403).send({ error: `${PATH} answers this machine only` });
      if (request.method === 'POST') {
        const read = readFaults(request.body ?? '');
        if (typeof read === 'string') return reply.code(400).send({ error: read });
        await faults.set(read);
      }
      return { faults: faults.texts };
    });
  });
}

/** Whether a peer's address is one of loopback. */
export function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && THIS_MACHINE.test(address);
}

/** The faults of a text, or what is wrong with the first bad one. */
function readFaults(text: string) {
  const texts = text.split(/[,\n]/).map((each) => each.trim());
  const faults = [];
  for (const each of texts.filter((some) => some !== '')) {
    const fault = parseFault(each);
    if (fault === undefined) return `"${each}" is not a fault, it should be ${FAULT_FORMS}`;
    if (fault.effect.on === 'page')
      return `"${each}" is part of the web client: set FAULTS at the start instead`;
    faults.push(fault);
  }
  return faults;
}
