import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openApiDocument } from "../openapi/document";
import { keptAnswer } from "./kept-answer";

/** The API's description, as it is for the whole life of this process. */
export const description = keptAnswer("application/json", async () => JSON.stringify(openApiDocument()));

/** The renderer of the reference page, as its package ships it: the page loads nothing from anywhere else. */
export const referenceScript = keptAnswer("text/javascript; charset=utf-8", () =>
  // The web process stands in the project's folder; a bundled file does not know where it came from.
  readFile(join(process.cwd(), "node_modules/@scalar/api-reference/dist/browser/standalone.js")),
);
