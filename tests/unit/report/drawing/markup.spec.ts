import { expect, test } from '@playwright/test';
import {
  escaped,
  html,
  markdownTable,
  markdownWithTraces,
  withTraceLinks,
} from '../../../../src/report/drawing/markup.ts';

test('text in HTML stays text, between tags and in attributes', () => {
  expect(html`<p title="${'"<&'}">${['<b>', 1, undefined, false]}</p>`.html).toBe(
    '<p title="&quot;&lt;&amp;">&lt;b&gt;1</p>',
  );
});

test('XML escapes markup, quotes and line breaks', () => {
  expect(escaped(`<a b="c">'&'</a>\n\t`, 'xml')).toBe(
    '&lt;a b=&quot;c&quot;&gt;&apos;&amp;&apos;&lt;/a&gt;&#10;&#9;',
  );
});

test('XML replaces what it cannot hold at all, and keeps a pair of surrogates', () => {
  expect(escaped('a\u0000b\u001bc\ud800d😀', 'xml')).toBe('a�b�c�d😀');
});

test('Markdown text cannot break out of its table cell', () => {
  expect(escaped('a | <b> `c` *d*\n[e]', 'markdown')).toBe('a \\| &lt;b&gt; \\`c\\` \\*d\\* \\[e\\]');
  expect(
    markdownTable(
      [
        ['x', () => 'a|b'],
        ['n', String, 'number'],
      ],
      [1],
    ),
  ).toBe('| x | n |\n| --- | ---: |\n| a\\|b | 1 |');
});

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACE_URL = 'https://traces.example.com/t_1?id={traceId}&a';

test('the address of a trace in a sentence is a link, and the rest stays text', () => {
  const sentence = `<b> took 2 s; trace ${TRACE_URL.replace('{traceId}', ID)}.`;
  expect(html`${withTraceLinks(sentence, TRACE_URL)}`.html).toBe(
    `&lt;b&gt; took 2 s; trace <a href="https://traces.example.com/t_1?id=${ID}&amp;a" target="_blank" rel="noopener"><code>${ID}</code></a>.`,
  );
  expect(markdownWithTraces(sentence, TRACE_URL)).toBe(
    `&lt;b&gt; took 2 s; trace [${ID}](<https://traces.example.com/t_1?id=${ID}&a>).`,
  );
});

test('without TRACE_URL a sentence is text', () => {
  expect(html`${withTraceLinks(`trace ${ID}`, undefined)}`.html).toBe(`trace ${ID}`);
  expect(markdownWithTraces(`trace_${ID}`, undefined)).toBe(`trace\\_${ID}`);
});
