import { type BrowserContext, expect, test } from '@playwright/test';
import { MeasuredVisit } from '../../../../lanes/journeys/measured-visit.ts';
import type { Landmark } from '../../../../src/measure/page/landmark.ts';

const READY: Landmark = { selector: 'h1', text: '^Ready$' };
const SAVED: Landmark = { selector: 'p', text: '^Saved$' };
/** Long, so that a step that waits for the end of a fade takes much longer than one that does not. */
const FADE_MS = 3_000;
const SOON_MS = 2_000;

const STYLE = `
  @keyframes fade-in { from { opacity: 0; } }
  @keyframes turn { to { transform: rotate(1turn); } }
  @keyframes pulse { 50% { opacity: 0.5; } }
  .fades-in { animation: fade-in ${FADE_MS}ms linear; }
  .hidden { opacity: 0; transition: opacity ${FADE_MS}ms linear; }
  .hidden.shown { opacity: 1; }
  .turns { animation: turn 1s linear infinite, pulse 1s linear infinite; }`;

/** A step in a page of one button; `onClick` is what a click does. Returns how long it took, in milliseconds. */
async function stepOf(context: BrowserContext, body: string, onClick: string, landmark = SAVED) {
  const visit = await MeasuredVisit.begin(context, 'http://desk.test');
  await visit.page.route('http://desk.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>made</title><style>${STYLE}</style><h1>Ready</h1><button>Go</button>${body}<script>
        let looks = 0;
        const { querySelectorAll } = document;
        document.querySelectorAll = (selector) => {
          if (selector === 'p') looks += 1;
          return querySelectorAll.call(document, selector);
        };
        const add = (text, name = '') =>
          document.body.append(Object.assign(document.createElement('p'), { textContent: text, className: name }));
        document.querySelector('button').addEventListener('click', () => { ${onClick} });
      </script>`,
    }),
  );
  await visit.startAt('/', READY);
  await visit.step('go', landmark, () => visit.page.getByRole('button').click());
  const looks = await visit.page.evaluate('looks');
  await visit.end();
  return { ms: visit.steps[0]?.ms ?? Number.NaN, looks };
}

for (const [how, body, onClick] of [
  ['an animation', '', "add('Saved', 'fades-in')"],
  ['a transition', '<p class="hidden">Saved</p>', "document.querySelector('p').classList.add('shown')"],
  [
    'a script that animates it',
    '',
    `add('Saved'); document.querySelector('p').animate([{ opacity: 0 }, { opacity: 1 }], ${FADE_MS})`,
  ],
] as const)
  test(`a result that fades in by ${how} ends its step when it begins to show`, async ({ context }) => {
    const { ms } = await stepOf(context, body, onClick);
    expect(ms).toBeLessThan(SOON_MS);
  });

test('what fades out is gone when the fade has ended, though nothing else changes then', async ({
  context,
}) => {
  const fadeOut = "document.querySelector('p').animate({ opacity: 0 }, { duration: 400, fill: 'forwards' })";
  const { ms } = await stepOf(context, '<p>Saved</p>', `${fadeOut}; add('Going')`, { ...SAVED, gone: true });
  expect(ms).toBeGreaterThanOrEqual(399);
});

for (const [what, body] of [
  ['nothing moves', ''],
  ['something turns and pulses for ever', '<div class="turns">o</div>'],
] as const)
  test(`while ${what}, the page is looked at no more often than it changes`, async ({ context }) => {
    const { looks } = await stepOf(context, `<p>Unsaved</p>${body}`, "setTimeout(() => add('Saved'), 600)");
    // Frames of 600 ms would be 36: it looks when it is armed, after the click, and at the change.
    expect(looks).toBeLessThan(12);
  });

test('an element that was there before is not new, even when its text changes, and another one is', async ({
  context,
}) => {
  const onClick = `document.querySelector('p').textContent = 'Saved';
    setTimeout(() => add('Saved'), 400);`;
  const { ms } = await stepOf(context, '<p>Unsaved</p>', onClick, { ...SAVED, isNew: true });
  expect(ms).toBeGreaterThanOrEqual(399);
});

test('another landmark may do in place of the first, and what has to be there with it is still asked for', async ({
  context,
}) => {
  const onClick = "add('Stored'); setTimeout(() => document.querySelector('h1').remove(), 400)";
  const { ms } = await stepOf(context, '', onClick, {
    ...SAVED,
    or: { selector: 'p', text: '^Stored$' },
    and: { selector: 'h1', gone: true },
  });
  expect(ms).toBeGreaterThanOrEqual(399);
});
