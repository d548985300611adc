import { Audit, type Config, Gatherer, type Result } from 'lighthouse';
import type { Page } from 'puppeteer-core';
import type { Landmark } from '../../src/measure/page/landmark.ts';
import { stepWatchScript } from '../../src/measure/page/step-watch.ts';

/** The page is complete when Lighthouse has finished; what is still missing then was not audited. */
const SHOWN_WITHIN_MS = 5_000;
const AUDIT_ID = 'landmark-shown';
const ARTIFACT_ID = 'LandmarkShown';

/**
 * Adds an audit to the configuration: did the page show its landmark? Lighthouse opens a tab for the page and closes
 * it afterwards, so only Lighthouse itself can look. It looks after the measurement, and the audit has no weight in
 * the score.
 */
export function withLandmarkAudit(config: Config, landmark: Landmark): Config {
  return {
    ...config,
    artifacts: [{ id: ARTIFACT_ID, gatherer: { instance: new LandmarkGatherer(landmark) } }],
    audits: [{ implementation: LandmarkAudit }],
    categories: {
      performance: { title: 'Performance', auditRefs: [{ id: AUDIT_ID, weight: 0, group: 'hidden' }] },
    },
  };
}

/** Whether the audit of `withLandmarkAudit` found the landmark. */
export function landmarkShown({ audits }: Pick<Result, 'audits'>): boolean {
  return audits[AUDIT_ID]?.score === 1;
}

class LandmarkGatherer extends Gatherer {
  override meta = { supportedModes: ['navigation' as const] };
  readonly #landmark: Landmark;

  constructor(landmark: Landmark) {
    super();
    this.#landmark = landmark;
  }

  override async getArtifact({ page }: { page: Page }): Promise<never> {
    // Lighthouse's types know its own artifacts only.
    return (await seen(page, this.#landmark)) as never;
  }
}

class LandmarkAudit extends Audit {
  static override get meta() {
    return {
      id: AUDIT_ID,
      title: 'The page shows its data',
      failureTitle: 'The page does not show its data',
      description: 'Whether the element that a person waits for was on the page when the audit ended.',
      requiredArtifacts: [ARTIFACT_ID as never],
    };
  }

  static override audit(artifacts: object): { score: number } {
    return { score: (artifacts as { [ARTIFACT_ID]?: boolean })[ARTIFACT_ID] === true ? 1 : 0 };
  }
}

async function seen(page: Page, landmark: Landmark): Promise<boolean> {
  await page.evaluate(stepWatchScript());
  try {
    // `arm` returns false when the landmark is there already.
    await page.waitForFunction(
      (wanted) => window.deskStudioSteps?.arm(wanted) === false,
      { timeout: SHOWN_WITHIN_MS },
      landmark,
    );
    return true;
  } catch {
    return false;
  }
}
