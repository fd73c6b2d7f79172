import { WAYS } from "./rehearsal/books";
import { openRehearsalStage } from "./rehearsal-stage";

/** `node dist/rehearsal-stage.js [port]` is a stage that stands until it is stopped; its ledger is gone with it. */
const DEFAULT_PORT = 4780;
const given = process.argv[2] ?? String(DEFAULT_PORT);
if (!/^\d{1,5}$/.test(given)) {
  process.stderr.write("Name a port, or none: npm run rehearsal-stage -- 4780\n");
  process.exit(2);
}

const { url, host } = await openRehearsalStage({ port: Number(given) });
const channel = { name: "Rehearsal", platform: "rehearsal-key", settings: { url, account: "main" } };
process.stdout.write(`The rehearsal stage is at ${url}

  A desk may use it with   MARQUEE_REHEARSALS=1 OUTBOUND_ALLOW=${host} npm start
  A channel on it is       POST /api/v1/channels
                           ${JSON.stringify({ ...channel, credentials: { token: "any" } })}
  Its platforms are        ${WAYS.map((way) => `rehearsal-${way}`).join(", ")}
  What was posted          GET ${url}/control/ledger
  What shall go wrong      POST ${url}/control/faults {"fault": "lost-reset", "times": 1}
`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
