import type { Metadata } from "next";
import { ChannelsScreen } from "@/components/channels/channels-screen";

export const metadata: Metadata = { title: "Channels" };

export default function Channels() {
  return <ChannelsScreen />;
}
