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

/** The address that alerts are sent to, and the secret they are signed with. */
export const ALERT_URL: SealedColumn = {
  table: "alert_routes",
  column: "url_sealed",
  id: "id",
  idType: "uuid",
  placeOf: (id) => `alert_routes|${id}|url`,
};
export const ALERT_SECRET: SealedColumn = {
  table: "alert_routes",
  column: "secret_sealed",
  id: "id",
  idType: "uuid",
  placeOf: (id) => `alert_routes|${id}|secret`,
};

/** What a channel signs in with. */
export const CHANNEL_CREDENTIALS: SealedColumn = {
  table: "channels",
  column: "credentials_sealed",
  id: "id",
  idType: "uuid",
  placeOf: (id) => `channels|${id}|credentials`,
};

/** Every sealed column there is: what a rotation of secrets walks through. A test holds it against the schema. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [DELIVERY_SOURCE, ALERT_URL, ALERT_SECRET, CHANNEL_CREDENTIALS];
