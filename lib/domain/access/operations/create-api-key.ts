import { SCOPES_OF_ROLE } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { operation } from "@/lib/infra/operation";
import { CreateApiKey, NewApiKey } from "../contract";
import { newKey } from "../keys";
import { keySelect, toApiKey } from "../store";

export const createApiKey = operation({
  name: "access.create-api-key",
  summary: "Make a service's key. The answer shows it this once.",
  effect: "writes",
  permission: "keys:manage",
  input: CreateApiKey,
  output: NewApiKey,
  answers: { 201: "The key, shown this once." },
  subject: (_input, output) => (output ? `api-key:${output.id}` : "api-key"),

  async run({ name, role, scopes: asked }, { tx, now, caller }) {
    const scopes = [...new Set(role ? SCOPES_OF_ROLE[role] : (asked ?? []))];
    const beyond = scopes.find((scope) => !caller.scopes.has(scope));
    if (beyond)
      throw new Refusal("forbidden", "forbidden", `Nobody can hand out ${beyond} without holding it.`, {
        scope: beyond,
      });
    const { key, prefix, secretHash } = newKey();
    const row = await tx.apiKey.create({
      data: { name, prefix, secretHash, scopes, createdAt: now, createdBy: caller.actorName },
      select: keySelect,
    });
    return { ...toApiKey(row), key };
  },

  respond: () => ({ status: 201 }),
});
