import type { Metadata } from "next";
import { KeysScreen } from "@/components/access/keys/keys-screen";
import { createApiKeyAction, revokeApiKeyAction, revokeApiKeySecretAction, rotateApiKeyAction } from "../actions";

export const metadata: Metadata = { title: "API keys" };

export default function ApiKeys() {
  return (
    <KeysScreen
      keyActions={{
        create: createApiKeyAction,
        rotate: rotateApiKeyAction,
        revoke: revokeApiKeyAction,
        revokeSecret: revokeApiKeySecretAction,
      }}
    />
  );
}
