import { runProgram } from "./run-program";

/** `npm run build`: the screens, as `npm start` would build them; nothing to do where they are up to date. */
await runProgram(async () => {
  const { buildIfNeeded } = await import("./build-if-needed");
  await buildIfNeeded({ say: (line) => process.stdout.write(`${line}\n`) });
});
