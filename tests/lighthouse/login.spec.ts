import { auditTest } from '../../fixtures/lighthouse/audit-test.ts';
import { loadPage } from '../../fixtures/lighthouse/load-page.ts';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';

auditTest('login', { signedIn: false }, loadPage(SignInPage.path, SignInPage.shown));
