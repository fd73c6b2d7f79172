/** One rule of publishing, broken in one place, and the story that has to notice. */
export interface Mutation {
  readonly rule: "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7";
  /** What is broken, as a reader of the standard would say it. */
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly search: string;
  readonly replace: string;
  readonly caughtBy: { readonly file: string; readonly story: string };
}
