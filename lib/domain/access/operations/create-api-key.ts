import { SCOPES_OF_ROLE } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { operation } from "@/lib/infra/operation";
import { CreateApiKey, NewApiKey } from "../contract";
import { findKey, keySelect, refuseBeyond, toApiKey } from "../key-store";
import { newKey } from "../keys";

const MOST_YEARS = 5;

export const createApiKey = operation({
  name: "access.create-api-key",
  summary: "Make a service's key. The answer shows it this once.",
  effect: "writes",
  permission: "keys:manage",
  input: CreateApiKey,
  output: NewApiKey,
  answers: { 201: "The key, shown this once." },
  subject: (_input, output) => (output ? `api-key:${output.id}` : "api-key"),

  async run({ name, role, scopes: asked, expires_at: end }, { tx, now, caller }) {
    const scopes = [...new Set(role ? SCOPES_OF_ROLE[role] : (asked ?? []))];
    refuseBeyond(caller, scopes);
    const expiresAt = end === undefined ? null : new Date(end);
    if (expiresAt) refuseOddEnd(expiresAt, now);
    const { key, ...secret } = newKey();
    const row = await tx.apiKey.create({
      data: {
        name,
        scopes,
        createdAt: now,
        createdBy: caller.actorName,
        expiresAt,
        secrets: { create: { ...secret, createdAt: now } },
      },
      select: keySelect,
    });
    return { ...toApiKey(row), key };
  },

  revisionOf: ({ revision }) => revision,
  repeats: { idOf: ({ id }) => id, rebuild: async (id, { tx }) => ({ ...(await findKey(tx, id)), key: null }) },
  respond: () => ({ status: 201 }),
});

/** Throws unless the end lies ahead, and near enough that somebody still remembers the key when it comes. */
function refuseOddEnd(expiresAt: Date, now: Date): void {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MOST_YEARS);
  const wrong =
    expiresAt <= now
      ? "Choose a moment that lies ahead."
      : expiresAt > latest
        ? `At most ${MOST_YEARS} years ahead.`
        : null;
  if (wrong)
    throw new Refusal("invalid", "invalid_request", "Some fields need another look.", {
      fields: { expires_at: [wrong] },
    });
}
