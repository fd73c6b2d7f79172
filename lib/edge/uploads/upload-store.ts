import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { DataStore, Upload } from "@tus/server";
import { MAX_PIECE_BYTES, type Upload as Known } from "@/lib/domain/uploads/contract";
import { uploadNotFound } from "@/lib/domain/uploads/refusals";
import type { Writer } from "@/lib/domain/uploads/writer";
import { isErrno } from "@/lib/infra/files";
import { diskRefusal } from "@/lib/infra/staging/disk-refusals";
import { PartWriter } from "@/lib/infra/staging/part-writer";
import { makeSureOfRoom } from "@/lib/infra/staging/stage-source";
import { uploadPath, uploadSize } from "@/lib/infra/staging/upload-path";
import { pieceTooLong, uploadLocked } from "./tus-problems";

/** How often there is another look at the room left: several are sent at a time, and others write too. */
const CHECK = 4 * 1024 * 1024;

/**
 * Where the protocol's library puts bytes, for one request about one upload. The record is the row in
 * Postgres and how far it is, is the length of the file: there is no side file that could say otherwise.
 */
export class UploadStore extends DataStore {
  override readonly extensions = ["creation", "termination", "expiration"];
  readonly #known: Known | undefined;
  readonly #writer: Writer | undefined;
  /** How many bytes this request has added. */
  added = 0;

  /** What is known of the upload, where there is one already; and who writes, where bytes are to come. */
  constructor({ known, writer }: { known?: Known; writer?: Writer } = {}) {
    super();
    this.#known = known;
    this.#writer = writer;
  }

  /** Makes the file, and leaves one that is there already: a request that was repeated must not empty it. */
  override async create(upload: Upload): Promise<Upload> {
    try {
      await (await open(await uploadPath(upload.id), "a", 0o640)).close();
      return upload;
    } catch (error) {
      throw diskRefusal(error);
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const known = this.#known;
    if (known?.id !== id) throw uploadNotFound(id);
    return new Upload({ id, size: known.bytes, offset: await uploadSize(id), metadata: { filename: known.file_name } });
  }

  /**
   * Adds what comes to the end of the file and answers its new length. Whatever ends it, a full disk
   * say, what had come until then stays: the next piece begins there.
   */
  override async write(piece: Readable, id: string, offset: number): Promise<number> {
    const path = await uploadPath(id);
    // What is kept free is the database's, which lies on the same disk by default.
    const seeToRoom = () => makeSureOfRoom(dirname(path), 0);
    await seeToRoom();
    const file = await open(path, "r+").catch((error: unknown) => {
      throw isErrno(error, "ENOENT") ? uploadNotFound(id) : diskRefusal(error);
    });
    try {
      await this.#take({ piece, part: new PartWriter(file, offset), seeToRoom });
    } catch (error) {
      throw diskRefusal(error);
    } finally {
      await file.close();
    }
    return offset + this.added;
  }

  async #take({ piece, part, seeToRoom }: Taking): Promise<void> {
    let checked = 0;
    try {
      for await (const chunk of piece as AsyncIterable<Uint8Array>) {
        // It may have slept, and another may have taken its place.
        if (this.#writer?.may !== true) throw uploadLocked();
        if (this.added + chunk.byteLength > MAX_PIECE_BYTES) throw pieceTooLong();
        if (this.added - checked >= CHECK) {
          checked = this.added;
          await seeToRoom();
        }
        await part.add(chunk);
        this.added += chunk.byteLength;
      }
    } finally {
      if (this.#writer?.may === true) await part.finish();
      await part.settle();
    }
  }

  /** The record says that it is gone before its bytes go, see the door; so here is nothing left to do. */
  override remove(): Promise<void> {
    return Promise.resolve();
  }
}

interface Taking {
  readonly piece: Readable;
  readonly part: PartWriter;
  /** Throws where there is no room for more. */
  readonly seeToRoom: () => Promise<void>;
}
