import { CustomersPage } from '../../fixtures/pages/customers-page.ts';
import { auditTest } from '../../lanes/audits/audit-test.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';

auditTest('customers', { signedIn: true }, loadPage(CustomersPage.path, CustomersPage.listed));
