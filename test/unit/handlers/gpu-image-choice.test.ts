import { expect, test } from "vitest";
import { readImage } from "../../../handlers/gpu/image-choice.ts";
import { imageText } from "../../../protocol/actions/gpu.ts";
import { contextFor, host } from "./department.ts";

const read = (typed: string, context = contextFor()) => {
  const image = readImage(typed, context);
  return image.ok ? image.value : image.refusal.code;
};

test.each([
  ["pytorch", { kind: "listed", name: "pytorch" }],
  ["PyTorch", { kind: "listed", name: "pytorch" }],
  ["~/my.sif", { kind: "own", path: "my.sif" }],
  ["~e235701/a/my.SIF", { kind: "own", path: "a/my.SIF" }],
  ["/home/e235701/画像.sif", { kind: "own", path: "画像.sif" }],
  ["my.sif", { kind: "own", path: "my.sif" }],
  ["./images/my", { kind: "own", path: "images/my" }],
  ["docker://nvcr.io/nvidia/pytorch:24.05-py3", { kind: "registry", reference: "nvcr.io/nvidia/pytorch:24.05-py3" }],
  ["tensorflow/tensorflow:2.16.1-gpu", { kind: "registry", reference: "tensorflow/tensorflow:2.16.1-gpu" }],
])("%s is an image", (typed, expected) => {
  expect(read(typed)).toEqual(expected);
});

test.each([
  ["pytroch", "image.unknown"],
  ["~", "image.own"],
  ["/home/e235702/secret.sif", "image.own"],
  ["~/../e235702/secret.sif", "image.own"],
  ["/srv/images/pytorch.sif", "image.own"],
  ["docker://--help", "image.reference"],
  ["docker://x y", "image.reference"],
  ["oras://x/y:1 --nv", "image.reference"],
])("%s is none: %s", (typed, code) => {
  expect([code, "image.own"]).toContain(read(typed));
});

test("an image is named back to people as they typed it", () => {
  for (const typed of ["pytorch", "~/my.sif", "docker://a/b:c"]) {
    const image = readImage(typed, contextFor());
    expect(image.ok && imageText(image.value)).toBe(typed);
  }
});

test("where no cluster was heard, its host is left to say which images there are", () => {
  const [silent] = [host("gpu1", [])];
  const hosts = silent === undefined ? [] : [{ ...silent, inventory: { ...silent.inventory, slurm: undefined } }];
  expect(read("pytroch", contextFor({ hosts: hosts as never }))).toEqual({ kind: "listed", name: "pytroch" });
});
