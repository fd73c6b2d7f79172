import { notFound } from "next/navigation";

/** Everything below /desk that no screen stands at: said inside the desk, behind its session gate. */
export default function NoSuchScreen(): never {
  notFound();
}
