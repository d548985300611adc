import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../record/run-record.ts';
import { COLORS_CSS } from '../drawing/chart-figure.ts';
import { type Html, html, jsonBlock, ready } from '../drawing/markup.ts';

const FOLDER = join(import.meta.dirname, 'assets');
/** In this order: later ones override earlier ones. */
const STYLES = ['text', 'tables', 'pictures', 'verdict', 'media'];
const SCRIPTS = ['pointer', 'percentile-curve'];

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8').trim();

/** A part of the page and its title; they make the table of contents. */
const PART = /<section id="([^"]+)"><h2>([^<]+)<\/h2>/g;

/** What a page has besides the styles. */
export interface PageParts {
  readonly title: string;
  readonly header: Html;
  readonly content: Html;
  readonly footer: string;
  /** For the scripts; without it the page has none. */
  readonly data?: object;
}

/** The page of a run. */
export function pageFrame(record: RunRecord, header: Html, content: Html, data: object): string {
  const title = `${record.scenario} on ${record.environment}: ${record.outcome} (${record.runId})`;
  const footer = `${record.runId}. Every figure on this page is in the run's summary.json and slices.jsonl.`;
  return htmlPage({ title, header, content, footer, data });
}

/**
 * Puts a file together. The policy in its head blocks every request, so a page cannot come to depend on anything
 * outside the file.
 */
export function htmlPage({ title, header, content, footer, data }: PageParts): string {
  const parts = [...content.html.matchAll(PART)];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${ready(`${COLORS_CSS}\n`)}${STYLES.map((name) => ready(`${read(`${name}.css`)}\n`))}
</style>
</head>
<body>
<div class="page">
${header}
<nav aria-label="Contents">${parts.map(([, id = '', name = '']) => html`<a href="#${id}">${ready(name)}</a> `)}</nav>
<main>
${content}
</main>
<footer><p>${footer}</p></footer>
</div>
${data === undefined ? undefined : jsonBlock('page-data', data)}
${data === undefined ? undefined : SCRIPTS.map((name) => ready(`<script>\n${read(`${name}.js`)}\n</script>\n`))}
</body>
</html>
`;
  return page.html.replaceAll(/[ \t]+$/gm, '').replaceAll(/\n{2,}/g, '\n');
}
