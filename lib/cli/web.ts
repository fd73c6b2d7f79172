import { runProgram } from "./run-program";

/** `npm run web`: the web process alone, in production. */
await runProgram(async () => {
  const { serveWeb } = await import("./serve-web");
  process.exitCode = await serveWeb();
});
