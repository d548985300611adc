import type { Faker } from '@faker-js/faker';
import type { TableRows } from './bulk-insert.ts';
import type { DealershipPlan } from './dealership-plan.ts';
import { seedTime } from './seed-clock.ts';
import type { UserRow } from './user-rows.ts';

type Row = TableRows['rows'][number];

/** Conversations of one dealership with their members and messages. */
export interface ConversationRows {
  readonly conversations: readonly Row[];
  readonly participants: readonly Row[];
  readonly messages: readonly Row[];
}

const minuteDays = 1 / 1440;

/** Three direct conversations, two of them of the first user, and one of the whole team. */
export function conversationRows(
  faker: Faker,
  plan: DealershipPlan,
  users: readonly UserRow[],
): ConversationRows {
  const conversations: Row[] = [];
  const participants: Row[] = [];
  const messages: Row[] = [];
  const pair = (one: number, other: number) =>
    [users[one], users[other]].filter((user) => user !== undefined);
  const groups = [pair(0, 1), pair(0, 2), pair(3, 4), users];
  for (const members of groups) {
    const isDirect = members.length === 2;
    const id = faker.string.uuid();
    const length = faker.number.int({ min: 5, max: 18 });
    const firstAgo = faker.number.float({ min: 2, max: 40 });
    const said = (turn: number) => seedTime(firstAgo - turn * 7 * minuteDays);
    const ids = members.map((member) => member.id);
    conversations.push({
      id,
      dealership_id: plan.id,
      type: isDirect ? 'DIRECT' : 'GROUP',
      name: isDirect ? null : `${plan.name} team`,
      direct_key: isDirect ? ids.toSorted().join(':') : null,
      created_by_id: ids[0],
      created_at: said(0),
      updated_at: said(length),
    });
    for (const [place, userId] of ids.entries()) {
      participants.push({
        id: faker.string.uuid(),
        conversation_id: id,
        user_id: userId,
        role: place === 0 ? 'ADMIN' : 'MEMBER',
        is_muted: false,
        is_pinned: !isDirect && place === 0,
        is_archived: false,
        joined_at: said(0),
        // All but the last third has been read.
        last_read_at: said(Math.floor((length * 2) / 3)),
      });
    }
    for (let turn = 1; turn <= length; turn++) {
      messages.push({
        id: faker.string.uuid(),
        conversation_id: id,
        sender_id: faker.helpers.arrayElement(ids),
        type: 'TEXT',
        content: faker.lorem.sentence(),
        status: 'SENT',
        is_edited: false,
        is_deleted: false,
        is_ephemeral: false,
        created_at: said(turn),
        updated_at: said(turn),
      });
    }
  }
  return { conversations, participants, messages };
}
