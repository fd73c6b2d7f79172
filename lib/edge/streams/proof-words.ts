import type { ProofCopy, ProofDelivery, ProofEntry, ProofLink } from "@/lib/domain/proof/contract";
import { HOUR } from "@/lib/core/time";

/** A moment on paper, where nobody's zone is known: `20 Nov 2026, 14:02:11 UTC`. */
export function momentInWords(moment: string): string {
  const [day, time] = [new Date(moment), moment.slice(11, 19)];
  const date = day.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return `${date}, ${time} UTC`;
}

export const bytesInFull = (bytes: number) => `${bytes.toLocaleString("en")} bytes`;

/** `1 link`, `3 links`. */
export const countInWords = (n: number, noun: string, plural = `${noun}s`) =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : plural}`;

export const lengthInWords = (seconds: number) => `${Number(seconds.toFixed(3))} s`;

export function copyInWords({ state, verified_at: verified, checked_at: checked, trouble }: ProofCopy): string {
  if (state === "waiting") return "not made yet";
  const seen = state === "verified" ? verified : checked;
  const said = seen === null ? state : `${state} ${momentInWords(seen)}`;
  return trouble === null ? said : `${said}. ${trouble}`;
}

/** Until when a link works, and what was promised where that is later. */
export function endInWords({
  effective_expires_at: end,
  expires_at: promised,
  revoked_at: revoked,
}: ProofLink): string {
  if (revoked !== null) return `revoked ${momentInWords(revoked)}`;
  return end === promised ? momentInWords(end) : `${momentInWords(end)}; ${momentInWords(promised)} was promised`;
}

export function hoursOf({ created_at: from, expires_at: until }: ProofLink): string {
  return `${Math.round((Date.parse(until) - Date.parse(from)) / HOUR)} h`;
}

/** `done`, or `refused: qc not passed`. */
export const endingInWords = ({ outcome, code }: ProofEntry) =>
  code === null ? outcome : `${outcome}: ${code.replaceAll("_", " ")}`;

/** Paper is read later, so it tells what was so when it was made. */
export function stagingInWords({ staging }: Pick<ProofDelivery, "staging">, made: string): string {
  if (staging === null) return "none was kept";
  const { dropped_at: dropped, dropped_by: by, held_at: held, held_by: holder, hold_reason: reason } = staging;
  if (dropped !== null) return `deleted ${momentInWords(dropped)}${by === null ? "" : ` by ${by}`}`;
  if (held !== null)
    return `held since ${momentInWords(held)} by ${holder ?? "somebody"}${reason ? `: ${reason}` : ""}`;
  const [due, over] = [momentInWords(staging.drop_at), Date.parse(staging.drop_at) <= Date.parse(made)];
  const needs = staging.needed_by.map(({ detail }) => detail).join(" ");
  if (needs === "")
    return over ? `its time was over ${due}: to be deleted within minutes` : `to be deleted ${due}, or minutes later`;
  return over
    ? `kept after its time, which was over ${due}: ${needs}`
    : `to be deleted ${due}, or minutes later, unless it is still needed then: ${needs}`;
}
