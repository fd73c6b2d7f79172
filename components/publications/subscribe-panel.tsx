import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";

const FORMS = [
  { file: "rss.xml", word: "RSS", what: "For feed readers and video sites." },
  { file: "podcast.xml", word: "Podcast", what: "For podcast players." },
  { file: "feed.json", word: "JSON Feed", what: "For readers that prefer JSON." },
] as const;

/** The addresses by which a feed is followed, each to be copied into a reader. */
export function SubscribePanel({ url, className }: { readonly url: string; readonly className?: string }) {
  return (
    <Panel title="Subscribe" className={cn("min-w-0", className)}>
      <p className="px-3.5 pb-1 text-ink-2">Copy an address into your reader or player.</p>
      <ul className="divide-y">
        {FORMS.map(({ file, word, what }) => (
          <li key={file} className="flex items-center gap-2 px-3.5 py-2">
            <span className="min-w-0 flex-1">
              <a
                href={`${url}/${file}`}
                className="rounded-s font-[550] text-accent underline-offset-2 hover:underline"
              >
                {word}
              </a>
              <span className="block text-sm text-ink-2">{what}</span>
            </span>
            <CopyButton text={`${url}/${file}`} what={`${word} address`} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
