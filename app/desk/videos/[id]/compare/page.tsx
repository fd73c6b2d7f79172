import type { Metadata } from "next";
import { CompareScreen } from "@/components/videos/compare-screen";

export const metadata: Metadata = { title: "Compare versions" };

export default async function Compare({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <CompareScreen key={id} id={id} />;
}
