/**
 * What a person sees when a step is finished, in a form that can be looked for inside the page. All parts that are
 * given have to hold for one and the same element.
 */
export interface Landmark {
  /** CSS selector of the element. */
  readonly selector: string;
  /** Source of a regular expression that the element's visible text has to match. */
  readonly text?: string;
  /** True: the step is finished when no such element is visible (any more). */
  readonly gone?: boolean;
  /** The element that has to be visible directly after the one found, and its text: for rows of label and amount. */
  readonly next?: { readonly text: string };
  /** True: an element that was there when the watch was armed does not count, whatever became of it. */
  readonly isNew?: boolean;
  /** Another landmark that will do in place of the element. */
  readonly or?: Landmark;
  /** Another landmark that has to be there at the same time. */
  readonly and?: Landmark;
}
