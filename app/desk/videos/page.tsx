import type { Metadata } from "next";
import { VideosScreen } from "@/components/videos/videos-screen";

export const metadata: Metadata = { title: "Videos" };

export default function Videos() {
  return <VideosScreen />;
}
