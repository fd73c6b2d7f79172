import { Notice } from "@/components/shell/notice";

export function AskedTooOften({ sentence }: { readonly sentence: string }) {
  return (
    <main className="flex min-h-dvh">
      <Notice title="This page is asked for very often" actions={null}>
        {sentence}
      </Notice>
    </main>
  );
}
