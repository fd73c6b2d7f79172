import type { Metadata } from "next";
import { ProofScreen } from "@/components/proof/proof-screen";

export const metadata: Metadata = { title: "Proof of delivery" };

export default async function Proof({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <ProofScreen id={id} />;
}
