/** A person's words inside a LIKE pattern: Prisma passes `%` and `_` on as wildcards, and nobody types them as such. */
export const literally = (words: string) => words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
