import type { AuditEntry } from "@/lib/domain/audit/contract";

/** What an operation is to a person. One that is not here is told by its own name, with spaces. */
const DEEDS: Readonly<Record<string, string>> = {
  "access.ask-for-reset": "Ask for a new password",
  "access.change-password": "Change the password",
  "access.create-api-key": "Make an API key",
  "access.edit-person": "Edit a person",
  "access.end-other-sessions": "End the other sessions",
  "access.end-person-sessions": "End a person's sessions",
  "access.end-session": "End a session",
  "access.follow-role": "Take a role from the provider",
  "access.invite-person": "Invite a person",
  "access.link-identity": "Link an identity of the provider",
  "access.make-password-link": "Make a password link",
  "access.make-person": "Make a person",
  "access.note-mail": "Note how a mail went",
  "access.open-password-link": "Take up a password link",
  "access.redeem-password-link": "Set a password by link",
  "access.remove-person": "Remove a person",
  "access.revoke-api-key": "Revoke an API key",
  "access.revoke-api-key-secret": "Revoke one secret of a key",
  "access.rewrap-secrets": "Seal secrets anew",
  "access.rotate-api-key": "Rotate an API key",
  "access.sign-in": "Sign in",
  "access.sign-in-with-provider": "Sign in through the provider",
  "access.sign-out": "Sign out",
  "access.start-reset": "Begin a password reset",
  "alerts.claim-mail": "Take alerts for a mail",
  "alerts.claim-webhook": "Take an alert for a webhook",
  "alerts.create-route": "Make a route for alerts",
  "alerts.edit-route": "Edit a route for alerts",
  "alerts.note-notices": "Note how alerts went out",
  "alerts.raise": "Raise an alert",
  "alerts.remove-route": "Remove a route for alerts",
  "alerts.see": "See the alerts",
  "alerts.test-route": "Test a route for alerts",
  "assignments.cancel": "Cancel an assignment",
  "assignments.create": "Assign a video",
  "assignments.edit": "Edit or move an assignment",
  "assignments.remove-view": "Remove a saved view",
  "assignments.retry": "Try an assignment again",
  "assignments.retry-by-cause": "Try all of one cause again",
  "assignments.save-view": "Save a view",
  "audit.check": "Check the chain",
  "audit.export": "Export the audit trail",
  "audit.keep-check": "Keep what a check found",
  "audit.list": "Read the audit trail",
  "channels.create": "Connect a channel",
  "channels.disable": "Note that a receiver wants to hear no more",
  "channels.edit": "Edit a channel",
  "channels.expire": "Note that a sign-in is no longer taken",
  "channels.keep-credentials": "Keep a channel's credentials",
  "channels.lift-stop": "Lift a kill switch",
  "channels.note-check": "Note what a test of a channel found",
  "channels.pause": "Pause a channel",
  "channels.remove": "Remove a channel",
  "channels.resume": "Resume a channel",
  "channels.tell-expiring": "Tell that a sign-in ends soon",
  "channels.test": "Test a channel",
  "channels.throw-stop": "Throw a kill switch",
  "deliveries.claim-link-reminder": "Take up a reminder",
  "deliveries.drop-link-reminder": "Want no mail before a link ends",
  "copies.break-off-move": "Break off a move of stored films",
  "copies.check": "Check the copies of a film",
  "copies.finish-move": "End a move of stored films",
  "copies.keep": "Keep a verified copy",
  "copies.note-lost": "Note a lost copy",
  "copies.note-moved": "Move a stored film",
  "copies.rename-store": "Rename a store on record",
  "copies.resume-move": "Resume a move of stored films",
  "copies.start-move": "Move stored films",
  "copies.stop-move": "Stop a move of stored films",
  "deliveries.fail": "Mark a delivery failed",
  "deliveries.finish": "Verify and publish a delivery",
  "deliveries.note-link-reminder": "Note how a reminder went",
  "deliveries.open-link": "Open a link",
  "deliveries.publish": "Deliver a video",
  "deliveries.renew-link": "Make a link",
  "deliveries.retry": "Start a delivery again",
  "deliveries.revoke-link": "Revoke a link",
  "deliveries.set-link-reminder": "Want a mail before a link ends",
  "deliveries.start-fetching": "Begin to fetch",
  "deliveries.start-verifying": "Begin to verify",
  "retention.clean-up": "Clean up staging",
  "retention.drop": "Delete a staging copy",
  "retention.drop-due": "Delete a staging copy that is due",
  "retention.hold": "Hold a staging copy",
  "retention.release": "Release a staging copy",
  "uploads.begin": "Begin an upload",
  "uploads.clear": "Clear an upload away",
  "uploads.finish": "Finish an upload",
  "uploads.remove": "Give up an upload",
  "uploads.use": "Deliver an upload",
  "videos.describe": "Note what a video is",
  "videos.edit": "Edit a video",
  "videos.keep-poster": "Keep a poster",
  "videos.open": "Open a video's file",
  "videos.register": "Register a video",
};

const DOORS: Readonly<Record<string, string>> = {
  desk: "desk",
  api: "API",
  mcp: "MCP",
  link: "signed link",
  worker: "worker",
  cli: "command line",
};

export const KNOWN_OPERATIONS = Object.keys(DEEDS);

export function deedOf(operation: string): string {
  const plain = operation.replace(/^.*\./, "").replaceAll("-", " ");
  return DEEDS[operation] ?? `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
}

export const doorOf = (door: string) => DOORS[door] ?? door;

/** `done`, or `refused: qc not passed`. */
export function endingOf({ outcome, code }: Pick<AuditEntry, "outcome" | "code">): string {
  return code === null ? outcome : `${outcome}: ${code.replaceAll("_", " ")}`;
}

/** The worker and the command line act as themselves. */
export function actorOf({ actor_name: name, door }: Pick<AuditEntry, "actor_name" | "door">): string {
  return name === door ? `the ${doorOf(door)}` : name;
}
