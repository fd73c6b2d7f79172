import type { Proof } from "../proof";
import { failpoints } from "./failpoints";
import { kills } from "./kills";
import { lostAnswers } from "./lost-answers";

/** What holds of publishing while everything around it fails: neighbours on the same ground share a desk. */
export const publishing: readonly Proof[] = [kills, failpoints, lostAnswers];
