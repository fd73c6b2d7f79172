import { CopyButton } from "@/components/ui/copy-button";
import { feedAddresses } from "./channel-words";

/** Where a feed is read, each address ready to be handed on. */
export function FeedAddresses({ feedUrl }: { readonly feedUrl: string }) {
  return (
    <dl className="space-y-1">
      {feedAddresses(feedUrl).map(({ word, url }) => (
        <div key={word} className="flex items-center gap-2">
          <dt className="w-14 shrink-0 text-ink-3">{word}</dt>
          <dd className="flex min-w-0 flex-1 items-center gap-1">
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="min-w-0 flex-1 truncate font-mono text-xs leading-6 text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
            >
              {url}
            </a>
            <CopyButton text={url} what={`the ${word} address`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
