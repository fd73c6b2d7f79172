export { metrics as GET } from "@/lib/edge/metrics";
