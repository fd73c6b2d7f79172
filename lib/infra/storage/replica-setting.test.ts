import { expect, it } from "vitest";
import { readSettings, WrongSettings } from "@/lib/infra/env";

const replicasOf = (text: string) => readSettings({ STORAGE_REPLICAS: text }).STORAGE_REPLICAS;

it("a key and its secret may hold any sign, written as in an address", () => {
  expect(replicasOf("s3+https://KEY:a%25b%2Fc@s3.example.com/films?region=auto")).toMatchObject([
    { kind: "s3-elsewhere", accessKeyId: "KEY", secretAccessKey: "a%b/c", bucket: "films", region: "auto" },
  ]);
});

it.each([
  "s3+https://KEY:a%b@s3.example.com/films",
  "s3+https://%:secret@s3.example.com/films",
  "local:relative",
  "ftp",
])("%s is refused with a sentence", (text) => {
  expect(() => replicasOf(text)).toThrow(WrongSettings);
  expect(() => replicasOf(text)).toThrow("a percent sign in a secret is written %25");
});
