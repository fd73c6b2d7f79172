import { getProof } from "@/lib/domain/proof/operations/get-proof";
import { perform } from "@/lib/infra/operation";
import { callerFromRequest } from "../caller";
import { framed } from "../frame";
import { LENGTH_HEADER } from "../front/body-headers";
import { counted } from "../limits/budgets";
import { readInput } from "../request";
import { dispositionOf } from "./film";
import { drawProof } from "./proof-pages";

/** The proof as a PDF, made at the moment it is asked for; the JSON it was drawn from is attached to it. */
export const proofPdf = framed(async (request, { id }, requestId, headers) => {
  const caller = await counted({ request, answer: headers }, () => callerFromRequest(request, requestId));
  const proof = await perform(getProof, { ...(await readInput(request)), id }, caller);
  const told = {
    "content-type": "application/pdf",
    "content-disposition": dispositionOf({
      title: `${proof.video.title}, proof of delivery`,
      disposition: "attachment",
      ending: "pdf",
    }),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  if (request.method === "HEAD") return new Response(null, { headers: told });
  const pdf = await drawProof(proof);
  return new Response(pdf, { headers: { ...told, [LENGTH_HEADER]: String(pdf.length) } });
});
