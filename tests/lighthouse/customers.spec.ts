import { auditTest } from '../../fixtures/lighthouse/audit-test.ts';
import { loadPage } from '../../fixtures/lighthouse/load-page.ts';
import { CustomersPage } from '../../fixtures/pages/customers-page.ts';

auditTest('customers', { signedIn: true }, loadPage(CustomersPage.path, CustomersPage.listed));
