export { NothingPublished as default } from "@/components/publications/nothing-published";
