import { Panel } from "@/components/ui/panel";
import { FeedAddresses } from "./feed-addresses";

export function FeedPanel({ feedUrl }: { readonly feedUrl: string }) {
  return (
    <Panel title="Where it is read">
      <div className="px-3.5 pb-3.5">
        <p className="mb-2 text-ink-2">Public addresses: whoever has one can subscribe, and needs no account.</p>
        <FeedAddresses feedUrl={feedUrl} />
      </div>
    </Panel>
  );
}
