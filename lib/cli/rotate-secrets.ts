import { insideCaller } from "@/lib/core/caller";
import { rewrapSecrets } from "@/lib/domain/access/operations/rewrap-secrets";
import { addSecret, longerRing, nextKid, secretRingText } from "@/lib/infra/data-dir";
import { closeDb } from "@/lib/infra/db";
import { env, WrongSettings } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { rewrapColumns } from "@/lib/infra/rewrap";
import { allowUnsealing } from "@/lib/infra/secrets";
import { tellSecretsStatus } from "./secrets-status";
import { withDatabase } from "./with-database";

const USAGE = `Usage: npm run -s secrets -- status | add | rewrap
  status  what each secret of the ring is still needed for
  add     a new secret in front of the ring
  rewrap  everything sealed under the newest secret`;

const tell = (line: string) => process.stdout.write(`${line}\n`);

/** Does what the command line asks for. Throws `WrongSettings` with how it is asked. */
export async function rotateSecrets(args: readonly string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (rest.length > 0) throw new WrongSettings(USAGE);
  if (verb === "add") add();
  else if (verb === "rewrap") await withConnection(rewrapAll);
  else if (verb === "status") await withConnection(() => tellSecretsStatus(tell));
  else throw new WrongSettings(USAGE);
}

const withConnection = (work: () => Promise<void>) =>
  withDatabase(async () => {
    try {
      await work();
    } finally {
      await closeDb();
    }
  });

function add(): void {
  const settings = env();
  const next = `Start web and worker anew, then run "npm run secrets -- rewrap".`;
  if (settings.MARQUEE_SECRETS === undefined && settings.DATABASE_URL === undefined) {
    tell(`${addSecret(settings)} is at the front of the ring in ${settings.MARQUEE_DATA_DIR}/secrets. ${next}`);
    return;
  }
  // The ring alone goes to the standard output, so that it may be handed on without being shown.
  process.stderr.write(`Set this as MARQUEE_SECRETS wherever it is set now. ${next}\n`);
  const ring = secretRingText();
  tell(longerRing(nextKid(ring), ring));
}

async function rewrapAll(): Promise<void> {
  allowUnsealing();
  const { kid, waiting } = await perform(rewrapSecrets, {}, insideCaller("cli", crypto.randomUUID()));
  tell(`${waiting} sealed values are to come under ${kid}`);
  const { rewrapped, unreadable } = await rewrapColumns({
    onBatch: ({ table, column }, done) => tell(`${table}.${column}: ${done} of ${waiting}`),
  });
  tell(`${rewrapped} sealed values are under ${kid} now`);
  if (unreadable > 0) tell(`${unreadable} cannot be opened with this ring and stay as they are`);
}
