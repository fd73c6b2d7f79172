import type { Metadata } from "next";
import { AboutScreen } from "@/components/access/about-screen";
import { aboutDesk } from "@/lib/edge/about-desk";

export const metadata: Metadata = { title: "About this desk" };

export default async function About() {
  return <AboutScreen facts={await aboutDesk()} />;
}
