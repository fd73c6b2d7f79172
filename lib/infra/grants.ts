import { DatabaseError, type Client } from "pg";
import { APP_ROLE } from "./data-dir";
import { WrongSettings } from "./env";

/**
 * Makes the role every process of ours acts as, and gives it what it needs and no more: rows of all
 * tables, but of the audit trail, its chain and its checks only reading and adding, and of Prisma's journal only reading.
 * `owner` is connected as the owner of the tables.
 */
export async function grantAppRole(owner: Client, appUrl: string): Promise<void> {
  const app = new URL(appUrl);
  await owner.query("BEGIN");
  try {
    await ensureRole(owner, decodeURIComponent(app.username), decodeURIComponent(app.password));
    await owner.query(GRANTS);
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw error;
  }
}

async function ensureRole(owner: Client, user: string, password: string): Promise<void> {
  const { rows } = await owner.query("SELECT FROM pg_roles WHERE rolname = $1", [APP_ROLE]);
  const signsIn = user === APP_ROLE;
  const login = `LOGIN PASSWORD ${owner.escapeLiteral(password)}`;
  try {
    if (rows.length === 0) await owner.query(`CREATE ROLE ${APP_ROLE} ${signsIn ? login : "NOLOGIN"}`);
    else if (signsIn) await owner.query(`ALTER ROLE ${APP_ROLE} ${login}`);
    // A connection of another user acts as the role, see connectionOptions.
    if (!signsIn && user !== "") await owner.query(`GRANT ${APP_ROLE} TO ${owner.escapeIdentifier(user)}`);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    // 42501: not allowed to. 42704: no such user.
    if (error.code === "42501" || error.code === "42704") {
      throw new WrongSettings(
        `The role ${APP_ROLE} could not be set up for the user "${user}" of DATABASE_URL (${error.message}): let DATABASE_OWNER_URL name a user with CREATEROLE.`,
      );
    }
    throw error;
  }
}

const GRANTS = `
  GRANT USAGE ON SCHEMA public, pgboss TO ${APP_ROLE};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, pgboss TO ${APP_ROLE};
  GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public, pgboss TO ${APP_ROLE};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, pgboss TO ${APP_ROLE};
  REVOKE ALL ON public.audit_entries, public.audit_chain, public.audit_checks, public._prisma_migrations FROM ${APP_ROLE};
  GRANT SELECT, INSERT ON public.audit_entries, public.audit_chain, public.audit_checks TO ${APP_ROLE};
  GRANT SELECT ON public._prisma_migrations TO ${APP_ROLE};
  ALTER DEFAULT PRIVILEGES IN SCHEMA public, pgboss GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP_ROLE};
  ALTER DEFAULT PRIVILEGES IN SCHEMA public, pgboss GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO ${APP_ROLE};
  ALTER DEFAULT PRIVILEGES IN SCHEMA public, pgboss GRANT EXECUTE ON FUNCTIONS TO ${APP_ROLE};
`;
