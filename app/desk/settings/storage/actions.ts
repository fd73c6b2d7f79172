"use server";

import { startMove } from "@/lib/domain/copies/operations/start-move";
import { action } from "@/lib/edge/action";

export const startMoveAction = action(startMove);
