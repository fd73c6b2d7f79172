import { ApiProblem } from "@/components/ui/api";

/** Refusals about one field, told at that field: by the problem's own paths, and by the code where it has none. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  qc_not_passed: "qc_report.status",
  checksum_mismatch: "final_edit.checksum",
  duration_mismatch: "final_edit.duration_seconds",
  source_refused: "final_edit.video_url",
  source_unreachable: "final_edit.video_url",
};

/** The wire speaks of a number of seconds and of a text; here a person fills in a form. */
const IN_A_FORM: Readonly<Record<string, string>> = {
  "final_edit.duration_seconds": "Say how long it is, in seconds or as 2:13.",
  "qc_report.status": "Say what QC found.",
};

/** What is wrong with which field of a delivery, by its path on the wire. */
export function fieldErrors(error: Error | null): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const byCode = FIELD_OF_CODE[error.code];
  if (byCode !== undefined) return { [byCode]: error.detail };
  const said = Object.entries(error.fields).map(([path, messages]) => [path, messages.join(" ")] as const);
  return Object.fromEntries(said.map(([path, text]) => [path, IN_A_FORM[path] ?? text]));
}

/** `9.7`, `2:13` or `1:02:03.5` in seconds; 0, which the desk refuses with a sentence, for anything else. */
export function secondsOf(text: string): number {
  const parts = text.replace(",", ".").split(":").map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return Number.isFinite(seconds) ? seconds : 0;
}
