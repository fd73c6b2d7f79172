import { operation } from "@/lib/infra/operation";
import { ListStores, StoreList } from "../contract";
import { storesWithCounts } from "../queries";

export const listStores = operation({
  name: "copies.list-stores",
  summary: "List the stores that films are kept in, with what stands in each and how it is.",
  effect: "reads",
  permission: "storage:manage",
  input: ListStores,
  output: StoreList,
  subject: () => "storage",
  run: async (_input, { tx }) => ({ items: await storesWithCounts(tx) }),
});
