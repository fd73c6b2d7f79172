import fc from "fast-check";
import { METHODS } from "@/lib/edge/rest/addresses";
import type { DescribedOperation, Description } from "./description";
import { nastyBodies, nastyValues, NASTY_TEXTS, oddHeaders } from "./nasty";
import { valuesOf, type JsonSchema, type Meaningful } from "./schema-values";

/** A request as the fuzzer makes it up, told so that it can be made again. */
export interface FuzzRequest {
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly as: "person" | "key" | "nobody";
  readonly way: "valid" | "one mutation away" | "odd";
}

/** Requests of every described address: right ones, ones that are one mutation away, and odd ones. */
export function fuzzRequests(description: Description, ids: Meaningful, fields: Meaningful): fc.Arbitrary<FuzzRequest> {
  const described = Object.entries(description.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ address, method: method.toUpperCase(), operation })),
  );
  return fc
    .constantFrom(...described)
    .chain((target) =>
      fc.oneof(
        { weight: 4, arbitrary: requestOf(target, { ids, fields, way: "valid" }) },
        { weight: 4, arbitrary: requestOf(target, { ids, fields, way: "one mutation away" }) },
        { weight: 3, arbitrary: requestOf(target, { ids, fields, way: "odd" }) },
      ),
    );
}

interface Target {
  readonly address: string;
  readonly method: string;
  readonly operation: DescribedOperation;
}

interface Manner {
  readonly ids: Meaningful;
  readonly fields: Meaningful;
  readonly way: FuzzRequest["way"];
}

const OTHER_METHODS = [...METHODS, "HEAD", "OPTIONS", "TRACE", "PROPFIND", "PURGE"];

function requestOf({ address, method, operation }: Target, { ids, fields, way }: Manner): fc.Arbitrary<FuzzRequest> {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const inQuery = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  const json = schema ? valuesOf(schema, fields) : fc.constant(undefined);
  const odd = way === "odd";
  const body: fc.Arbitrary<string | Buffer | undefined> =
    way === "valid"
      ? json.map(textOf)
      : fc.oneof(
          { weight: 4, arbitrary: fc.tuple(json, mutation).map(([value, mutate]) => textOf(mutate(value))) },
          { weight: odd ? 2 : 0, arbitrary: nastyBodies },
        );
  return fc
    .record({
      path: pathOf(address, ids, way),
      query: queryOf(inQuery, fields, way),
      body,
      headers: odd
        ? fc.oneof(
            oddHeaders,
            fc.tuple(oddHeaders, oddHeaders).map(([one, two]) => ({ ...one, ...two })),
          )
        : fc.constant({}),
      as: fc.oneof(
        { weight: 10, arbitrary: fc.constant("person" as const) },
        { weight: 10, arbitrary: fc.constant("key" as const) },
        { weight: 1, arbitrary: fc.constant("nobody" as const) },
      ),
      method: odd
        ? fc.oneof(
            { weight: 3, arbitrary: fc.constant(method) },
            { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
          )
        : fc.constant(method),
    })
    .map(({ path, query, ...rest }) => ({
      ...rest,
      address,
      way,
      path: query === "" ? path : `${path}?${query}`,
      body: ["GET", "HEAD", "TRACE"].includes(rest.method) ? undefined : rest.body,
    }));
}

/** As a client writes it; a lone surrogate, which has no UTF-8, as JSON writes it. */
const textOf = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));

const escapedText = (text: string) => encodeURIComponent(text.toWellFormed().slice(0, 2_000));

function pathOf(address: string, ids: Meaningful, way: Manner["way"]): fc.Arbitrary<string> {
  const places = [...address.matchAll(/([\w-]+)\/\{(\w+)\}/g)];
  const texts = places.map(([, noun = ""]) => {
    const known = (ids[noun] ?? fc.uuid()).map(String);
    const other = fc.oneof(fc.uuid(), fc.constantFrom(...NASTY_TEXTS), fc.string({ minLength: 1, maxLength: 70 }));
    return fc.oneof(
      { weight: way === "valid" ? 8 : 4, arbitrary: known },
      { weight: way === "valid" ? 1 : 3, arbitrary: other },
    );
  });
  return fc.tuple(...texts).map((given) => {
    let place = 0;
    return address.replaceAll(/\{\w+\}/g, () => {
      const text = given[place] ?? "";
      place += 1;
      // An empty segment, a dot and two dots would make it another address.
      return /^\.{0,2}$/.test(text) ? "x" : escapedText(text);
    });
  });
}

type Parameters = readonly { readonly name: string; readonly required?: boolean; readonly schema: JsonSchema }[];

function queryOf(parameters: Parameters, fields: Meaningful, way: Manner["way"]): fc.Arbitrary<string> {
  const pairs = parameters.map(({ name, schema, required }) => {
    const right = (fields[`?${name}`] ?? valuesOf(schema)).map((value) => [name, String(value)] as const);
    const wrong = fc.constantFrom(...NASTY_TEXTS).map((text) => [name, text] as const);
    const given = way === "valid" ? right : fc.oneof(right, wrong);
    return required === true ? given : fc.option(given, { nil: undefined });
  });
  const more =
    way === "valid"
      ? fc.constant(undefined)
      : fc.option(fc.constantFrom(["no_such", "1"] as const, ["limit", "1"] as const));
  return fc.tuple(...pairs, more).map((given) =>
    given
      .filter((pair) => pair !== undefined && pair !== null)
      .map(([name, text]) => `${encodeURIComponent(name)}=${escapedText(text)}`)
      .join("&"),
  );
}

type Path = readonly (string | number)[];

/** One change somewhere in a value: something is gone, something is more, something is otherwise. */
const mutation: fc.Arbitrary<(value: unknown) => unknown> = fc
  .record({
    where: fc.nat(),
    how: fc.constantFrom("drop", "add", "replace", "replace"),
    with: nastyValues,
    name: fc.constantFrom(...NASTY_TEXTS),
  })
  .map(({ where, how, with: nasty, name }) => (value: unknown) => {
    const paths = pathsIn(value);
    const path = paths[where % paths.length] ?? [];
    if (how === "add" || path.length === 0) return addTo(value, name, nasty);
    return changeAt(value, path, how === "drop" ? undefined : { nasty });
  });

function pathsIn(value: unknown, above: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [above];
  return [above, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...above, key]))];
}

function addTo(value: unknown, name: string, nasty: unknown): unknown {
  const more = Object.create(null) as Record<string, unknown>;
  Object.assign(more, value);
  more[name] = nasty;
  return more;
}

function changeAt(value: unknown, [key = "", ...rest]: Path, change: { nasty: unknown } | undefined): unknown {
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    const place = Number(key);
    if (rest.length > 0) copy[place] = changeAt(copy[place], rest, change);
    else copy.splice(place, 1, ...(change ? [change.nasty] : []));
    return copy;
  }
  const copy = { ...(value as Record<string, unknown>) };
  if (rest.length > 0) copy[key] = changeAt(copy[key], rest, change);
  else if (change) copy[key] = change.nasty;
  else delete copy[key];
  return copy;
}
