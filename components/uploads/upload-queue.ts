import { filmSeconds } from "./film-seconds";
import { fingerprintOf } from "./film-files";
import { hashFile, type HashNews } from "./hash-file";
import { withMark } from "./pace";
import { freshFile, type Draft, type MadeOfIt, type QueuedFile } from "./queued-file";
import { giveUpUpload, Sending } from "./send-file";

/** So many are sent at a time: more would only share the same line. */
const AT_ONCE = 2;

/**
 * The files of this tab that are on their way to the desk. It lives as long as the tab does, so they go
 * on while a person moves inside the desk.
 */
export class UploadQueue {
  #files: readonly QueuedFile[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #sendings = new Map<string, Sending>();
  /** The files themselves: what a browser holds of one is a way to it and not its bytes. */
  readonly #sources = new Map<string, File>();
  /** What was written into the QC forms of uploads that this tab did not send, by their id. */
  readonly #drafts = new Map<string, Draft>();
  readonly #hashings = new Map<string, () => void>();
  /** What this tab delivered or gave up: the desk may take a moment to clear it away. */
  readonly #over = new Set<string>();
  #listening = false;
  readonly read = (): readonly QueuedFile[] => this.#files;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Queues files and answers their keys. One that is queued already, and stopped, goes on. */
  add(files: readonly File[]): string[] {
    this.#listen();
    return files.map((file) => {
      const key = fingerprintOf(file);
      const queued = this.#find(key);
      if (queued) {
        if (queued.state === "paused" || queued.state === "failed") this.resume(key);
        return key;
      }
      this.#sources.set(key, file);
      this.#sendings.set(key, this.#sending(key, file));
      this.#files = [...this.#files, freshFile(key, file)];
      this.#hashings.set(
        key,
        hashFile(file, (news) => this.#hashed(key, news)),
      );
      void filmSeconds(file).then((seconds) => this.#change(key, { seconds }));
      this.#pump();
      return key;
    });
  }

  pause(key: string): void {
    this.#change(key, { state: "paused", marks: [] });
    void this.#sendings.get(key)?.stop();
    this.#pump();
  }

  resume(key: string): void {
    this.#change(key, { state: "waiting", trouble: null, marks: [] });
    this.#pump();
  }

  /** Writes into a file's QC form, so that it is still there when the form is opened again. */
  write(key: string, draft: Draft): void {
    const queued = this.#find(key);
    if (queued) this.#change(key, { draft: { ...queued.draft, ...draft } });
  }

  /** The same for an upload that only the desk has. */
  writeOf(id: string, draft: Draft): void {
    this.#drafts.set(id, draft);
  }

  draftOf(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  /**
   * Hears how far a delivery of it is. Only what is published needs the file no more: until then it may
   * fail, and its form is sent again.
   */
  async follow(key: string, { audit_log_id, status, error_message }: MadeOfIt): Promise<void> {
    if (status === "published") return this.drop(key);
    this.#change(key, { delivery: { audit_log_id, status, error_message } });
    return undefined;
  }

  /** The desk has it no more: it is sent once more, and what was written into its form stays. */
  async sendAnew(key: string): Promise<void> {
    const file = this.#sources.get(key);
    if (!file) return;
    await this.#sendings.get(key)?.forget();
    this.#sendings.set(key, this.#sending(key, file));
    this.#change(key, { id: null, state: "waiting", sent: 0, marks: [], trouble: null, delivery: null });
    this.#pump();
  }

  /** Stops sending and has the desk throw away what came. Throws what the desk says against it, in a sentence. */
  async giveUp(key: string): Promise<void> {
    const sending = this.#sendings.get(key);
    await sending?.stop();
    const id = sending?.id ?? null;
    if (id !== null) await giveUpUpload(id);
    await this.drop(key);
  }

  /** Forgets a file: it was delivered, or given up. */
  async drop(key: string): Promise<void> {
    this.#hashings.get(key)?.();
    this.#hashings.delete(key);
    const sending = this.#sendings.get(key);
    this.#sendings.delete(key);
    this.#sources.delete(key);
    if (sending?.id) this.end(sending.id);
    this.#files = this.#files.filter((file) => file.key !== key);
    this.#tell();
    this.#pump();
    await sending?.forget();
  }

  /** Notes that nothing more will come of an upload, so that nobody is asked about it again. */
  end(id: string): void {
    this.#over.add(id);
    this.#drafts.delete(id);
  }

  isOver(id: string): boolean {
    return this.#over.has(id);
  }

  #find(key: string): QueuedFile | undefined {
    return this.#files.find((file) => file.key === key);
  }

  #sending(key: string, file: File): Sending {
    return new Sending(file, {
      onId: (id) => this.#change(key, { id }),
      onProgress: (sent) => {
        const marks = withMark(this.#find(key)?.marks ?? [], { at: performance.now(), bytes: sent });
        this.#change(key, { state: "sending", sent, marks, trouble: null });
      },
      onLost: (trouble) => this.#change(key, { state: "lost", trouble, marks: [] }),
      onDone: () => {
        this.#change(key, { state: "here", sent: file.size, marks: [] });
        this.#pump();
      },
      onFailed: (trouble) => {
        this.#change(key, { state: "failed", trouble, marks: [] });
        this.#pump();
      },
    });
  }

  #hashed(key: string, news: HashNews): void {
    if ("bytes" in news) this.#change(key, { hashed: news.bytes });
    else if ("checksum" in news) this.#change(key, { checksum: news.checksum });
    else this.#change(key, { unreadable: true });
  }

  /** Lets the next ones begin where there is room for them. */
  #pump(): void {
    const going = this.#files.filter(({ state }) => state === "sending" || state === "lost").length;
    const next = this.#files.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - going));
    for (const { key } of next) {
      this.#change(key, { state: "sending" });
      void this.#sendings.get(key)?.start();
    }
  }

  #change(key: string, change: Partial<QueuedFile>): void {
    const before = this.#find(key);
    // What was paused or dropped meanwhile is not moved by a last word of its connection.
    if (!before || (before.state === "paused" && (change.state === "sending" || change.state === "lost"))) return;
    this.#files = this.#files.map((file) => (file === before ? { ...file, ...change } : file));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What the window tells: that there is a connection again, and that somebody is about to close the tab. */
  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    window.addEventListener("online", () => {
      for (const { key } of this.#files.filter(({ state }) => state === "lost")) void this.#again(key);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#files.some(({ state }) => ["waiting", "sending", "lost"].includes(state))) event.preventDefault();
    });
  }

  /** Without the wait that is left until the next try. */
  async #again(key: string): Promise<void> {
    const sending = this.#sendings.get(key);
    await sending?.stop();
    await sending?.start();
  }
}

/** The one of this tab. */
export const uploadQueue = new UploadQueue();
