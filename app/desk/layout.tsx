import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { currentPerson } from "@/lib/edge/sign-in/session";

/** The session gate: nothing below is drawn for a stranger. Every operation and read checks again for itself. */
export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const person = await currentPerson();
  if (person === null) redirect(`/sign-in?next=${encodeURIComponent(await askedFor())}`);
  // Picked by name: what is handed to the browser must not grow with what the session knows.
  const { id, email, name, role, scopes } = person;
  return <Shell person={{ id, email, name, role, scopes }}>{children}</Shell>;
}

/** A layout is not told its address; `proxy.ts` hands it on in this header. */
async function askedFor(): Promise<string> {
  return (await headers()).get("x-desk-path") ?? "/desk/videos";
}
