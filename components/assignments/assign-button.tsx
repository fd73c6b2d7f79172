"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { useHotkeys } from "@/components/ui/use-hotkeys";
import { AssignDialog, type Assignable } from "./assign-dialog";

/** Brings this video to channels; N or A does it too. Drawn for whoever may. */
export function AssignButton({ video }: { readonly video: NonNullable<Assignable["video"]> }) {
  return useMay("assignments:write") ? <AssignThis video={video} /> : null;
}

function AssignThis({ video }: { readonly video: NonNullable<Assignable["video"]> }) {
  const [opened, setOpened] = useState<Assignable | null>(null);
  const open = () => setOpened({ video: { id: video.id, title: video.title } });
  useHotkeys({ n: open, a: open });
  return (
    <>
      <Button icon={Send} onClick={open}>
        Assign
      </Button>
      <AssignDialog opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}
