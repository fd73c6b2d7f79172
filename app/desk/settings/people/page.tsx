import type { Metadata } from "next";
import { PeopleScreen } from "@/components/access/people/people-screen";
import { invitePersonAction } from "../actions";

export const metadata: Metadata = { title: "People" };

export default function People() {
  return <PeopleScreen invite={invitePersonAction} />;
}
