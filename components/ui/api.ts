import type { Problem, Reply } from "@/lib/core/reply";

/**
 * The desk's own REST API, as the browser calls it: the session cookie goes along. A POST names itself,
 * so that it can be sent once more when no answer came: the desk answers the repetition and does nothing twice.
 */
export async function api<Answer>(path: string, request: ApiRequest = {}): Promise<Answer> {
  const response = await reach(path, request);
  if (!response.ok) throw await problemOf(response);
  const answer: unknown = response.status === 204 ? undefined : await response.json();
  // The address says which contract the answer keeps; the server's tests check every answer against it.
  return answer as Answer;
}

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The revision on the screen: where it is another by now, the desk refuses with 412. */
  readonly revision?: number;
  readonly signal?: AbortSignal;
}

/** How the desk said no: the problem document of the answer, or status 0 when no answer came. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Path of an input field → what is wrong with it. */
  readonly fields: Readonly<Record<string, readonly string[]>>;

  constructor({ status, code, detail, fields }: Problem) {
    super(detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.fields = fieldsOf(fields);
  }
}

/** What a server action replies; throws its problem as the API's are thrown, that no answer came included. */
export async function valueOf<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply.catch((error: unknown) => {
    // So fetch says that the connection failed; anything else is this page's own trouble.
    throw error instanceof TypeError ? unreachable() : error;
  });
  if (!answer.ok) throw new ApiProblem(answer.problem);
  return answer.value;
}

/** What to tell a person about any error, in a sentence. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiProblem ? error.detail : "Something went wrong in this page. Load it again.";
}

async function reach(path: string, { method = "GET", body, headers, revision, signal }: ApiRequest): Promise<Response> {
  const request: RequestInit = {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "POST" ? { "idempotency-key": newIdempotencyKey() } : {}),
      ...(revision === undefined ? {} : { "if-match": `"${revision}"` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    return await fetch(path, request).catch((error: unknown) => {
      if (method !== "POST" || signal?.aborted === true) throw error;
      return fetch(path, request);
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw unreachable();
  }
}

const unreachable = () =>
  new ApiProblem({
    status: 0,
    code: "unreachable",
    detail: "The desk did not answer. Check the connection, then try again.",
  });

/** `crypto.randomUUID` is missing on pages that came over plain http from another machine. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const problem: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  return new ApiProblem({
    status: response.status,
    code: typeof problem["code"] === "string" ? problem["code"] : "unknown",
    detail:
      typeof problem["detail"] === "string"
        ? problem["detail"]
        : `The desk answered ${response.status} without a reason.`,
    fields: problem["fields"],
  });
}

function fieldsOf(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([path, said]) => [path, (Array.isArray(said) ? said : [said]).map(String)] as const),
  );
}
