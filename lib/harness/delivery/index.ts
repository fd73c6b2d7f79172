import type { Proof } from "../proof";
import { crash } from "./crash";
import { diskFull } from "./disk-full";
import { files } from "./files";
import { healing, healingInBucket } from "./healing";
import { s3Corruption } from "./s3-corruption";
import { s3Faults } from "./s3-faults";
import { uploads } from "./uploads";

/** What holds of a film on its way and in its place; neighbours on the same ground share a desk. */
export const delivery: readonly Proof[] = [
  files,
  uploads,
  healing,
  diskFull,
  s3Corruption,
  s3Faults,
  healingInBucket,
  crash,
];
