import type { Metadata } from "next";
import { ApiReference } from "@/components/reference/api-reference";

export const metadata: Metadata = { title: "API reference" };

/** Open to everybody, as /api/openapi.json is: it says what can be asked, and nothing of what is there. */
export default function Reference() {
  return (
    <main>
      <h1 className="sr-only">API reference</h1>
      <ApiReference />
    </main>
  );
}
