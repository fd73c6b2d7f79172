import type { ProofDelivery, ProofFetch } from "./contract";

/**
 * What a proof comes to, in the words that the screen and the paper share. Pure, and safe in the browser.
 */
export interface Verdict {
  readonly title: string;
  readonly because: string;
  readonly hue: "well" | "waiting" | "broken";
}

/** What came of comparing the checksums that were claimed, computed and stored; null while none was computed. */
export function checksumVerdict({
  checksum: { claimed, computed, stored },
  status,
}: Pick<ProofDelivery, "checksum" | "status">): Verdict | null {
  if (computed === null) return null;
  if (computed !== claimed) return { title: "Checksum does not match", because: "claimed ≠ computed", hue: "broken" };
  if (stored !== null) return { title: "Checksum verified twice", because: "claimed = computed = stored", hue: "well" };
  if (status !== "published") return { title: "Checksum verified", because: "claimed = computed", hue: "well" };
  return {
    title: "Checksum verified once",
    because: "claimed = computed; no stored copy is verified now",
    hue: "broken",
  };
}

/** `Stored, 2 replicas`, and what is wrong or still to come with the others, empty where nothing is. */
export function storedVerdict({
  replica_count: replicas,
  copies,
}: Pick<ProofDelivery, "replica_count" | "copies">): Verdict {
  const lost = copies.filter(({ state }) => state === "missing" || state === "altered").length;
  const waiting = copies.filter(({ state }) => state === "waiting").length;
  return {
    title: replicas === 0 ? "No verified copy" : `Stored, ${replicas} ${replicas === 1 ? "replica" : "replicas"}`,
    because: [lost > 0 ? `${lost} lost` : "", waiting > 0 ? `${waiting} to come` : ""].filter(Boolean).join(", "),
    hue: replicas === 0 ? "broken" : lost > 0 ? "waiting" : "well",
  };
}

/** Who opened a film: a person or a key by name, or whoever had a link, of which only the end of its id is told. */
export function fetcherOf({ who, link_id: link }: Pick<ProofFetch, "who" | "link_id">): string {
  return who ?? (link === null ? "somebody" : `whoever had link …${link.slice(-6)}`);
}
