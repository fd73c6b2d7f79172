import type { Metadata } from "next";
import { StorageScreen } from "@/components/storage/storage-screen";
import { startMoveAction } from "./actions";

export const metadata: Metadata = { title: "Storage" };

export default function Storage() {
  return <StorageScreen start={startMoveAction} />;
}
