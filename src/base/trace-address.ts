/** Stands for a trace's id in TRACE_URL. */
export const TRACE_ID_PLACE = '{traceId}';

const TRACE_ID = '[0-9a-f]{32}';

/** The address at which a trace is shown. */
export function traceAddress(template: string, traceId: string): string {
  return template.replaceAll(TRACE_ID_PLACE, traceId);
}

/** A trace in a sentence: by its address where that is known, else by its id. */
export function traceWords(template: string | undefined, traceId: string): string {
  return `trace ${template === undefined ? traceId : traceAddress(template, traceId)}`;
}

/** A piece of a sentence: text, or the address of a trace. */
export type TracePiece = string | { readonly traceId: string; readonly href: string };

/** Cuts a sentence at the addresses of traces in it, so that a report can turn them into links. */
export function cutAtTraces(text: string, template: string | undefined): TracePiece[] {
  if (template === undefined) return [text];
  const escapedParts = template.split(TRACE_ID_PLACE).map((part) => RegExp.escape(part));
  const addresses = [...text.matchAll(new RegExp(escapedParts.join(TRACE_ID), 'g'))];
  let from = 0;
  const pieces = addresses.flatMap(({ 0: href, index }): TracePiece[] => {
    const before = text.slice(from, index);
    from = index + href.length;
    return [before, { traceId: new RegExp(TRACE_ID).exec(href)?.[0] ?? '', href }];
  });
  return [...pieces, text.slice(from)].filter((piece) => piece !== '');
}
