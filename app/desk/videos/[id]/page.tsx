import type { Metadata } from "next";
import { VideoScreen } from "@/components/videos/video-screen";

export const metadata: Metadata = { title: "Video" };

export default async function Video({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <VideoScreen id={id} />;
}
