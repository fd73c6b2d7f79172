const two = (n: number) => String(n).padStart(2, "0");

/** A moment as an `<input type="datetime-local">` holds it, in the browser's zone: `2026-11-21T18:50`. */
export function toLocalInput(iso: string): string {
  const at = new Date(iso);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Back again; null while it is no date yet. */
export function fromLocalInput(text: string): string | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The browser's zone by its name and how far it is from UTC at a moment: `Europe/Berlin, GMT+1`. */
export function zoneInWords(at: Date): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return timeZone === "UTC" ? timeZone : `${timeZone}, ${offset}`;
}
