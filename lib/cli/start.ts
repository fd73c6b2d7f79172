import { runProgram } from "./run-program";

/** `npm start`, and with `--dev` `npm run dev`: everything the desk needs, from one terminal. */
await runProgram(async () => {
  const { runDesk } = await import("./desk");
  await runDesk({ dev: process.argv.includes("--dev") });
  process.exit(0);
});
