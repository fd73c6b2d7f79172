export { readiness as GET } from "@/lib/edge/readiness";
