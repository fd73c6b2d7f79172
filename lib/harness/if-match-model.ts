import fc from "fast-check";
import { jsonOf, type Answer } from "./ask";
import type { HarnessDesk } from "./desk";
import type { SignedIn } from "./people";

interface Act {
  readonly method: "PATCH" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** What it says, where that is anything. */
  readonly says?: object;
}

/** Something with a revision: where it is read, and how it is changed. */
export interface Thing {
  readonly path: string;
  readonly change?: Act & { readonly body: (word: string) => Record<string, unknown> };
  /** Other acts upon it, which are only ever tried with a tag that does not fit. */
  readonly never: readonly Act[];
  /** What of it the change sets; undefined where a change shows in the revision alone. */
  readonly valueOf: (body: Record<string, unknown>) => unknown;
}

/** What the model believes of a thing. */
export interface Belief {
  revision: number;
  value: unknown;
}

export interface Real {
  readonly desk: HarnessDesk;
  readonly asker: SignedIn;
  readonly things: readonly Thing[];
  readonly count: { steps: number };
}

const FITTING = ["none", "right", "star", "right among others", "right, spaced"] as const;
const UNFITTING = ["older", "newer", "weak", "of no number", "others", "empty tag", "huge"] as const;
const MALFORMED = ["without quotes", "empty", "half quoted", "star in a list"] as const;
const TAGS = [...FITTING, ...UNFITTING, ...MALFORMED];
type Tag = (typeof TAGS)[number];

const HEADER: Readonly<Record<Tag, (revision: number) => string | undefined>> = {
  none: () => undefined,
  right: (revision) => `"${revision}"`,
  star: () => "*",
  "right among others": (revision) => `"x", W/"7","${revision}" , "99999"`,
  "right, spaced": (revision) => `  "${revision}"  `,
  older: (revision) => `"${revision - 1}"`,
  newer: (revision) => `"${revision + 1}"`,
  weak: (revision) => `W/"${revision}"`,
  "of no number": () => '"abc"',
  others: (revision) => `"${revision + 1}", W/"${revision}", "x${revision}"`,
  "empty tag": () => '""',
  huge: () => '"99999999999999999999"',
  "without quotes": (revision) => String(revision),
  empty: () => "",
  "half quoted": (revision) => `"${revision}`,
  "star in a list": (revision) => `*, "${revision}"`,
};

const has = (tags: readonly string[], tag: Tag) => tags.includes(tag);
const wanted = (tag: Tag) => (has(FITTING, tag) ? "fits" : has(UNFITTING, tag) ? 412 : 400);

type Verb = "read" | "change" | "never";

/** One request, and afterwards a look whether desk and model are of one mind about the thing. */
class Step implements fc.AsyncCommand<Map<number, Belief>, Real> {
  readonly verb: Verb;
  readonly place: number;
  readonly tag: Tag;
  readonly word: string;

  constructor(verb: Verb, { place, tag, word }: Pick<Step, "place" | "tag" | "word">) {
    this.verb = verb;
    this.place = place;
    this.tag = tag;
    this.word = word;
  }

  check(): boolean {
    return this.verb !== "never" || !has(FITTING, this.tag);
  }

  async run(model: Map<number, Belief>, { desk, asker, things, count }: Real): Promise<void> {
    const thing = things[this.place];
    const belief = model.get(this.place);
    if (!thing || !belief) throw new Error("There is no such thing.");
    count.steps += 1;
    const answer = await this.#ask(desk, asker, thing, belief.revision);
    const want = wanted(this.tag);
    if (want === "fits") {
      if (answer.status >= 300) throw new Error(`fits, but was answered ${answer.status} ${answer.text}`);
      if (this.verb === "change" && thing.change) {
        belief.revision += 1;
        belief.value = thing.valueOf(thing.change.body(this.word));
      }
      if (answer.headers.etag !== `"${belief.revision}"`)
        throw new Error(`the ETag is ${answer.headers.etag}, and should be "${belief.revision}"`);
    } else if (answer.status !== want) throw new Error(`wants ${want}, got ${answer.status} ${answer.text}`);

    const seen = jsonOf(await desk.ask({ path: thing.path, headers: { cookie: asker.cookie } })) ?? {};
    if (seen["revision"] !== belief.revision || thing.valueOf(seen) !== belief.value)
      throw new Error(
        `the model believes ${belief.revision} ${String(belief.value)}, the desk ${String(seen["revision"])} ${String(thing.valueOf(seen))}`,
      );
  }

  #ask(desk: HarnessDesk, asker: SignedIn, thing: Thing, revision: number): Promise<Answer> {
    const match = HEADER[this.tag](revision);
    const headers = {
      cookie: asker.cookie,
      origin: desk.url,
      "content-type": "application/json",
      ...(match === undefined ? {} : { "if-match": match }),
    };
    const never = thing.never[this.word.length % Math.max(thing.never.length, 1)];
    if (this.verb === "never" && never) {
      const { says = {}, ...act } = never;
      return desk.ask({ ...act, headers, body: JSON.stringify(says) });
    }
    if (this.verb === "read" || !thing.change) return desk.ask({ path: thing.path, headers });
    const { method, path, body } = thing.change;
    return desk.ask({ method, path, headers, body: JSON.stringify(body(this.word)) });
  }

  toString(): string {
    return `${this.verb} ${this.place} with "${this.tag}"`;
  }
}

/** A walk over things: reads and changes with tags of every kind. */
export function walks(things: readonly Thing[]) {
  const places = fc.nat({ max: things.length - 1 });
  const tags = fc.oneof(fc.constantFrom(...FITTING), fc.constantFrom(...TAGS));
  const some = (verb: Verb) =>
    fc
      .tuple(places, tags, fc.stringMatching(/^[a-z]{6,12}$/))
      .map(([place, tag, word]) => new Step(verb, { place, tag, word }));
  const changing = some("change").filter(({ place }) => things[place]?.change !== undefined);
  const never = some("never").filter(({ place }) => things[place]?.never.length !== 0);
  return fc.commands([some("read"), changing, changing, changing, never], { maxCommands: 100, size: "max" });
}
