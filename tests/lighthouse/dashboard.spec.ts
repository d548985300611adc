import { auditTest } from '../../fixtures/lighthouse/audit-test.ts';
import { loadPage } from '../../fixtures/lighthouse/load-page.ts';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';

auditTest('dashboard', { signedIn: true }, loadPage(DashboardPage.path, DashboardPage.greeting));
