import { expect, test } from '@playwright/test';
import { eventsOf } from '../../../../src/traffic/sockets/socket-events.ts';

const line = (type: string, id: string) => JSON.stringify({ type, data: { id } });

test('several events in one frame are read one by one, in their order', () => {
  const frame = [line('MESSAGE_SENT', 'a'), line('TYPING_STOP', 'b'), line('MESSAGE_SENT', 'c')].join('\n');
  const { events, lines } = eventsOf(frame, ['MESSAGE_SENT']);
  expect(events.map(({ data }) => data?.id)).toEqual(['a', 'c']);
  expect(lines).toBe(3);
});

test('a word in a text is not taken for a type', () => {
  const frame = JSON.stringify({ type: 'MESSAGE_SENT', data: { id: 'a', content: 'PONG' } });
  expect(eventsOf(frame, ['PONG']).events).toEqual([]);
});

test('empty lines and anything other than a JSON object are left out', () => {
  const { events, lines } = eventsOf('\n{"PONG\n"PONG"\n{"type":"PONG"}\n', ['PONG']);
  expect(events).toEqual([{ type: 'PONG' }]);
  expect(lines).toBe(3);
});
