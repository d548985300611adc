import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES, RUN_FOLDERS } from '../record/run-files.ts';
import { RunFolder } from '../record/run-folder.ts';
import { type RunPlan, readRunPlan } from '../record/run-plan.ts';
import { dealershipsOfTag, type FoundTag, tagIn } from '../record/run-tag.ts';
import { LEFT_FILE } from '../target/test-data/condense-journals.ts';
import type { CreatedEntry } from '../target/test-data/created-journal.ts';
import {
  findConversations,
  findLeftovers,
  findOpenVisits,
  type Leftovers,
  listTagged,
  type Marks,
  type SweptDealership,
} from '../target/test-data/find-leftovers.ts';
import type { Send } from '../target/test-data/put-away.ts';
import { keyOf, readJournal } from '../target/test-data/read-journal.ts';
import { journalsOf, sweptDealerships } from './clean-up.ts';
import { isSameTarget } from './one-run-per-target.ts';

/** A run that may have left something on the target. */
export interface UncleanRun {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  /** Ids of the accounts that its traffic signed in. */
  readonly users: readonly string[];
}

/** A run whose folder is not here: only its tag, found on the target, tells of it. */
export interface TaggedRun extends FoundTag {
  readonly dealerships: readonly SweptDealership[];
}

/** The runs on this target that did not come to the end of their clean-up: killed, interrupted, or given up. */
export function uncleanRuns(outputFolder: string, baseUrl: string): UncleanRun[] {
  return runsOn(outputFolder, baseUrl).filter(({ folder }) => {
    const journals = journalsOf(folder);
    const isCondensed = existsSync(folder.file(`${RUN_FOLDERS.created}/${LEFT_FILE}`));
    const hasEnded = folder.read(RUN_FILES.summary) !== undefined;
    return journals.some((path) => !path.endsWith(LEFT_FILE)) || (!isCondensed && !hasEnded);
  });
}

function runsOn(outputFolder: string, baseUrl: string): UncleanRun[] {
  const runs = join(outputFolder, 'runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .sort()
    .flatMap((name) => {
      const folder = new RunFolder(join(runs, name));
      const plan = readRunPlan(folder);
      if (plan === undefined || !isSameTarget(plan.baseUrl, baseUrl)) return [];
      return [{ folder, plan, users: folder.read<string[]>(RUN_FILES.accounts) ?? [] }];
    });
}

/** What to ask a target for. */
export interface Search {
  readonly send: Send;
  readonly outputFolder: string;
  readonly baseUrl: string;
  /** Dealership of the signed-in user. */
  readonly home: string;
  /** What a run can be called: its id, and with it its dealerships, follow from that and its tag. */
  readonly scenarios: readonly string[];
  readonly nowMs: number;
  /** A run of another machine that began later than this may still be under way. */
  readonly beganBeforeMs: number;
}

/** What the suite has left on a target: as the journals name it and as the target lists it. */
export class LeftoversOnTarget {
  readonly runs: readonly UncleanRun[];
  /** Runs whose folders are not here, and that have ended. */
  tagged: readonly TaggedRun[] = [];
  /** Runs whose folders are not here, and that may be under way. They are left alone. */
  young: readonly TaggedRun[] = [];
  readonly #search: Search;
  readonly #known: ReadonlySet<string>;
  #foundTags: Leftovers = { entries: [], problems: [] };

  constructor(search: Search) {
    this.#search = search;
    this.runs = uncleanRuns(search.outputFolder, search.baseUrl);
    // Read now: a finished clean-up leaves of the journals only what cannot be removed.
    this.#known = new Set(
      readJournal(...this.runs.flatMap(({ folder }) => journalsOf(folder))).entries.map(keyOf),
    );
  }

  /** What marks the data of runs whose clean-up is due. */
  carriesTag(text: string): boolean {
    const found = tagIn(text, this.#search.nowMs);
    if (found === undefined) return false;
    const due = [...this.runs.map(({ plan }) => plan.runTag), ...this.tagged.map(({ tag }) => tag)];
    return due.includes(found.tag);
  }

  /** Looks for the tags of runs whose folders are not here. To be called before {@link count}. */
  async findTags(): Promise<void> {
    const { send, home, nowMs, outputFolder, baseUrl, scenarios, beganBeforeMs } = this.#search;
    const here = new Map(runsOn(outputFolder, baseUrl).map(({ plan }) => [plan.runTag, plan]));
    const { rows, problems } = await listTagged(home, send);
    this.#foundTags = { entries: [], problems };
    const places = new Map<string, { found: FoundTag; dealerships: Set<string> }>();
    for (const { text, dealershipId } of rows) {
      const found = tagIn(text, nowMs);
      if (found === undefined || this.runs.some(({ plan }) => plan.runTag === found.tag)) continue;
      const place = places.get(found.tag) ?? { found, dealerships: new Set() };
      place.dealerships.add(dealershipId);
      places.set(found.tag, place);
    }
    const runs = [...places.values()].map(({ found, dealerships }): TaggedRun => {
      const own = dealershipsOfTag(found, scenarios);
      const ids = [...dealerships];
      return { ...found, dealerships: ids.map((id) => ({ id, isOwn: own.includes(id) && id !== home })) };
    });
    // A run that has its folder here is not under way: nobody else holds the lock of the target.
    const isDue = ({ tag, startedAtMs }: TaggedRun) => here.has(tag) || startedAtMs <= beganBeforeMs;
    this.tagged = runs.filter(isDue);
    this.young = runs.filter((run) => !isDue(run));
  }

  /** The dealerships in which something may be left. */
  dealerships(): SweptDealership[] {
    const home = { id: this.#search.home, isOwn: false };
    const all = [
      ...this.runs.flatMap(({ plan }) => sweptDealerships(plan)),
      ...this.tagged.flatMap((run) => run.dealerships),
      home,
    ];
    return all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  }

  /** What of the suite is on the target now and could be removed: asked of the target, whatever the journals say. */
  async count(): Promise<Leftovers> {
    const { send } = this.#search;
    const marks: Marks = {
      carriesTag: (text) => this.carriesTag(text),
      isKnown: (kind, id) => this.#known.has(keyOf({ kind, id })),
    };
    const dealerships = this.dealerships();
    const own = new Set(dealerships.filter(({ isOwn }) => isOwn).map(({ id }) => id));
    const found = [this.#foundTags, await findOpenVisits(marks, own, send)];
    for (const dealership of dealerships) found.push(await findLeftovers(dealership, marks, send));
    for (const user of new Set(this.runs.flatMap(({ users }) => users)))
      found.push(await findConversations(user, marks, send));
    const entries = new Map<string, CreatedEntry>(
      found.flatMap((each) => each.entries).map((entry) => [keyOf(entry), entry]),
    );
    return { entries: [...entries.values()], problems: found.flatMap(({ problems }) => problems) };
  }
}
