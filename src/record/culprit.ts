/** What took a good part of the time of something slow. */
export interface Culprit {
  readonly kind: 'script' | 'statement';
  /** The function and its file, or the statement with placeholders. */
  readonly name: string;
  /** What is slow: a step as `journey: step`, or an operation. */
  readonly of: string;
  /** Of the step's time, or of the operation's median: 0.5 is half of it. */
  readonly shareOfTime: number;
  /** All of it in a sentence. */
  readonly text: string;
}
