"use client";

import { BellOff, BellRing, Ellipsis, Mail, Pencil, Send, Trash2, Webhook } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { ALERT_KINDS, type AlertRoute } from "@/lib/domain/alerts/contract";
import { lookOfKind } from "../kind-words";
import { NoticeChip } from "../notice-chip";
import { TestOutcome } from "./test-outcome";
import { useSwitchRoute, useTestRoute } from "./use-alert-routes";

/** What is to be done with which route, in a dialog. */
export interface RouteTask {
  readonly what: "edit" | "remove";
  readonly route: AlertRoute;
}

interface RouteRowProps {
  readonly route: AlertRoute;
  readonly onTask: (task: RouteTask) => void;
}

/** A route: where it leads, what goes along it, and how the last notice fared. */
export function RouteRow({ route, onTask }: RouteRowProps) {
  const test = useTestRoute();
  const turn = useSwitchRoute();
  const Way = route.way === "email" ? Mail : Webhook;
  return (
    <li className="px-3.5 py-3">
      <div className="flex items-start gap-3">
        <Way aria-hidden size={16} strokeWidth={1.8} className="mt-0.75 shrink-0 text-ink-3" />
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <b className="font-[570] wrap-anywhere">{route.name}</b>
            <StateChip state={route.enabled ? "active" : "disabled"}>{route.enabled ? "on" : "off"}</StateChip>
          </h3>
          <p className="wrap-anywhere text-ink-2">{route.email ?? route.url_shown}</p>
          <p className="mt-0.5 text-sm text-ink-3">
            {kindsInWords(route.kinds)}
            {route.quiet_hours && ` · quiet from ${quietInWords(route.quiet_hours)}`}
          </p>
          <LastNotice route={route} />
          {route.obstacle !== null && <p className="mt-1 text-sm text-unconfirmed">{route.obstacle}</p>}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          <Button
            size="s"
            icon={Send}
            busy={test.isPending}
            onClick={() => test.mutate(route)}
            aria-label={`Send a test to ${route.name}`}
          >
            Test
          </Button>
          <Menu
            align="end"
            trigger={
              <Button look="ghost" size="icon" aria-label={`What can be done with ${route.name}`}>
                <Ellipsis aria-hidden size={16} />
              </Button>
            }
          >
            <MenuItem icon={Pencil} onSelect={() => onTask({ what: "edit", route })}>
              Edit…
            </MenuItem>
            <MenuItem icon={route.enabled ? BellOff : BellRing} onSelect={() => turn.mutate(route)}>
              {route.enabled ? "Switch off" : "Switch on"}
            </MenuItem>
            <MenuLine />
            <MenuItem icon={Trash2} onSelect={() => onTask({ what: "remove", route })}>
              Remove…
            </MenuItem>
          </Menu>
        </div>
      </div>
      <TestOutcome test={test} />
    </li>
  );
}

function LastNotice({ route: { last_notice: last } }: { readonly route: AlertRoute }) {
  const now = useNow();
  if (last === null) return <p className="mt-1 text-sm text-ink-3">Nothing has gone along it yet.</p>;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-ink-3">
      <NoticeChip notice={last} now={now} />
      <Time value={last.at} />
      {last.trouble !== null && <span className="wrap-anywhere text-ink-2">{last.trouble}</span>}
    </p>
  );
}

function kindsInWords(kinds: readonly string[]): string {
  if (ALERT_KINDS.every((kind) => kinds.includes(kind))) return "All alerts";
  return kinds.map((kind) => lookOfKind(kind).word).join(", ");
}

const quietInWords = ({ from, until, timezone }: NonNullable<AlertRoute["quiet_hours"]>) =>
  `${from} to ${until}, ${timezone.replaceAll("_", " ")}`;
