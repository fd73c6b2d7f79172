import { onStage } from "./on-stage";
import type { StageChannel } from "./posting";

/** The ways in which a stage does what it is asked and the answer is lost; a hanging one is waited for until the deadline. */
const LOSSES = ["lost-hang", "lost-reset", "lost-502", "lost-cut"] as const;

/**
 * From now on so large a share of what is posted on these channels takes effect without an answer, in all ways alike.
 * With `times`, so often on each channel and way: below five in a row no channel's circuit opens.
 */
export function loseAnswers(
  channels: readonly StageChannel[],
  { share, times }: { share: number; times?: number },
): void {
  const { stage } = onStage.tools;
  for (const { account } of channels) {
    for (const [place, fault] of LOSSES.entries()) {
      // Each plan throws its own dice, after those before it have let the request pass.
      const each = share / LOSSES.length;
      const probability = each / (1 - each * place);
      stage.fault({ account, fault, probability, ...(times !== undefined && { times }) });
    }
  }
}

/** How many requests on these channels were answered by a fault. */
export function faulted(channels: readonly StageChannel[]): number {
  const accounts = new Set(channels.map(({ account }) => account));
  return onStage.tools.stage.ledger().calls.filter(({ account, fault }) => fault !== null && accounts.has(account))
    .length;
}
