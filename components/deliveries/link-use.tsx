import { Time } from "@/components/ui/time";
import { countOf } from "@/components/ui/words";
import type { Link } from "@/lib/domain/deliveries/contract";

/** `Opened 3 times, last 2 h ago`: how a link was used. Who followed it nobody is asked. */
export function Opened({ link }: { readonly link: Pick<Link, "opened" | "last_opened_at"> }) {
  if (link.last_opened_at === null) return <>Not opened yet</>;
  return (
    <>
      Opened {link.opened === 1 ? "once," : `${countOf(link.opened, "time")}, last`}{" "}
      <Time value={link.last_opened_at} />
    </>
  );
}
