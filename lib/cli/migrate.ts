import { runProgram } from "./run-program";

/** `npm run migrate`: brings the database up to this version. Safe to repeat, and to run from several places at once. */
await runProgram(async () => {
  const { migrateDesk } = await import("./with-database");
  await migrateDesk();
  process.stdout.write("The database is up to date.\n");
});
