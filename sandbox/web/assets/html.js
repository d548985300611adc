// @ts-check
import htm from 'htm';
import { h } from 'preact';

/** Tagged template that returns Preact nodes: JSX without a build step. */
export const html = htm.bind(h);
