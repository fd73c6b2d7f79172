"use client";

import { usePlatforms } from "@/components/channels/use-channels";
import { ExternalLink, Send } from "lucide-react";
import { useState } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { StateChip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useVideo } from "@/components/videos/use-videos";
import type { Assignment } from "@/lib/domain/assignments/contract";
import type { Channel } from "@/lib/domain/channels/contract";
import { AskDialog, type Asking } from "./ask-dialog";
import { AssignmentActions } from "./assignment-actions";
import { AssignmentFacts } from "./assignment-facts";
import { chipOf, lateWords } from "./assignment-words";
import { ContentFacts } from "./content-facts";
import { EditForm } from "./edit-form";
import { TimelineList } from "./timeline-list";
import { useAssignment } from "./use-assignments";
import { platformName, useAllChannels } from "./use-all-channels";

const SHEET =
  "top-0 right-0 left-auto h-dvh max-h-dvh w-full max-w-[34rem] translate-none rounded-none border-y-0 border-r-0 p-4 wide:p-5";

interface AssignmentPanelProps {
  readonly id: string;
  /** The title of its video, where the screen has it at hand. */
  readonly known: string | undefined;
  readonly onClose: () => void;
}

/** One video on one channel: what goes out, how it stands, what can be done, and all that happened. */
export function AssignmentPanel({ id, known, onClose }: AssignmentPanelProps) {
  const { data: assignment, error, refetch } = useAssignment(id);
  const [asking, setAsking] = useState<Asking | null>(null);
  const video = useVideo(assignment?.video_id ?? "", { enabled: assignment !== undefined });
  const title = video.data?.title ?? known ?? "A video";
  const channel = useAllChannels().data?.find((one) => one.id === assignment?.channel_id);
  const platforms = usePlatforms().data ?? [];
  const where = channel ? `${channel.name}, ${platformName(platforms, channel.platform)}` : "its channel";

  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <Dialog open onOpenChange={onClose} title="Assignment" className={SHEET}>
        <EmptyState icon={Send} title="There is no such assignment on the desk.">
          <p>The address may be cut short.</p>
        </EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={assignment || known !== undefined ? title : "Assignment"}
      description={assignment ? `On ${where}` : undefined}
      className={SHEET}
    >
      {error && (
        <ProblemState
          title={assignment ? "This could not be refreshed." : "The assignment could not be loaded."}
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
          className="mb-3"
        />
      )}
      {assignment ? (
        <PanelBody
          key={assignment.id}
          assignment={assignment}
          subject={{ id, revision: assignment.revision, title, channelName: channel?.name ?? "its channel" }}
          channel={channel}
          onAsk={setAsking}
        />
      ) : (
        !error && <PanelSkeleton />
      )}
      <AskDialog asking={asking} onClose={() => setAsking(null)} />
    </Dialog>
  );
}

interface PanelBodyProps {
  readonly assignment: Assignment;
  readonly subject: Asking["subject"];
  readonly channel: Channel | undefined;
  readonly onAsk: (asking: Asking) => void;
}

function PanelBody({ assignment, subject, channel, onAsk }: PanelBodyProps) {
  const [editing, setEditing] = useState(false);
  const { status, standing, findings, remote_url: url } = assignment;
  const chip = chipOf(status, standing);
  const late = lateWords(standing.late_seconds);
  return (
    <div className="space-y-5">
      <div className="space-y-2.5">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <StateChip state={chip.state}>{chip.word}</StateChip>
          {late !== null && <span className="text-ink-2">{late}</span>}
          {url !== null && (
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent underline-offset-2 hover:underline"
            >
              See it there
              <ExternalLink aria-hidden size={13} strokeWidth={1.8} />
            </a>
          )}
        </p>
        {standing.sentence !== null && <p className="wrap-anywhere">{standing.sentence}</p>}
        {!editing && (
          <AssignmentActions assignment={assignment} subject={subject} onAsk={onAsk} onEdit={() => setEditing(true)} />
        )}
      </div>
      {editing ? (
        <EditForm assignment={assignment} channel={channel} onDone={() => setEditing(false)} />
      ) : (
        <>
          <AssignmentFacts assignment={assignment} />
          <ContentFacts assignment={assignment} platform={channel?.platform} />
        </>
      )}
      {findings.length > 0 && <FindingsList findings={findings} />}
      <TimelineList id={assignment.id} live={status === "publishing" || status === "scheduled"} />
    </div>
  );
}

/** What stands against it, or what somebody should know of. */
function FindingsList({ findings }: Pick<Assignment, "findings">) {
  return (
    <section aria-labelledby="assignment-findings">
      <h3 id="assignment-findings" className="mb-1.5 font-semibold">
        Findings
      </h3>
      <ul className="space-y-1">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.field}`} className={finding.blocks ? "text-failed" : "text-unconfirmed"}>
            {finding.sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PanelSkeleton() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-5.25 w-24 rounded-full" />
      <Skeleton className="h-24 rounded-m" />
      <Skeleton className="h-40 rounded-m" />
    </div>
  );
}
