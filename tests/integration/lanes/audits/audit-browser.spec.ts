import { expect, test } from '@playwright/test';
import { withAuditBrowser } from '../../../../lanes/audits/audit-browser.ts';
import type { Target } from '../../../../src/target/environments/target.ts';

const target = { uiBaseUrl: 'http://127.0.0.1:9', tlsVerify: true } as Target;

test('a browser that dies in an audit is a fault of this machine, and told in one line', async ({
  launchOptions,
}) => {
  const audit = withAuditBrowser(launchOptions, { target, session: undefined }, async (page) => {
    page.browser().process()?.kill('SIGKILL');
    return page.evaluate(() => new Promise(() => undefined));
  });
  await expect(audit).rejects.toThrow(/^\[BROWSER_GONE\] checked: the browser of the audit\. Found: .+$/);
});

test('an audit that fails in a browser that lives keeps its error', async ({ launchOptions }) => {
  const audit = withAuditBrowser(launchOptions, { target, session: undefined }, () =>
    Promise.reject(new Error('the page ended at /login')),
  );
  await expect(audit).rejects.toThrow('the page ended at /login');
});
