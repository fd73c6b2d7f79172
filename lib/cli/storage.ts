import { runProgram } from "./run-program";

/** `npm run storage -- stores | move <source> <target> [--remove-source] | rename <old> <new> | status`: where films are kept, and bringing them elsewhere. */
await runProgram(async () => {
  const { manageStorage } = await import("./manage-storage");
  await manageStorage(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
});
