import type { Proof } from "../proof";
import { clocks } from "./clocks";
import { failpoints } from "./failpoints";
import { kills } from "./kills";
import { lateLanding } from "./late-landing";
import { lostAnswers } from "./lost-answers";
import { mutations } from "./mutations";
import { paused } from "./paused";
import { poison } from "./poison";
import { postgres } from "./postgres";
import { rolling } from "./rolling";
import { tokens } from "./tokens";

/** What holds of publishing while everything around it fails. All of it stands on one ground and shares a desk. */
export const publishing: readonly Proof[] = [
  kills,
  failpoints,
  lostAnswers,
  lateLanding,
  paused,
  clocks,
  tokens,
  poison,
  rolling,
  postgres,
  mutations,
];
