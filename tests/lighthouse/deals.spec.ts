import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { auditTest } from '../../lanes/audits/audit-test.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';

auditTest('deals', { signedIn: true }, loadPage(DealsPage.path, DealsPage.listedSome));
