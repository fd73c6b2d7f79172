"use client";

import { OctagonPause } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import type { Platform, Stop } from "@/lib/domain/channels/contract";

interface StopMenuProps {
  readonly platforms: readonly Platform[];
  readonly stops: readonly Stop[];
  readonly onChoose: (scope: string) => void;
}

/** The kill switches that can still be thrown; a single channel is paused on its page. */
export function StopMenu({ platforms, stops, onChoose }: StopMenuProps) {
  const thrown = new Set(stops.map(({ scope }) => scope));
  const left = platforms
    .map(({ id, name }) => ({ scope: `platform:${id}`, name }))
    .filter(({ scope }) => !thrown.has(scope));
  if (thrown.has("all")) return null;
  return (
    <Menu align="end" trigger={<Button icon={OctagonPause}>Stop publishing</Button>}>
      <MenuItem icon={OctagonPause} onSelect={() => onChoose("all")}>
        Everywhere…
      </MenuItem>
      {left.length > 0 && <MenuLine />}
      {left.map(({ scope, name }) => (
        <MenuItem key={scope} onSelect={() => onChoose(scope)}>
          On {name}…
        </MenuItem>
      ))}
    </Menu>
  );
}
