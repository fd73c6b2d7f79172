"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { bytesInWords } from "@/components/ui/words";
import { NotYours } from "./not-yours";

/** What the server says of how the desk is set up. */
export interface DeskFacts {
  readonly address: string;
  readonly secureCookies: boolean;
  readonly outboundAllow: readonly string[];
  readonly trustedProxies: number;
  readonly mail: boolean;
  readonly provider: { readonly label: string } | null;
  readonly storageDriver: string;
  readonly maxBytes: number;
  readonly limits: { readonly key: number; readonly user: number; readonly address: number };
  readonly demo: boolean;
}

/** How this desk is set up: read from its settings when it started, changed there and nowhere else. */
export function AboutScreen({ facts }: { readonly facts: DeskFacts | null }) {
  if (facts === null) {
    return (
      <NotYours title="How this desk is set up is for its admins to see.">
        Ask an admin when something about it does not fit.
      </NotYours>
    );
  }
  return (
    <div className="grid items-start gap-4 p-4 wide:p-5 roomy:grid-cols-2">
      <p className="text-ink-2 roomy:col-span-2">
        Read from the settings when the desk started. They are changed in its environment, and hold from its next start
        on.
      </p>
      <Panel title="Doors">
        <Facts>
          <SettingFact name="Address" setting="MARQUEE_URL">
            <span className="font-mono text-xs">{facts.address}</span>
          </SettingFact>
          <SettingFact name="Cookies">
            {facts.secureCookies ? (
              "sent over https alone"
            ) : (
              <Note>
                sent over plain http: good for trying out on one machine, not for more. Give it an https address.
              </Note>
            )}
          </SettingFact>
          <SettingFact name="Sign-in" setting="OIDC_ISSUER">
            by e-mail and password
            {facts.provider && `, and with ${facts.provider.label}`}
          </SettingFact>
          <SettingFact name="Mail" setting="SMTP_URL">
            {facts.mail ? "invitations and reset links go out by mail" : "none: links are handed over by hand"}
          </SettingFact>
          <SettingFact name="Proxies" setting="TRUSTED_PROXIES">
            {facts.trustedProxies === 0
              ? "none is trusted: addresses are those of the connection"
              : `${facts.trustedProxies} trusted to say whose request it is`}
          </SettingFact>
        </Facts>
      </Panel>
      <div className="space-y-4">
        <Panel title="Limits">
          <Facts>
            <SettingFact name="One person" setting="RATE_LIMIT_USER_PER_MINUTE">
              {perMinute(facts.limits.user)}
            </SettingFact>
            <SettingFact name="One API key" setting="RATE_LIMIT_KEY_PER_MINUTE">
              {perMinute(facts.limits.key)}
            </SettingFact>
            <SettingFact name="One address" setting="RATE_LIMIT_ADDRESS_PER_MINUTE">
              {perMinute(facts.limits.address)}, strangers together
            </SettingFact>
            <SettingFact name="One video" setting="MARQUEE_MAX_BYTES">
              {bytesInWords(facts.maxBytes)} at most
            </SettingFact>
          </Facts>
        </Panel>
        <Panel title="Storage and the outside">
          <Facts>
            <SettingFact name="Storage" setting="STORAGE_DRIVER">
              {facts.storageDriver}
            </SettingFact>
            <SettingFact name="May fetch from" setting="OUTBOUND_ALLOW">
              {facts.outboundAllow.length === 0 ? (
                "public addresses, and no private one"
              ) : (
                <>
                  public addresses, and these private ones:
                  <ul className="mt-0.5 font-mono text-xs">
                    {facts.outboundAllow.map((entry) => (
                      <li key={entry}>{entry}</li>
                    ))}
                  </ul>
                </>
              )}
            </SettingFact>
            <SettingFact name="Demo week" setting="MARQUEE_DEMO">
              {facts.demo ? "laid into an empty desk at its first start" : "never laid in"}
            </SettingFact>
          </Facts>
        </Panel>
      </div>
    </div>
  );
}

const perMinute = (requests: number) => `${requests.toLocaleString("en")} requests a minute`;

function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="divide-y border-t">{children}</dl>;
}

interface SettingFactProps {
  readonly name: string;
  /** The setting that decides it, where one does. */
  readonly setting?: string;
  readonly children: ReactNode;
}

function SettingFact({ name, setting, children }: SettingFactProps) {
  return (
    <Fact name={name} className="grid-cols-[7rem_minmax(0,1fr)] px-3.5 py-2">
      {children}
      {setting && <code className="block font-mono text-2xs text-ink-3">{setting}</code>}
    </Fact>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return (
    <span className="flex items-start gap-1.5 text-unconfirmed">
      <CircleAlert aria-hidden size={14} strokeWidth={1.8} className="mt-0.5" />
      <span>{children}</span>
    </span>
  );
}
