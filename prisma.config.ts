import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// The schema engine from npm instead of a downloaded binary: see docs/decisions/002-one-node-and-a-schema-engine-from-npm.md.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= fileURLToPath(new URL("./prisma/schema-engine.mjs", import.meta.url));

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: {
    url: process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"] ?? "postgresql://localhost/marquee",
  },
});
