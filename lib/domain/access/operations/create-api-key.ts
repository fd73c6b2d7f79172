import { SCOPES_OF_ROLE } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { CreateApiKey, MOST_KEY_YEARS, NewApiKey } from "../contract";
import { findKey, keySelect, refuseBeyond, toApiKey } from "../key-store";
import { newKey } from "../keys";
import { outlivesMaker } from "../refusals";

export const createApiKey = operation({
  name: "access.create-api-key",
  summary: "Make a service's key. The answer shows it this once.",
  effect: "writes",
  permission: "keys:manage",
  input: CreateApiKey,
  output: NewApiKey,
  refuses: { scope_not_held: "forbidden", outlives_maker: "forbidden" },
  answers: { 201: "The key, shown this once." },
  subject: (_input, output) => (output ? `api-key:${output.id}` : "api-key"),

  async run({ name, role, scopes: asked, expires_at: end }, { tx, now, caller }) {
    const scopes = [...new Set(role ? SCOPES_OF_ROLE[role] : (asked ?? []))];
    refuseBeyond(caller, scopes);
    const expiresAt = end === undefined ? null : new Date(end);
    if (expiresAt) refuseOddEnd(expiresAt, now);
    await refuseOutliving(expiresAt, { tx, caller });
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

/** Throws where a key would make one that goes on when it has ended itself. */
async function refuseOutliving(end: Date | null, { tx, caller }: Pick<Work, "tx" | "caller">): Promise<void> {
  const [kind, id = ""] = caller.actorId.split(":");
  const maker = kind === "key" && isUuid(id) ? await tx.apiKey.findUnique({ where: { id } }) : null;
  if (maker?.expiresAt && (end === null || end > maker.expiresAt)) throw outlivesMaker(maker.expiresAt);
}

/** Throws unless the end lies ahead, and near enough that somebody still remembers the key when it comes. */
function refuseOddEnd(expiresAt: Date, now: Date): void {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MOST_KEY_YEARS);
  const wrong =
    expiresAt <= now
      ? "Choose a moment that lies ahead."
      : expiresAt > latest
        ? `At most ${MOST_KEY_YEARS} years ahead.`
        : null;
  if (wrong)
    throw new Refusal("invalid", "invalid_request", "Some fields need another look.", {
      fields: { expires_at: [wrong] },
    });
}
