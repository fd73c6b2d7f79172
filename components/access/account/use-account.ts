"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/ui/api";
import type { Account } from "@/lib/domain/access/contract";

/** What the desk knows of the person who is signed in, and the page does not know by itself. */
export function useAccount() {
  return useQuery({ queryKey: ["account"], queryFn: ({ signal }) => api<Account>("/api/v1/account", { signal }) });
}
