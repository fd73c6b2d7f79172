/** A column whose values are sealed (see `seal` in secrets.ts). */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The column that names the row, and its type in Postgres. */
  readonly id: string;
  readonly idType: "text" | "uuid";
  /** What the value of a row is bound to. Fixed: what was sealed under another place does not open. */
  readonly placeOf: (id: string) => string;
}

/** The whole address that a delivery's file is fetched from. */
export const DELIVERY_SOURCE: SealedColumn = {
  table: "deliveries",
  column: "source_sealed",
  id: "id",
  idType: "text",
  placeOf: (id) => `deliveries|${id}|source`,
};

/** Every sealed column there is: what a rotation of secrets walks through. A test holds it against the schema. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [DELIVERY_SOURCE];
