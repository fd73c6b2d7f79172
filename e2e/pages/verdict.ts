import type { Locator } from "@playwright/test";

/** Says in the QC form what QC found: nothing is chosen at first. */
export async function chooseVerdict(dialog: Locator, verdict: "Passed" | "Failed"): Promise<void> {
  await dialog.getByLabel("QC verdict", { exact: true }).click();
  await dialog.page().getByRole("option", { name: verdict }).click();
}
