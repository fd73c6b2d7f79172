"use client";

import { Command } from "cmdk";
import { Clapperboard, Keyboard, Moon, Search, Sun, type LucideIcon } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState, type ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { stateOf } from "@/components/videos/state-of";
import { useVideoSearch } from "@/components/videos/use-videos";
import { SETTINGS, usePlaces, useSettingsPlaces } from "./places";
import { applyTheme } from "./theme";

interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onKeys: () => void;
}

/** Ctrl/Cmd+K: to any screen, any video, any switch, by typing part of its name. */
export function Palette(props: PaletteProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/35" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[14dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-lg -translate-x-1/2 animate-rise overflow-hidden rounded-l border bg-raised shadow-2 outline-none"
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <PaletteBody {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ onOpenChange, onKeys }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const q = useDeferredValue(text.trim());
  const { data: videos, isFetching } = useVideoSearch(q);
  const close = (then: () => void) => () => {
    onOpenChange(false);
    then();
  };
  const go = (href: string) => close(() => router.push(href));
  const matches = (word: string) => word.toLowerCase().includes(text.trim().toLowerCase());

  const screens = [...usePlaces(), SETTINGS, ...useSettingsPlaces()];
  const places = screens.filter(
    (place, at) => matches(place.word) && screens.findIndex(({ href }) => href === place.href) === at,
  );
  const switches = [
    { word: "Light theme", icon: Sun, run: () => applyTheme("light") },
    { word: "Dark theme", icon: Moon, run: () => applyTheme("dark") },
    { word: "Keys", icon: Keyboard, run: onKeys },
  ].filter(({ word }) => matches(word));

  // What was chosen may be gone by the time the videos arrive: then Enter means the first of what is there.
  const values = [
    ...places.map((place) => place.href),
    ...(videos?.items.map((video) => video.id) ?? []),
    ...switches.map(({ word }) => word),
  ];
  const value = values.includes(chosen) ? chosen : (values[0] ?? "");

  return (
    <Command shouldFilter={false} label="Go to" loop value={value} onValueChange={setChosen}>
      <div className="flex items-center gap-2.5 border-b px-3.5">
        <Search aria-hidden size={16} className="text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a screen, or find a video by title, tag, project or checksum"
          className="h-11 w-full min-w-0 bg-transparent outline-none"
        />
      </div>
      <Command.List className="max-h-[min(24rem,56dvh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3">
        <Command.Empty className="px-2 py-6 text-center text-ink-2">
          {isFetching ? "Looking…" : `Nothing is called “${text.trim()}”.`}
        </Command.Empty>
        {places.length > 0 && (
          <Command.Group heading="Screens">
            {places.map((place) => (
              <Item key={place.href} value={place.href} icon={place.icon} onSelect={go(place.href)}>
                {place.word}
              </Item>
            ))}
          </Command.Group>
        )}
        {videos !== undefined && videos.items.length > 0 && (
          <Command.Group heading={q === "" ? "Newest videos" : "Videos"}>
            {videos.items.map((video) => (
              <Item key={video.id} value={video.id} icon={Clapperboard} onSelect={go(`/desk/videos/${video.id}`)}>
                <span className="min-w-0 flex-1 truncate">{video.title}</span>
                <span className="truncate text-ink-3 max-wide:hidden">{video.project_id}</span>
                <StateChip state={stateOf(video)} />
              </Item>
            ))}
          </Command.Group>
        )}
        {switches.length > 0 && (
          <Command.Group heading="Switches">
            {switches.map(({ word, icon, run }) => (
              <Item key={word} value={word} icon={icon} onSelect={close(run)}>
                {word}
              </Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  readonly value: string;
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly onSelect: () => void;
}

function Item({ value, icon: Icon, children, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-8.5 cursor-pointer items-center gap-2.5 rounded-s px-2 text-ink-2 data-[selected=true]:bg-ink/6 data-[selected=true]:text-ink"
    >
      <Icon aria-hidden size={15} strokeWidth={1.8} className="text-ink-3" />
      {children}
    </Command.Item>
  );
}
