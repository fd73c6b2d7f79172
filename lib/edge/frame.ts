import { problemResponse, toProblem } from "./problem";
import { refuseOddValues, requestIdOf } from "./request";

/** Next hands over no params at all where an address has none. */
type Context = { params: Promise<Record<string, string | string[]> | undefined> };
export type Handler = (request: Request, context: Context) => Promise<Response>;

/** A handler whose throws become problems; `answer` gets the request's id. */
export function framed(
  answer: (request: Request, params: Record<string, string>, requestId: string) => Promise<Response>,
): Handler {
  return async (request, context) => {
    const requestId = requestIdOf(request);
    try {
      const params = onlyTexts(await context.params);
      refuseOddValues(params);
      const response = await answer(request, params, requestId);
      response.headers.set("x-request-id", requestId);
      return response;
    } catch (error) {
      return problemResponse(toProblem(error, requestId));
    }
  };
}

const onlyTexts = (params: Record<string, string | string[]> = {}) =>
  Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
