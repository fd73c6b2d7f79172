import type { CDPSession, Locator, Page } from "@playwright/test";
import { chooseVerdict } from "./verdict";

/** A film as it lies on somebody's computer. */
export interface LocalFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** When the files of a story were last changed: the same file dropped again is the same. */
const CHANGED_AT = Date.UTC(2026, 10, 20, 12);

/** Uploading, on the Videos screen and in its dialog. */
export class UploadPage {
  readonly page: Page;
  readonly list: Locator;
  readonly dialog: Locator;
  readonly deliver: Locator;
  #network: CDPSession | undefined;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("region", { name: /^\d+ uploads?$/ });
    this.dialog = page.getByRole("dialog", { name: "Deliver a video" });
    this.deliver = this.dialog.getByRole("button", { name: "Deliver", exact: true });
  }

  /** Drops files anywhere on the page, as a person who drags them from a folder. */
  async drop(...files: readonly (LocalFile & { readonly type?: string })[]): Promise<void> {
    const given = files.map(({ name, bytes, type = "video/mp4" }) => ({ name, type, text: bytes.toString("base64") }));
    const data = await this.page.evaluateHandle(
      async ({ given: list, lastModified }) => {
        const transfer = new DataTransfer();
        for (const { name, type, text } of list) {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type, lastModified }));
        }
        return transfer;
      },
      { given, lastModified: CHANGED_AT },
    );
    const body = this.page.locator("body");
    await body.dispatchEvent("dragenter", { dataTransfer: data });
    await body.dispatchEvent("dragover", { dataTransfer: data });
    await body.dispatchEvent("drop", { dataTransfer: data });
  }

  row(name: string): Locator {
    return this.list.getByRole("listitem").filter({ hasText: name });
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  /** Says that QC passed it, and delivers. */
  async deliverPassed(): Promise<void> {
    await chooseVerdict(this.dialog, "Passed");
    await this.deliver.click();
  }

  /** From now on so many bytes a second leave this browser: there is a middle to be in. Null lets it go as it can. */
  uploadsAt(bytesPerSecond: number | null): Promise<void> {
    return this.#connect({ offline: false, uploadThroughput: bytesPerSecond ?? -1 });
  }

  /** Takes the connection away: what is on it still arrives, and the next request does not. */
  goOffline(): Promise<void> {
    return this.#connect({ offline: true, uploadThroughput: 0 });
  }

  async #connect(network: { readonly offline: boolean; readonly uploadThroughput: number }): Promise<void> {
    // Not by the context: of two who have a say over one network, the other would win.
    this.#network ??= await this.page.context().newCDPSession(this.page);
    await this.#network.send("Network.enable");
    await this.#network.send("Network.emulateNetworkConditions", { latency: 0, downloadThroughput: -1, ...network });
  }

  /** Takes a person's upload away behind this tab's back, as time does. */
  async clearAway(name: string): Promise<void> {
    const gone = await this.page.evaluate(async (fileName) => {
      const answer = await fetch("/api/v1/uploads");
      const { items } = (await answer.json()) as { items: { id: string; file_name: string }[] };
      const id = items.find((upload) => upload.file_name === fileName)?.id ?? "";
      return (await fetch(`/api/v1/uploads/${id}`, { method: "DELETE", headers: { "tus-resumable": "1.0.0" } })).status;
    }, name);
    if (gone !== 204) throw new Error(`It was not cleared away: ${gone}`);
  }

  /** How many bytes the desk has of a person's upload; 0 where it has none. */
  async received(name: string): Promise<number> {
    const answer = await this.page.request.get("/api/v1/uploads");
    const { items } = (await answer.json()) as { items: { file_name: string; bytes_received: number }[] };
    return items.find((upload) => upload.file_name === name)?.bytes_received ?? 0;
  }
}
