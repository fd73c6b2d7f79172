import type { Metadata } from "next";
import { StagingScreen } from "@/components/retention/staging-screen";

export const metadata: Metadata = { title: "Staging copies" };

export default function StagingCopies() {
  return <StagingScreen />;
}
