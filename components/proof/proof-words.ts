import { spanInWords } from "@/components/ui/words";
import { HOUR } from "@/lib/core/time";
import type { ProofCopy, ProofDelivery, ProofLink } from "@/lib/domain/proof/contract";

export type Hue = "well" | "coming" | "plain" | "waiting" | "broken";

/** The link that matters: the newest that works, else the newest. */
export function newestLink(links: readonly ProofLink[], now: Date): { link: ProofLink; works: boolean } | null {
  const working = links.find((link) => link.revoked_at === null && new Date(link.effective_expires_at) > now);
  const link = working ?? links[0];
  return link ? { link, works: working !== undefined } : null;
}

const hours = (from: string, until: string) => Math.round((Date.parse(until) - Date.parse(from)) / HOUR);

/** `signed for 72 h; the desk allows 168 h`: what was promised, and what else could end it. */
export function boundsInWords({ created_at: from, expires_at: until, ...link }: ProofLink, maxHours: number): string {
  const key = link.signing_ends_at === null ? null : Math.max(0, hours(from, link.signing_ends_at));
  const bound = key === null || key >= maxHours ? `the desk allows ${maxHours} h` : `the key allows ${key} h`;
  return `signed for ${hours(from, until)} h; ${bound}`;
}

export function copyStateInWords({ state }: ProofCopy): { word: string; hue: Hue } {
  if (state === "verified") return { word: "verified", hue: "well" };
  if (state === "waiting") return { word: "not made yet", hue: "waiting" };
  return { word: state, hue: "broken" };
}

/** `deleted in 6 d 23 h`, `held: under dispute`, `kept after its time: …`, `deleted by Mara Lind`. */
export function stagingInWords(staging: NonNullable<ProofDelivery["staging"]>, now: Date): string {
  const { dropped_at: dropped, dropped_by: by, held_at: held, hold_reason: reason, drop_at: due } = staging;
  if (dropped !== null) return by === null || by === "worker" ? "deleted when its time was over" : `deleted by ${by}`;
  if (held !== null) return `held${reason === null || reason === "" ? "" : `: ${reason}`}`;
  const left = Date.parse(due) - now.getTime();
  const needs = staging.needed_by.map(({ detail }) => detail).join(" ");
  if (left > 0)
    return `deleted in ${spanInWords(left)}${needs === "" ? "" : `, unless it is still needed then: ${needs}`}`;
  return needs === "" ? "its time is over: deleted within minutes" : `kept after its time: ${needs}`;
}

/** A hash with its middle left out: `sha256:9f2c41d07be1…a83e0c55`. */
export const shortHash = (hash: string) => hash.replace(/([0-9a-f]{12})[0-9a-f]+([0-9a-f]{8})$/, "$1…$2");
