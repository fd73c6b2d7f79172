import { Notice } from "@/components/shell/notice";

/** For whoever comes to an address where nothing is published; whether something was, is not said. */
export function NothingPublished() {
  return (
    <main className="flex min-h-dvh">
      <Notice title="Nothing is published here" actions={null}>
        The address may be cut short, or what was here has been taken down.
      </Notice>
    </main>
  );
}
