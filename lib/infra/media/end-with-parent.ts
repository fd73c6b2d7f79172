/** For the child: its input closes when its parent is gone, however that went, and then nobody waits for it. */
export function endWithParent(): void {
  process.stdin.resume().once("end", () => process.exit(1));
}
