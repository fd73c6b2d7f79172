import { Pencil } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { capInWords } from "./channel-words";
import type { PlatformField } from "./field-draft";

interface SettingsPanelProps {
  readonly channel: Channel;
  readonly platform: Platform;
  readonly onEdit?: () => void;
}

/** What a channel is set to, and what its posts inherit. */
export function SettingsPanel({ channel, platform, onEdit }: SettingsPanelProps) {
  return (
    <Panel
      title="Settings"
      actions={
        onEdit && (
          <Button size="s" icon={Pencil} onClick={onEdit}>
            Edit
          </Button>
        )
      }
    >
      <dl className="space-y-1.5 px-3.5 pb-3.5">
        <Fact name="Platform">
          {platform.name}
          {channel.is_default && <span className="text-ink-2">, the default there</span>}
        </Fact>
        <Values fields={platform.fields.channel} values={channel.settings} />
        <Fact name="Cap">{capInWords(channel.max_per_hour)}</Fact>
        <Fact name="Caption">
          {channel.default_caption === null ? (
            <span className="text-ink-3">none to inherit</span>
          ) : (
            <span className="whitespace-pre-line">{channel.default_caption}</span>
          )}
        </Fact>
        <Values fields={platform.fields.post} values={channel.default_settings} />
        <Fact name="Connected">
          by {channel.created_by}, <Time value={channel.created_at} />
        </Fact>
      </dl>
    </Panel>
  );
}

interface ValuesProps {
  readonly fields: readonly PlatformField[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every value that is set: by its field's label, or by its own name where the card has no field for it. */
function Values({ fields, values }: ValuesProps) {
  return Object.entries(values).map(([name, value]) => (
    <Fact key={name} name={fields.find((field) => field.name === name)?.label ?? name}>
      <span className="whitespace-pre-line">{wordOf(value)}</span>
    </Fact>
  ));
}

function wordOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}
