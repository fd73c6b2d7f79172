import { runProgram } from "./run-program";

/** `npm run -s api-key -- create --name ci --role admin` prints a new key and nothing else. */
await runProgram(async () => {
  const { makeApiKey } = await import("./make-api-key");
  process.stdout.write(`${await makeApiKey(process.argv.slice(2))}\n`);
});
