/** The size that the command names, as in `npm run bench -- scan 100000`; `otherwise` where it names none. */
export function numberAsked(otherwise: number): number {
  return Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? otherwise);
}
