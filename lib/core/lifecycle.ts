/** A state machine as plain data: each named move says where it may start and where it lands. */
export type Moves<State extends string> = Readonly<
  Record<string, { readonly from: readonly State[]; readonly to: State }>
>;

/** The moves open to something in `state`: screens draw exactly these buttons. */
export function openMoves<State extends string, M extends Moves<State>>(moves: M, state: State): (keyof M & string)[] {
  return Object.keys(moves).filter((name) => moves[name]?.from.includes(state));
}
