import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openApiDocument } from "@/lib/edge/openapi/document";
import { Description } from "./description";
import { valuesOf } from "./schema-values";

it("what is made from a body's schema fits it", () => {
  const ajv = new Ajv2020({ strict: false });
  formats(ajv);
  const { paths } = new Description(openApiDocument());
  const bodies = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ requestBody }) => requestBody?.content["application/json"]?.schema ?? []),
  );
  expect(bodies.length).toBeGreaterThan(5);
  for (const schema of bodies) {
    const fits = ajv.compile(schema);
    for (const value of fc.sample(valuesOf(schema), { numRuns: 30, seed: 1 })) {
      expect(fits(value), `${JSON.stringify(value)}: ${ajv.errorsText(fits.errors)}`).toBe(true);
    }
  }
});
