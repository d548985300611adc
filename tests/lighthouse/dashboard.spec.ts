import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { auditTest } from '../../lanes/audits/audit-test.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';

auditTest('dashboard', { signedIn: true }, loadPage(DashboardPage.path, DashboardPage.greeting));
