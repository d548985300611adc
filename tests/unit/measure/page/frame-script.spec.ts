import { expect, test } from '@playwright/test';
import { frameScriptOf } from '../../../../src/measure/page/frame-script.ts';

const ORIGIN = 'https://desk.example.com';

function scriptWith(more: object) {
  return frameScriptOf({ startTime: 10, duration: 300, ...more }, ORIGIN);
}

test('a script has its time, function, invoker and forced layout', () => {
  const script = scriptWith({
    sourceURL: `${ORIGIN}/assets/chart.js`,
    sourceFunctionName: 'drawChart',
    invoker: 'BUTTON#save.onclick',
    invokerType: 'event-listener',
    forcedStyleAndLayoutDuration: 12,
  });
  expect(script).toEqual({
    startMs: 10,
    endMs: 310,
    file: '/assets/chart.js',
    functionName: 'drawChart',
    invoker: 'BUTTON#save.onclick',
    invokerType: 'event-listener',
    forcedLayoutMs: 12,
  });
});

const FILES = [
  [`${ORIGIN}/assets/chart.js?token=secret#part`, '/assets/chart.js'],
  [`${ORIGIN}/deals?search=Miller`, '/deals'],
  ['https://user:secret@cdn.example.net/lib.js?key=secret', 'cdn.example.net/lib.js'],
  ['data:text/javascript,secret()', 'data:'],
  [`blob:${ORIGIN}/0b1c`, 'blob:'],
  ['webpack-internal:///./src/a.ts?secret', 'webpack-internal:'],
  ['chart.js?secret', 'chart.js'],
  ['', ''],
] as const;

for (const [sourceURL, file] of FILES)
  test(`the file of '${sourceURL}' is '${file}'`, () => {
    expect(scriptWith({ sourceURL }).file).toBe(file);
  });

const INVOKERS = [
  [`${ORIGIN}/assets/app.js?key=secret`, '/assets/app.js'],
  [`IMG[src=${ORIGIN}/a.png?token=secret].onload`, 'IMG[src=/a.png].onload'],
  ['IMG[src=/a.png?token=secret#x].onload', 'IMG[src=/a.png].onload'],
  ['SCRIPT[src=data:text/javascript,secret].onload', 'SCRIPT[src=data:].onload'],
  ['DIV#root.onclick', 'DIV#root.onclick'],
  ['TimerHandler:setTimeout', 'TimerHandler:setTimeout'],
  ['Window.fetch.then', 'Window.fetch.then'],
] as const;

for (const [invoker, shown] of INVOKERS)
  test(`the invoker '${invoker}' is shown as '${shown}'`, () => {
    expect(scriptWith({ invoker }).invoker).toBe(shown);
  });

test('a browser that says less leaves texts empty and layout 0', () => {
  expect(scriptWith({})).toEqual({
    startMs: 10,
    endMs: 310,
    file: '',
    functionName: '',
    invoker: '',
    invokerType: '',
    forcedLayoutMs: 0,
  });
});
