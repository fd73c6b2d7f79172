import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { ask, jsonOf, type Answer } from "./ask";
import type { JsonSchema } from "./schema-values";

interface Described {
  readonly content?: Record<string, { schema?: object }>;
}

export interface DescribedOperation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  readonly requestBody?: { content: Record<string, { schema: JsonSchema }> };
  readonly responses: Record<string, Described>;
}

/** The API's own description, fetched from the desk, and answers held against it. */
export class Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly #components: object;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #known = new Map<object, ValidateFunction>();

  constructor(document: Record<string, unknown>) {
    formats(this.#ajv);
    this.paths = document["paths"] as Description["paths"];
    this.#components = document["components"] as object;
  }

  static async fetch(port: number): Promise<Description> {
    const document = jsonOf(await ask({ port, path: "/api/openapi.json" }));
    if (!document) throw new Error("The desk does not describe its API.");
    return new Description(document);
  }

  operation(address: string, method: string): DescribedOperation | undefined {
    return this.paths[address]?.[method.toLowerCase()];
  }

  /** What is wrong with an answer in the eyes of the description; undefined where nothing is. */
  complaint(address: string, method: string, answer: Answer): string | undefined {
    const described = this.operation(address, method);
    if (!described) return answer.status === 405 ? undefined : `${answer.status}, where nothing answers to ${method}`;
    const response = described.responses[String(answer.status)];
    if (!response) return `${answer.status} is not described: ${answer.text.slice(0, 160)}`;
    if (answer.status === 304 || response.content === undefined) return undefined;
    const type = answer.headers["content-type"]?.split(";")[0] ?? "";
    const content = response.content[type];
    if (!content) return `${answer.status} comes as ${type || "nothing"}, which is not described`;
    if (!content.schema) return undefined;
    const fits = this.#validator(content.schema);
    if (fits(jsonOf(answer))) return undefined;
    return `${answer.status} is off its schema: ${this.#ajv.errorsText(fits.errors)} in ${answer.text.slice(0, 160)}`;
  }

  #validator(schema: object): ValidateFunction {
    const known = this.#known.get(schema);
    if (known) return known;
    const made = this.#ajv.compile({ ...schema, components: this.#components });
    this.#known.set(schema, made);
    return made;
  }
}
