import { runProgram } from "./run-program";

/** `npm run secrets -- status|add|rewrap`: what hangs on each secret of the ring, a new one, and bringing everything under it. */
await runProgram(async () => {
  const { rotateSecrets } = await import("./rotate-secrets");
  await rotateSecrets(process.argv.slice(2));
});
