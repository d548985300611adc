import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';
import { auditTest } from '../../lanes/audits/audit-test.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';

auditTest('login', { signedIn: false }, loadPage(SignInPage.path, SignInPage.shown));
