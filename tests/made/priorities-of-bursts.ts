import { burstOn } from '../../lanes/bursts/burst-on.ts';
import { goFirst, priorityOf } from '../../src/measure/measurer-priority.ts';
import { operationById } from '../../src/target/catalogue.ts';
import { burstRun, rateLimits } from './burst-run.ts';

// A process that sends paced bursts to argv[2], alone and in a round, keeps its run in the folder argv[3], and prints the
// priorities that it had.

const [, , origin = '', folder = ''] = process.argv;
const operation = operationById('deals.list');
const { run, session } = await burstRun(origin, { rateLimits, settings: { burstDurationMs: 300 }, folder });
const before = priorityOf();
const stepBack = goFirst();
const first = priorityOf();
stepBack();
const priorityIn = async (isInRound: boolean) => {
  const { nice, groupNice } = (await burstOn(run, operation, session, { isInRound })).health;
  return { nice, groupNice };
};
const alone = await priorityIn(false);
const after = priorityOf();
const inRound = await priorityIn(true);
console.log(JSON.stringify({ before, first, alone, after, inRound }));
// The connection of the session would keep it.
process.exit();
