import { redirect } from "next/navigation";

/** There is no public catalogue yet: the front door leads to the desk. */
export default function Home(): never {
  redirect("/desk/videos");
}
