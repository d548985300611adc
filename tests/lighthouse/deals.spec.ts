import { auditTest } from '../../fixtures/lighthouse/audit-test.ts';
import { loadPage } from '../../fixtures/lighthouse/load-page.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';

auditTest('deals', { signedIn: true }, loadPage(DealsPage.path, DealsPage.listed));
