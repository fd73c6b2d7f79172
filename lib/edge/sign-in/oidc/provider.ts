import * as openid from "openid-client";
import { HOUR, SECOND } from "@/lib/core/time";
import { emailOfClaims, nameOfClaims, roleOfClaims, type RoleTable } from "@/lib/domain/access/provider-rules";
import { env } from "@/lib/infra/env";
import { isAllowed } from "@/lib/infra/outbound/address-rules";
import { guardedFetch } from "@/lib/infra/outbound/guarded-fetch";
import { whyNotProven } from "./failure";
import type { Flow } from "./flow";

/** An OpenID provider at which people may sign in, and who the desk is there. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  /** A public client has none. */
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  readonly roleClaim: string;
  readonly roles: RoleTable;
  readonly linkByEmail: boolean;
  /** Hosts of it that may be private, as in `OUTBOUND_ALLOW`. */
  readonly allow: readonly string[];
}

let fromSettings: { readonly provider: Provider | null } | undefined;

/** The provider of the settings; null where there is none. */
export function configuredProvider(): Provider | null {
  return (fromSettings ??= { provider: readProvider() }).provider;
}

function readProvider(): Provider | null {
  const settings = env();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = settings;
  if (issuer === undefined || clientId === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    scopes: settings.OIDC_SCOPES,
    roleClaim: settings.OIDC_ROLE_CLAIM,
    roles: settings.OIDC_ROLES,
    linkByEmail: settings.OIDC_LINK_BY_EMAIL,
    allow: settings.OUTBOUND_ALLOW,
  };
}

/** Where the provider sends people back to. Registered there, so it is made from the settings and never from a request. */
const returnAddress = () => `${env().MARQUEE_URL}/api/auth/oidc/callback`;

/** Begins a sign-in: where to send the browser, and what it has to keep until it comes back. Throws `NotProven`. */
export async function beginAt(provider: Provider, next: string): Promise<{ address: URL; flow: Flow }> {
  try {
    const configuration = await configurationOf(provider);
    const flow = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      next,
    };
    const address = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: returnAddress(),
      scope: provider.scopes,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: "S256",
    });
    return { address, flow };
  } catch (error) {
    throw whyNotProven(error);
  }
}

/**
 * Takes a sign-in up where the browser comes back with `search`: exchanges the code, checks state,
 * nonce, issuer, audience, expiry and signature, and asks for what the ID token leaves out. Says in the
 * desk's words whom the provider vouches for. Throws `NotProven`.
 */
export async function finishAt(provider: Provider, { flow, search }: { flow: Flow; search: string }) {
  try {
    const configuration = await configurationOf(provider);
    const came = new URL(returnAddress());
    came.search = search;
    const tokens = await openid.authorizationCodeGrant(configuration, came, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new openid.ClientError("there is no ID token");
    // Many providers put the address and the groups here only.
    const asks = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const info = asks ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
    // What is signed counts before what is not.
    const said = { ...info, ...claims };
    return {
      issuer: claims.iss,
      subject: claims.sub,
      ...emailOfClaims([claims, info]),
      name: nameOfClaims(said),
      role: roleOfClaims(said, { claim: provider.roleClaim, table: provider.roles }),
      roles_follow: provider.roles.length > 0,
      link_by_email: provider.linkByEmail,
    };
  } catch (error) {
    throw whyNotProven(error);
  }
}

const remembered = new WeakMap<Provider, { until: number; configuration: Promise<openid.Configuration> }>();

/** A provider that is away is not asked again by everybody who presses the button. */
const FAILURE_KEPT = 10 * SECOND;

/** What the provider says of itself, asked for once an hour; after a failure, some seconds later. */
function configurationOf(provider: Provider): Promise<openid.Configuration> {
  const kept = remembered.get(provider);
  if (kept && Date.now() < kept.until) return kept.configuration;
  const configuration = discover(provider);
  remembered.set(provider, { until: Date.now() + HOUR, configuration });
  configuration.catch(() => remembered.set(provider, { until: Date.now() + FAILURE_KEPT, configuration }));
  return configuration;
}

function discover({ issuer, clientId, clientSecret, allow }: Provider): Promise<openid.Configuration> {
  const address = new URL(issuer);
  return openid.discovery(address, clientId, {}, authentication(clientSecret), {
    [openid.customFetch]: guardedFetch({ allow, who: "The sign-in provider" }),
    timeout: 10,
    execute: [
      // Without this the library takes an ID token's signature on trust, because it came over TLS.
      openid.enableNonRepudiationChecks,
      ...(address.protocol === "http:" && isAllowed(address, allow) ? [openid.allowInsecureRequests] : []),
    ],
  });
}

/** In the way the provider says it wants; where it says nothing, the standard's own default. */
function authentication(secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None();
  const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const takes = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const way = takes.includes("client_secret_basic") ? basic : post;
    way(server, ...rest);
  };
}
