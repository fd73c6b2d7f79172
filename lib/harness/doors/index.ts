import type { Proof } from "../proof";
import { authorization } from "./authorization";
import { canaries } from "./canaries";
import { csrf } from "./csrf";
import { fuzz } from "./fuzz";
import { idempotency } from "./idempotency";
import { ifMatch } from "./if-match";
import { injection } from "./injection";
import { links } from "./links";
import { signInFlood } from "./sign-in-flood";
import { proveSsrf } from "./ssrf";

const ssrf: Proof = {
  name: "ssrf",
  promise: "whatever address the desk is told to fetch from, no packet reaches a private one",
  // strace must be let watch another process. The same sixty ways, watched from within, are a test of every run.
  cutElsewhere: "lib/infra/outbound/list-x.test.ts",
  run: () => proveSsrf(),
};

/** What guards the house, and holds on a running desk; in the order in which it is put to the test. */
export const doors: readonly Proof[] = [
  authorization,
  fuzz,
  idempotency,
  ifMatch,
  csrf,
  links,
  signInFlood,
  injection,
  canaries,
  ssrf,
];
