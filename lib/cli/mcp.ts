import { runProgram } from "./run-program";

/** `npm run --silent mcp`: the agents' tools over standard input and output, with the key in MARQUEE_API_KEY. */
await runProgram(async () => {
  const { serveMcp } = await import("./serve-mcp");
  await serveMcp();
});
