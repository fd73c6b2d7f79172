export type ByteReader = ReturnType<typeof byteReader>;

/** Reads a buffer from its start on, as font files are written: numbers with their highest byte first. */
export function byteReader(buffer: Buffer) {
  let at = 0;
  const step = (length: number) => (at += length) - length;
  const reader = {
    uint8: () => buffer.readUInt8(step(1)),
    uint16: () => buffer.readUInt16BE(step(2)),
    int16: () => buffer.readInt16BE(step(2)),
    uint32: () => buffer.readUInt32BE(step(4)),
    bytes: (length: number) => buffer.subarray(step(length), at),
    skip: (length: number) => void step(length),
    /** A number in one to five bytes of seven bits each, the last one without its top bit. */
    base128(): number {
      let value = 0;
      for (;;) {
        const byte = reader.uint8();
        value = value * 128 + (byte & 0x7f);
        if (byte < 0x80) return value;
      }
    },
    /** A number up to 65,535 that takes one byte where it is small. */
    short255(): number {
      const byte = reader.uint8();
      if (byte === 253) return reader.uint16();
      if (byte === 254) return reader.uint8() + 2 * 253;
      if (byte === 255) return reader.uint8() + 253;
      return byte;
    },
  };
  return reader;
}
