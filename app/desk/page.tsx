import { redirect } from "next/navigation";

export default function Desk(): never {
  redirect("/desk/videos");
}
