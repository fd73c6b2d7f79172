import fc from "fast-check";
import { NASTY_TEXTS } from "./nasty";

/** What a string writes where it should not, if it can. */
export const MARK = "marquee-was-here";

/** Scripts that say so when they run; each sets this on the page's window. */
export const SCRIPTS: readonly string[] = [
  "<script>window.injected=1</script>",
  "<img src=x onerror=window.injected=1>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=window.injected=1>",
  "</title><script>window.injected=1</script>",
  "</script><script>window.injected=1</script>",
  "<iframe srcdoc='<script>parent.injected=1</script>'>",
  "<a href=javascript:window.injected=1>click</a>",
  "<details open ontoggle=window.injected=1>",
  "<math><mtext><table><mglyph><style><img src=x onerror=window.injected=1>",
  "{{constructor.constructor('window.injected=1')()}}",
  "${window.injected=1}",
  "javascript:window.injected=1",
  "<!--<img src=x onerror=window.injected=1>-->",
  "]]><script>window.injected=1</script>",
  "\u003cscript\u003ewindow.injected=1\u003c/script\u003e",
];

const PATHS = [
  `../${MARK}`,
  `../../../../../../tmp/${MARK}`,
  `..\\..\\${MARK}`,
  `%2e%2e%2f${MARK}`,
  `..%2f${MARK}`,
  `/tmp/${MARK}`,
  `/${MARK}`,
  `C:\\${MARK}`,
  `file:///tmp/${MARK}`,
  `a/../../${MARK}`,
  `./${MARK}`,
  `${MARK}\0.mp4`,
  `a//b/${MARK}`,
  `\u2025/${MARK}`,
  `\uff0e\uff0e\uff0f${MARK}`,
  `~/${MARK}`,
  "..",
  ".",
  ".../...",
  "a/b/c/d/e",
  "CON",
];

const HEADERS = [
  "a\r\nX-Injected: 1",
  "a\nX-Injected: 1",
  "a\rX-Injected: 1",
  "a%0d%0aX-Injected: 1",
  'a"; filename="evil.exe',
  "a; filename*=UTF-8''evil.exe",
  "a\u2028X-Injected: 1",
  "a\u0085X-Injected: 1",
  "\u010d\u010aX-Injected: 1",
  "a\u560d\u560aX-Injected: 1",
  "evil.exe\u202e4pm.",
];

const SHELL_AND_SQL = [
  `$(touch /tmp/${MARK})`,
  `\`touch /tmp/${MARK}\``,
  `; touch /tmp/${MARK} #`,
  `| touch /tmp/${MARK}`,
  `-o /tmp/${MARK}`,
  `'; COPY (SELECT 1) TO '/tmp/${MARK}'; --`,
  "'; UPDATE users SET role = 'admin'; --",
  "' UNION SELECT password_hash FROM users --",
  "\\'; SELECT pg_sleep(10); --",
  "%' OR 1=1 --",
];

const FORMULAS = [
  "=1+1",
  "=cmd|'/C calc'!A0",
  "+1+1",
  "-1+1",
  "@SUM(1)",
  "\t=1",
  "\uff1d1+1",
  '=HYPERLINK("https://elsewhere.example")',
];

const ready = fc.constantFrom(...PATHS, ...HEADERS, ...SHELL_AND_SQL, ...FORMULAS, ...SCRIPTS, ...NASTY_TEXTS);

/** Strings that are out for something: as they stand, joined with each other, or among any other signs. */
export const chooseStrings: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: ready },
  { weight: 2, arbitrary: fc.tuple(ready, ready).map(([one, two]) => `${one}${two}`.slice(0, 400)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.string({ unit: "grapheme", maxLength: 20 }), ready).map(([one, two]) => `${one}${two}`),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 100 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9._-]{1,12}(\/[a-z0-9._-]{1,12}){0,4}$/) },
);
