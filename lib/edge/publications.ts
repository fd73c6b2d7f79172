import { headers } from "next/headers";
import { strangerAt, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { getPublication } from "@/lib/domain/publishing/operations/get-publication";
import { listPublications } from "@/lib/domain/publishing/operations/list-publications";
import type { PublishedFeed, PublishedVideo } from "@/lib/domain/publishing/publication-contract";
import { perform } from "@/lib/infra/operation";
import { budgetOf, spend } from "./limits/budgets";
import { addressOf, requestIdOf } from "./request";

/** What a public page has to show: the thing, nothing, or that its reader asks too often. */
export type Seen<Thing> =
  | { readonly kind: "thing"; readonly thing: Thing }
  | { readonly kind: "nothing" }
  | { readonly kind: "too many"; readonly sentence: string };

export const seeFeed = (id: string): Promise<Seen<PublishedFeed>> =>
  seen((stranger) => perform(listPublications, { id }, stranger));

export const seePublication = (id: string): Promise<Seen<PublishedVideo>> =>
  seen((stranger) => perform(getPublication, { id }, stranger));

/** A page's reader is nobody in particular, and counts by address as at every public door. */
async function seen<Thing>(look: (stranger: Caller) => Promise<Thing>): Promise<Seen<Thing>> {
  const request = { headers: await headers() };
  const about = { requestId: requestIdOf(request), address: addressOf(request) };
  const stranger = strangerAt("link", "publications:see", about);
  try {
    await spend(budgetOf(stranger));
    return { kind: "thing", thing: await look(stranger) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.kind === "rate_limited" ? { kind: "too many", sentence: error.message } : { kind: "nothing" };
  }
}
