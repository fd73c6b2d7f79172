import { expect, it } from "vitest";
import { batching } from "./batching";

const HOUR = 3_600_000;

function gathering(most = 100) {
  const batches: string[][] = [];
  const ask = batching<{ name: string; patience: number }, string>(
    { withinMs: ({ patience }) => patience, most },
    async (items) => {
      batches.push(items.map(({ name }) => name));
      if (items.some(({ name }) => name === "broken")) throw new Error("The batch broke.");
      return ({ name }) => `answer to ${name}`;
    },
  );
  return { batches, ask };
}

it("the one that can wait the shortest sets the time for all, and each hears its own answer", async () => {
  const { batches, ask } = gathering();
  const answers = Promise.all([
    ask({ name: "patient", patience: HOUR }),
    ask({ name: "hurried", patience: 5 }),
    ask({ name: "calm", patience: HOUR }),
  ]);
  expect(await answers).toEqual(["answer to patient", "answer to hurried", "answer to calm"]);
  expect(batches).toEqual([["patient", "hurried", "calm"]]);
});

it("a batch that is full does not wait, and the next one has a time of its own", async () => {
  const { batches, ask } = gathering(2);
  await Promise.all([ask({ name: "a", patience: HOUR }), ask({ name: "b", patience: HOUR })]);
  await ask({ name: "c", patience: 5 });
  expect(batches).toEqual([["a", "b"], ["c"]]);
});

it("what breaks a batch breaks it for all who were in it, and for nobody after them", async () => {
  const { ask } = gathering();
  const together = await Promise.allSettled([
    ask({ name: "broken", patience: 5 }),
    ask({ name: "beside it", patience: 5 }),
  ]);
  expect(together.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask({ name: "later", patience: 5 })).toBe("answer to later");
});
