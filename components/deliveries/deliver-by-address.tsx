"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import { ChecksumField } from "./checksum-field";
import { DeliverForm } from "./deliver-form";

interface DeliverByAddressProps {
  readonly projects: readonly string[];
  readonly onDelivered: (delivery: Delivery) => void;
  readonly onCancel: () => void;
}

/** A film that stands somewhere on the network: the desk fetches it. */
export function DeliverByAddress(props: DeliverByAddressProps) {
  return (
    <DeliverForm {...props}>
      {(wrong) => (
        <>
          <Field label="Address of the MP4" error={wrong["final_edit.video_url"]} className="wide:col-span-2">
            {(control) => (
              <Input
                {...control}
                name="video_url"
                type="url"
                placeholder="https://…/final.mp4"
                autoComplete="off"
                required
              />
            )}
          </Field>
          <ChecksumField error={wrong["final_edit.checksum"]} />
        </>
      )}
    </DeliverForm>
  );
}
