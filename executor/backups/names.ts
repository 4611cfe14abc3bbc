import { randomBytes } from "node:crypto";
import type { Person } from "../../protocol/messages.ts";

/** What an image's name says. Only a way to find it: whose it is stands in its record. */
export interface ImageName {
  readonly uid: number;
  readonly name: string;
  readonly id: string;
}

const pattern = /^shisa-(\d{1,10})-([a-z](?:[a-z0-9-]{0,28}[a-z0-9])?)-([0-9a-z]{6}[0-9a-f]{4})$/;

export const imageOf = ({ uid }: Person, name: string, id: string): string => `shisa-${uid}-${name}-${id}`;

/** undefined: not named as ours are, so it is foreign. */
export function parseImage(image: string): ImageName | undefined {
  const [, uid, name, id] = pattern.exec(image) ?? [];
  return uid === undefined || name === undefined || id === undefined ? undefined : { uid: Number(uid), name, id };
}

/** A new backup's id: sorts by time, and never comes twice. `at` in milliseconds since 1970. */
export const newId = (at: number): string =>
  `${Math.floor(at / 1000)
    .toString(36)
    .padStart(6, "0")}${randomBytes(2).toString("hex")}`;

/** When an id says that its backup was taken, in milliseconds since 1970. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 6), 36) * 1000;
