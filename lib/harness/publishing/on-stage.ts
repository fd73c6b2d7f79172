import { openRehearsalStage } from "@/lib/testing/servers/rehearsal-stage";
import { groundWith } from "../ground";

/** How long a worker may hold what it publishes here; a request gets half of it. */
export const LEASE_MS = 4000;
export const REQUEST_MS = LEASE_MS / 2;

/** A desk that publishes to a rehearsal stage, whose books are read beside it: they, not the desk's rows, say what was posted. */
export const onStage = groundWith("a stage", async () => {
  const stage = await openRehearsalStage();
  return {
    settings: {
      OUTBOUND_ALLOW: stage.host,
      MARQUEE_REHEARSALS: "1",
      PUBLISH_LEASE_SECONDS: String(LEASE_MS / 1000),
      WORKER_HEARTBEAT_SECONDS: "10",
      LOG_LEVEL: "info",
    },
    tools: { stage },
    close: () => stage.close(),
  };
});
