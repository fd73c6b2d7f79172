/** For browsers that run no scripts, where the page would wait for one for ever. */
export function NeedsScripts() {
  return (
    <noscript>
      <p className="mb-3.5 text-ink-2">
        This page works with scripts only. Let your browser run them for this address, then load the page again.
      </p>
    </noscript>
  );
}
