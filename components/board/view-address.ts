import type { SavedView } from "@/lib/domain/assignments/contract";

/** Where a saved view is seen. */
export const viewAddress = ({ query }: Pick<SavedView, "query">) => `/desk/board${query === "" ? "" : `?${query}`}`;
