import { expect, test } from '@playwright/test';
import { escaped, html } from '../../../../src/report/drawing/markup.ts';
import { markdownTable } from '../../../../src/report/drawing/table.ts';

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
