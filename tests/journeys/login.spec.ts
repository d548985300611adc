import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';

journeyRounds('login', { signedIn: false }, async (visit, account) => {
  const signIn = new SignInPage(visit.page);
  await visit.open('open the sign-in page', SignInPage.path, SignInPage.shown);
  await signIn.fill(account);
  await visit.step('sign in', DashboardPage.greeting, () => signIn.submit());
});
