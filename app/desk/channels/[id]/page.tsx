import type { Metadata } from "next";
import { ChannelScreen } from "@/components/channels/channel-screen";

export const metadata: Metadata = { title: "Channel" };

export default async function Channel({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <ChannelScreen id={id} />;
}
