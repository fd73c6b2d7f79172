import type { Metadata } from "next";
import { AboutScreen } from "@/components/access/settings/about-screen";
import { aboutDesk } from "@/lib/edge/operators/about-desk";

export const metadata: Metadata = { title: "About this desk" };

export default async function About() {
  return <AboutScreen facts={await aboutDesk()} />;
}
